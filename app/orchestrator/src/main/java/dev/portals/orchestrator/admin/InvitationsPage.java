package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Screen.Action;
import dev.portals.orchestrator.admin.Screen.Cell;
import dev.portals.orchestrator.admin.Screen.Choice;
import dev.portals.orchestrator.admin.Screen.Column;
import dev.portals.orchestrator.admin.Screen.Mark;
import dev.portals.orchestrator.admin.Screen.Search;
import dev.portals.orchestrator.admin.Screen.Table;
import dev.portals.orchestrator.invitation.Invitation;
import dev.portals.orchestrator.invitation.InvitationState;
import dev.portals.orchestrator.mail.MailState;
import dev.portals.orchestrator.site.Times;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everybody's invitations. */
final class InvitationsPage {
    private static final String PATH = "/admin/invitations";

    private final AdminSite.Parts parts;

    InvitationsPage(AdminSite.Parts parts) {
        this.parts = parts;
    }

    void addTo(AdminSite.AdminRoutes admin) {
        admin.get(PATH, (request, visitor) -> list(request));
        admin.post(PATH + "/{id}/resend", (request, visitor) -> {
            parts.invitations().resend(visitor.me().email(), request.parameter("id"));
            return back(request);
        });
        admin.post(PATH + "/{id}/revoke", (request, visitor) -> {
            parts.invitations().revoke(visitor.me().email(), request.parameter("id"));
            return back(request);
        });
    }

    /** To where it was pressed, as far as that can be said without taking a stranger's word for a path. */
    private String back(Request request) {
        return PATH + "?q="
                + Parameters.encode(
                        parts.invitations().find(request.parameter("id")).recipient());
    }

    private static @Nullable InvitationState state(Request request) {
        String asked = request.query().get("state");
        return Stream.of(InvitationState.values())
                .filter(state -> word(state).equals(asked))
                .findFirst()
                .orElse(null);
    }

    private static String word(InvitationState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Screen list(Request request) {
        Paging paging = Paging.of(request, "state");
        InvitationState state = state(request);
        Instant now = parts.clock().instant();
        List<Invitation> found = parts.invitations().all(paging.about(), state, Paging.ASKED, paging.offset());
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("All", "state", "", state == null));
        for (InvitationState each : InvitationState.values()) {
            choices.add(new Choice(shown(each), "state", word(each), each == state));
        }
        return new Screen(
                "Invitations",
                "invitations",
                "",
                null,
                List.of(
                        new Search(PATH, paging.about(), "The address of a sender or a recipient", choices),
                        new Table(
                                "",
                                List.of(
                                        Column.text("To what"),
                                        Column.text("From"),
                                        Column.text("To"),
                                        Column.text("State"),
                                        Column.text("Mail"),
                                        Column.text("")),
                                Paging.cut(found).stream()
                                        .map(invitation -> row(invitation, now))
                                        .toList(),
                                "There is no such invitation.",
                                paging.pager(found),
                                null)));
    }

    private static List<Cell> row(Invitation invitation, Instant now) {
        boolean late = !now.isBefore(invitation.expiresAt());
        InvitationState state =
                invitation.state() == InvitationState.PENDING && late ? InvitationState.EXPIRED : invitation.state();
        String kind = invitation.service() != null
                ? "portal of " + invitation.targetName()
                : invitation.scope().name().toLowerCase(Locale.ROOT);
        long minutes = invitation.minutesUntilAgain(now);
        return List.of(
                Cell.of(invitation.title().isEmpty() ? "a " + kind : invitation.title())
                        .with(kind),
                Cell.link(invitation.senderEmail(), "/admin/users/" + invitation.senderId())
                        .with("sent " + Times.ago(invitation.createdAt(), now)),
                Cell.of(invitation.recipient()),
                Cell.state(mark(state), shown(state))
                        .with(
                                state == InvitationState.PENDING
                                        ? "expires " + Times.until(invitation.expiresAt(), now)
                                        : ""),
                mail(invitation.mailState())
                        .with(
                                state == InvitationState.PENDING && minutes > 0
                                        ? "again in " + (minutes == 1 ? "a minute" : minutes + " minutes")
                                        : ""),
                Cell.actions(actions(invitation, state, minutes == 0)));
    }

    private static List<Action> actions(Invitation invitation, InvitationState state, boolean again) {
        List<Action> actions = new ArrayList<>();
        if (state == InvitationState.PENDING && again) {
            actions.add(Action.of(
                    "Send again",
                    "Send the invitation to " + invitation.recipient() + " again",
                    "",
                    PATH + '/' + invitation.id() + "/resend"));
        }
        boolean service = invitation.service() != null;
        if (state == InvitationState.PENDING || state == InvitationState.ACCEPTED && service) {
            actions.add(Action.of(
                            "Revoke",
                            "Revoke the invitation of " + invitation.recipient(),
                            "",
                            PATH + '/' + invitation.id() + "/revoke")
                    .dangerous());
        }
        return actions;
    }

    private static Mark mark(InvitationState state) {
        return switch (state) {
            case PENDING -> Mark.WAITING;
            case ACCEPTED -> Mark.GOOD;
            case IGNORED, REVOKED, EXPIRED -> Mark.DENIED;
        };
    }

    private static String shown(InvitationState state) {
        return switch (state) {
            case PENDING -> "Waiting";
            case ACCEPTED -> "Accepted";
            case IGNORED -> "Declined";
            case REVOKED -> "Revoked";
            case EXPIRED -> "Expired";
        };
    }

    static Cell mail(MailState state) {
        return switch (state) {
            case QUEUED -> Cell.state(Mark.WAITING, "Waiting");
            case SENT -> Cell.state(Mark.GOOD, "Sent");
            case BOUNCED -> Cell.state(Mark.FAULT, "No such address");
            case FAILED -> Cell.state(Mark.FAULT, "Not delivered");
            case WITHDRAWN -> Cell.state(Mark.DENIED, "Withdrawn");
        };
    }
}
