package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Screen.Action;
import dev.portals.orchestrator.admin.Screen.Actions;
import dev.portals.orchestrator.admin.Screen.Banner;
import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Choice;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Fact;
import dev.portals.orchestrator.admin.Screen.Facts;
import dev.portals.orchestrator.admin.Screen.Letter;
import dev.portals.orchestrator.admin.Screen.Link;
import dev.portals.orchestrator.admin.Screen.Part;
import dev.portals.orchestrator.admin.Screen.Search;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.mail.MailSettings;
import dev.portals.orchestrator.mail.MailState;
import dev.portals.orchestrator.mail.Outbox;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.usage.Amounts;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.WebFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is mailed: a list, and one message with its text, which is all there is to see without a mail server. */
final class MailPages {
    private static final String PATH = "/admin/mail";
    /** A message was made by others: it is shown as if it came from elsewhere, and can do nothing. */
    private static final String SANDBOX =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final AdminSite.Parts parts;
    private final Outbox outbox;

    MailPages(AdminSite.Parts parts) {
        this.parts = parts;
        this.outbox = new Outbox(parts.database());
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get(PATH, (request, visitor) -> list(request));
        admin.get(PATH + "/{id}", (request, visitor) -> show(request));
        admin.raw(PATH + "/{id}/page", (request, visitor) -> page(request));
        admin.post(PATH + "/{id}/retry", (request, visitor) -> {
            Outbox.Letter letter = letter(request);
            if (!outbox.retry(letter.entry().id(), parts.clock().instant())) {
                throw new WebFailure(
                        409, "That was not done", "The message was sent or withdrawn, or its text is no longer kept.");
            }
            parts.audit()
                    .done(
                            visitor.me().email(),
                            "mail.retry",
                            letter.entry().id(),
                            letter.entry().recipient());
            return PATH + '/' + letter.entry().id();
        });
    }

    private Outbox.Letter letter(Request request) {
        return outbox.show(request.parameter("id")).orElseThrow(WebFailure::notFound);
    }

    private static @Nullable MailState state(Request request) {
        String asked = request.query().get("state");
        return Stream.of(MailState.values())
                .filter(state -> state.text().equals(asked))
                .findFirst()
                .orElse(null);
    }

    private Screen list(Request request) {
        Paging paging = Paging.of(request, "state");
        MailState state = state(request);
        Instant now = parts.clock().instant();
        List<Outbox.Entry> found = outbox.list(paging.about(), state, Paging.ASKED, paging.offset());
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("All", "state", "", state == null));
        for (MailState each : MailState.values()) {
            choices.add(new Choice(InvitationsPage.mail(each).text(), "state", each.text(), each == state));
        }
        return new Screen(
                "Mail",
                "mail",
                how(),
                null,
                List.of(
                        new Search(PATH, paging.about(), "The address of a recipient", choices),
                        new Table(
                                "",
                                List.of(
                                        Column.text("Message"),
                                        Column.text("To"),
                                        Column.text("State"),
                                        Column.number("Tries"),
                                        Column.text("Written")),
                                Paging.cut(found).stream()
                                        .map(entry -> row(entry, now))
                                        .toList(),
                                "There is no such message.",
                                paging.pager(found),
                                null)));
    }

    private String how() {
        return switch (parts.mail()) {
            case MailSettings.Smtp smtp -> "Sent by " + smtp.host() + ':' + smtp.port() + " from " + smtp.from() + '.';
            case MailSettings.Files files ->
                "No mail server is set. Messages are written to " + files.directory()
                        + " on the server; pass them on yourself.";
        };
    }

    private static List<Cell> row(Outbox.Entry entry, Instant now) {
        return List.of(
                Cell.link(entry.subject(), PATH + '/' + entry.id()),
                Cell.of(entry.recipient()),
                InvitationsPage.mail(entry.state()).with(entry.error()),
                Cell.of(Amounts.count(entry.attempts())),
                Cell.of(Times.ago(entry.createdAt(), now)));
    }

    private Screen show(Request request) {
        Outbox.Letter letter = letter(request);
        Outbox.Entry entry = letter.entry();
        Instant now = parts.clock().instant();
        List<Part> shown = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("To", Cell.of(entry.recipient())));
        facts.add(new Fact("State", InvitationsPage.mail(entry.state()).with(entry.error())));
        facts.add(new Fact("Tries", Cell.of(Amounts.count(entry.attempts()))));
        facts.add(new Fact("Written", Cell.of(Times.ago(entry.createdAt(), now))));
        if (entry.state() == MailState.QUEUED) {
            facts.add(new Fact(
                    "Next try", Cell.of(entry.nextAt().isAfter(now) ? Times.until(entry.nextAt(), now) : "now")));
        }
        if (entry.sentAt() != null) {
            facts.add(new Fact("Sent", Cell.of(Times.ago(entry.sentAt(), now))));
        }
        shown.add(new Facts("Message", facts));
        boolean kept = !letter.html().isEmpty();
        boolean open = entry.state() == MailState.QUEUED
                || entry.state() == MailState.FAILED
                || entry.state() == MailState.BOUNCED;
        if (open && (kept || letter.secret())) {
            shown.add(new Actions(
                    "What you can do",
                    List.of(Action.of(
                            "Try now",
                            "Try to send it now",
                            "It is then tried for two more days.",
                            PATH + '/' + entry.id() + "/retry"))));
        }
        if (letter.secret()) {
            shown.add(new Banner(
                    "This message gives access to an account.",
                    parts.mail() instanceof MailSettings.Files files
                            ? "It is shown to nobody here. Who runs the server finds it in " + files.directory() + "."
                            : "It is shown to nobody but its recipient."));
        } else if (kept) {
            shown.add(new Letter(letter.text(), PATH + '/' + entry.id() + "/page"));
        } else {
            shown.add(new Banner("The text is no longer kept.", "What it was about is no more."));
        }
        return new Screen(entry.subject(), "mail", "", new Link("Mail", PATH), shown);
    }

    private Response page(Request request) {
        Outbox.Letter letter = letter(request);
        if (letter.secret()) {
            throw WebFailure.notFound();
        }
        return Response.html(200, letter.html())
                .with("Content-Security-Policy", SANDBOX)
                .with("X-Frame-Options", "SAMEORIGIN");
    }
}
