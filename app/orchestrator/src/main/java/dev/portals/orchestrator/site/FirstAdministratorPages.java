package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.account.FirstAdministrator;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.JtefirstGenerated;

/** What the first administrator's link shows. */
final class FirstAdministratorPages {
    private final Visitors visitors;
    private final FirstAdministrator first;
    private final AuditLog audit;

    FirstAdministratorPages(Visitors visitors, FirstAdministrator first, AuditLog audit) {
        this.visitors = visitors;
        this.first = first;
        this.audit = audit;
    }

    void addTo(Routes routes) {
        routes.get(FirstAdministrator.PATH + "{link}", visitors.page((request, visitor) -> {
            if (!first.isLink(request.parameter("link"))) {
                throw over();
            }
            return form(200, request, visitor, "");
        }));
        routes.post(FirstAdministrator.PATH + "{link}", visitors.page(this::become));
    }

    private Response become(Request request, Visitor visitor) {
        String email = request.form().get("email").strip();
        if (!Emails.isValid(email)) {
            return form(400, request, visitor, "That is not a complete e-mail address. Correct it.");
        }
        User user = first.become(
                        request.parameter("link"), email, request.form().get("name"))
                .orElseThrow(FirstAdministratorPages::over);
        audit.done(user.email(), "user.administrator", user.email(), "the first, by the link");
        audit.done(user.email(), "sign-in", "", "by the first administrator's link");
        return visitors.signIn(visitors.redirect("/account"), request, user);
    }

    private static Response form(int status, Request request, Visitor visitor, String problem) {
        String link = FirstAdministrator.PATH + request.parameter("link");
        return Pages.page(status, out -> JtefirstGenerated.render(out, null, visitor.frame(), link, problem));
    }

    private static WebFailure over() {
        return new WebFailure(
                410, "This link works no more", "It was used, or a newer one was shown when the server started again.");
    }
}
