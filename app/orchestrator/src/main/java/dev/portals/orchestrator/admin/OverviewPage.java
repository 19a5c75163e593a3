package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Link;
import dev.portals.orchestrator.admin.Screen.Mark;
import dev.portals.orchestrator.admin.Screen.Pager;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.admin.Screen.Tile;
import dev.portals.orchestrator.admin.Screen.Tiles;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.usage.Amounts;
import dev.portals.orchestrator.usage.Level;
import dev.portals.orchestrator.usage.Resource;
import dev.portals.orchestrator.web.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the installation is, at a glance: numbers, what needs a look, who was refused lately. */
final class OverviewPage {
    private static final int MOST_WARNINGS = 8;
    private static final int MOST_REFUSALS = 8;
    private static final Duration LATE = Duration.ofMinutes(5);

    private final AdminSite.Parts parts;

    OverviewPage(AdminSite.Parts parts) {
        this.parts = parts;
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get("/admin", (request, visitor) -> screen());
    }

    private Screen screen() {
        Instant now = parts.clock().instant();
        Figures figures = Figures.read(parts.database(), now);
        return new Screen(
                "Overview", "", "", null, List.of(new Tiles(tiles(figures)), needsALook(figures, now), refusals(now)));
    }

    private List<Tile> tiles(Figures figures) {
        List<Nodes.Relay> relays = parts.nodes().all();
        return List.of(
                new Tile(
                        "Users",
                        Amounts.count(figures.users()),
                        Amounts.count(figures.devices()) + " devices · " + Amounts.count(figures.blocked())
                                + " blocked",
                        "/admin/users"),
                new Tile(
                        "Projects",
                        Amounts.count(figures.projects()),
                        Amounts.count(figures.ready()) + " ready · " + Amounts.count(figures.members()) + " members",
                        "/admin/projects"),
                new Tile(
                        "Relays",
                        Amounts.count(relays.size()),
                        Amounts.bytes(figures.relayed()) + " relayed this month",
                        "/admin/relays"),
                new Tile(
                        "Invitations",
                        Amounts.count(figures.pendingInvitations()),
                        "waiting · " + Amounts.count(figures.acceptedInvitations()) + " accepted",
                        "/admin/invitations"),
                new Tile(
                        "Mail",
                        Amounts.count(figures.queuedMails()),
                        "waiting · " + Amounts.count(figures.badMails()) + " not delivered within a day",
                        "/admin/mail"),
                new Tile(
                        "Refusals", Amounts.count(figures.refusals()), "within a day", "/admin/audit?outcome=refused"));
    }

    private Table needsALook(Figures figures, Instant now) {
        List<List<Cell>> rows = new ArrayList<>();
        if (figures.oldestMail() > 0
                && Instant.ofEpochSecond(figures.oldestMail()).plus(LATE).isBefore(now)) {
            rows.add(look(
                    Mark.FAULT,
                    "Mail does not leave",
                    "The oldest message that is due was written "
                            + Times.ago(Instant.ofEpochSecond(figures.oldestMail()), now) + ".",
                    "/admin/mail?state=queued"));
        }
        if (figures.badMails() > 0) {
            rows.add(look(
                    Mark.WARNING,
                    Amounts.count(figures.badMails()) + (figures.badMails() == 1 ? " message was" : " messages were")
                            + " not delivered today",
                    "Refused by a mail server, or not taken for two days.",
                    "/admin/mail?state=failed"));
        }
        if (figures.slowProjects() > 0) {
            rows.add(look(
                    Mark.WARNING,
                    Amounts.count(figures.slowProjects())
                            + (figures.slowProjects() == 1 ? " project is" : " projects are")
                            + " still being set up after 3 minutes",
                    "What was begun is ended when the orchestrator starts again.",
                    "/admin/projects"));
        }
        List<Level> levels = parts.levels().warnings();
        levels.stream()
                .limit(MOST_WARNINGS)
                .forEach(level -> rows.add(look(
                        level.isUsedUp() ? Mark.FAULT : Mark.WARNING,
                        level.sentence(),
                        "Plan “" + level.plan() + "” of " + level.owner() + ". " + level.consequence(),
                        level.resource() == Resource.INVITATIONS
                                ? "/admin/users?q=" + Parameters.encode(level.subject())
                                : "/admin/projects/" + level.subject())));
        if (levels.size() > MOST_WARNINGS) {
            rows.add(List.of(Cell.of("And " + Amounts.count(levels.size() - MOST_WARNINGS)
                    + " more that have used four fifths of what their plan gives.")));
        }
        return new Table(
                "Needs a look",
                List.of(Column.text("What")),
                rows,
                "Nothing. Mail leaves, and nobody is near the limits of a plan.",
                Pager.NONE,
                null);
    }

    private static List<Cell> look(Mark mark, String what, String more, String path) {
        return List.of(new Cell(what, more, path, mark, false, List.of()));
    }

    private Table refusals(Instant now) {
        return new Table(
                "Refused lately",
                AuditPage.COLUMNS,
                parts.audit().refusals("", MOST_REFUSALS, 0).stream()
                        .map(entry -> AuditPage.row(entry, now))
                        .toList(),
                "Nobody was refused anything.",
                Pager.NONE,
                new Link("All refusals", "/admin/audit?outcome=refused"));
    }
}
