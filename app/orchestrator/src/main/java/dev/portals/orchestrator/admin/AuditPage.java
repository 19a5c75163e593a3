package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Choice;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Mark;
import dev.portals.orchestrator.admin.Screen.Search;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.audit.AuditEntry;
import dev.portals.orchestrator.audit.AuditEntry.Outcome;
import dev.portals.orchestrator.web.Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Who did what. */
final class AuditPage {
    static final List<Column> COLUMNS = List.of(
            Column.text("When (UTC)"),
            Column.text("Who"),
            Column.text("What"),
            Column.text("To what"),
            Column.text("Outcome"));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final AdminSite.Parts parts;

    AuditPage(AdminSite.Parts parts) {
        this.parts = parts;
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get("/admin/audit", (request, visitor) -> screen(request));
    }

    private Screen screen(Request request) {
        Paging paging = Paging.of(request, "outcome");
        boolean refused = request.query().get("outcome").equals("refused");
        Instant now = parts.clock().instant();
        List<AuditEntry> found = refused
                ? parts.audit().refusals(paging.about(), Paging.ASKED, paging.offset())
                : parts.audit().latest(paging.about(), Paging.ASKED, paging.offset());
        return new Screen(
                "Audit log",
                "audit",
                "Who was given what, who lost it, who signed in and who was refused.",
                null,
                List.of(
                        new Search(
                                "/admin/audit",
                                paging.about(),
                                "An address, an identity, an action or an id",
                                List.of(
                                        new Choice("Everything", "outcome", "", !refused),
                                        new Choice("Refused", "outcome", "refused", refused))),
                        new Table(
                                "",
                                COLUMNS,
                                Paging.cut(found).stream()
                                        .map(entry -> row(entry, now))
                                        .toList(),
                                "Nothing like that was recorded.",
                                paging.pager(found),
                                null)));
    }

    static List<Cell> row(AuditEntry entry, Instant now) {
        boolean today = DAY.format(entry.at()).equals(DAY.format(now));
        return List.of(
                Cell.of(TIME.format(entry.at())).with(today ? "" : DAY.format(entry.at())),
                entry.actor().matches("I[0-9a-f]{64}") ? Cell.code(entry.actor()) : Cell.of(entry.actor()),
                Cell.of(entry.action()),
                new Cell(
                        entry.object(),
                        entry.detail(),
                        "",
                        Mark.NONE,
                        !entry.object().contains("@"),
                        List.of()),
                entry.outcome() == Outcome.DONE ? Cell.state(Mark.GOOD, "done") : Cell.state(Mark.DENIED, "refused"));
    }
}
