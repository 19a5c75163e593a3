package dev.portals.orchestrator.site;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Sessions;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.JteaccountGenerated;
import dev.portals.orchestrator.web.pages.JtehomeGenerated;
import java.time.Instant;
import java.time.InstantSource;

/** Everybody's own page: name, devices, browsers. */
final class AccountPages {
    private final Visitors visitors;
    private final Accounts accounts;
    private final Sessions sessions;
    private final DeviceRemoval removal;
    private final PlanNotices notices;
    private final InstantSource clock;
    private final AuditLog audit;

    AccountPages(
            Visitors visitors,
            Accounts accounts,
            Sessions sessions,
            DeviceRemoval removal,
            PlanNotices notices,
            InstantSource clock,
            AuditLog audit) {
        this.visitors = visitors;
        this.accounts = accounts;
        this.sessions = sessions;
        this.removal = removal;
        this.notices = notices;
        this.clock = clock;
        this.audit = audit;
    }

    void addTo(Routes routes) {
        routes.get(
                "/",
                visitors.page((request, visitor) ->
                        Pages.page(200, out -> JtehomeGenerated.render(out, null, visitor.frame()))));
        routes.get("/account", visitors.signedIn((request, visitor) -> show(visitor)));
        routes.post("/account/name", visitors.signedIn(this::rename));
        routes.post("/account/devices/remove", visitors.signedIn(this::removeDevice));
        routes.post("/account/sessions/end", visitors.signedIn(this::endSession));
        routes.post("/account/sign-out-everywhere", visitors.signedIn(this::signOutEverywhere));
    }

    private Response show(Visitor visitor) {
        User me = visitor.me();
        Instant now = clock.instant();
        String here = visitor.session().map(Sessions.Session::hash).orElse("");
        AccountView view = new AccountView(
                me.email(),
                me.name().equals(me.email()) ? "" : me.name(),
                notices.of(me),
                accounts.devices(me.id()).stream()
                        .map(device -> new AccountView.DeviceView(
                                device.identifier().toString(),
                                Times.ago(device.boundAt(), now),
                                Times.ago(device.seenAt(), now)))
                        .toList(),
                sessions.of(me).stream()
                        .map(session -> new AccountView.SessionView(
                                session.hash(),
                                Agents.describe(session.agent()),
                                Times.ago(session.createdAt(), now),
                                Times.ago(session.seenAt(), now),
                                session.hash().equals(here)))
                        .toList());
        return Pages.page(200, out -> JteaccountGenerated.render(out, null, visitor.frame(), view));
    }

    private Response rename(Request request, Visitor visitor) {
        accounts.rename(visitor.me().id(), request.form().get("name"));
        accounts.find(visitor.me().id())
                .ifPresent(user -> audit.done(
                        user.email(),
                        "account.rename",
                        user.email(),
                        visitor.me().name() + " → " + user.name()));
        return visitors.redirect("/account");
    }

    private Response removeDevice(Request request, Visitor visitor) {
        try {
            removal.remove(visitor.me(), Identifier.parse(request.form().get("identifier")));
        } catch (DecodeException e) {
            throw WebFailure.malformed();
        }
        return visitors.redirect("/account");
    }

    private Response endSession(Request request, Visitor visitor) {
        String asked = request.form().get("session");
        // Only one's own.
        sessions.of(visitor.me()).stream()
                .map(Sessions.Session::hash)
                .filter(asked::equals)
                .forEach(session -> {
                    sessions.end(session);
                    audit.done(visitor.me().email(), "session.end", "", "");
                });
        return visitors.redirect("/account");
    }

    private Response signOutEverywhere(Request request, Visitor visitor) {
        accounts.signOutEverywhere(visitor.me());
        audit.done(visitor.me().email(), "sign-out.everywhere", visitor.me().email(), "");
        return visitors.signOut(visitors.redirect("/signed-out"), visitor);
    }
}
