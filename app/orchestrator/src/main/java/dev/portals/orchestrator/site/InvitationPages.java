package dev.portals.orchestrator.site;

import dev.portals.core.api.ApiFailure;
import dev.portals.orchestrator.invitation.Invitation;
import dev.portals.orchestrator.invitation.Invitations;
import dev.portals.orchestrator.web.Handler;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.JteinvitationGenerated;
import dev.portals.orchestrator.web.pages.JteinvitationsGenerated;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Somebody's invitations. Accepting is the app's: only there can the portal be opened. */
public final class InvitationPages {
    private final Visitors visitors;
    private final Invitations invitations;
    private final InstantSource clock;

    /** Pages of those invitations. */
    public InvitationPages(Visitors visitors, Invitations invitations, InstantSource clock) {
        this.visitors = visitors;
        this.invitations = invitations;
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Action {
        void of(long user, String invitation);
    }

    /** Adds them. */
    public void addTo(Routes routes) {
        routes.get("/invitations", visitors.signedIn((request, visitor) -> list(visitor)));
        routes.get("/invitations/{id}", visitors.signedIn(this::show));
        routes.post("/invitations/{id}/decline", action(invitations::ignore));
        routes.post("/invitations/{id}/revoke", action(invitations::revoke));
        routes.post("/invitations/{id}/resend", action(invitations::resend));
    }

    private Response list(Visitor visitor) {
        long me = visitor.me().id();
        List<InvitationView> received = views(ask(() -> invitations.received(me)));
        List<InvitationView> accepted = views(ask(() -> invitations.accepted(me)));
        List<InvitationView> sent = views(ask(() -> invitations.sent(me)));
        return Pages.page(
                200, out -> JteinvitationsGenerated.render(out, null, visitor.frame(), received, accepted, sent));
    }

    private Response show(Request request, Visitor visitor) {
        Invitation found = ask(() -> invitations.find(visitor.me().id(), request.parameter("id")));
        InvitationView view = InvitationView.of(found, clock.instant());
        return Pages.page(200, out -> JteinvitationGenerated.render(out, null, visitor.frame(), view));
    }

    private Handler action(Action action) {
        return visitors.signedIn((request, visitor) -> {
            ask(() -> {
                action.of(visitor.me().id(), request.parameter("id"));
                return true;
            });
            return visitors.redirect("/invitations");
        });
    }

    private List<InvitationView> views(List<Invitation> list) {
        Instant now = clock.instant();
        return list.stream().map(one -> InvitationView.of(one, now)).toList();
    }

    /** Refusals of the controller are sentences that people may read. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (ApiFailure failure) {
            String sentence = failure.sentence();
            throw new WebFailure(
                    failure.code() >= 400 && failure.code() < 500 ? failure.code() : 500,
                    failure.code() == 404 ? "There is no such invitation for you" : "That was not done",
                    sentence.isEmpty()
                            ? "Go back and try again."
                            : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".");
        }
    }
}
