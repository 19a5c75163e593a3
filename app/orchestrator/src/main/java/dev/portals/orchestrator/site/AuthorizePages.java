package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.CodeRequest;
import dev.portals.orchestrator.account.Grants;
import dev.portals.orchestrator.account.Pkce;
import dev.portals.orchestrator.account.SignIns;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.JteconfirmGenerated;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Gives codes to programs on the visitor's own computer (spec 04 section 2.3). Somebody who signed in just now, to do this, isn't
 * asked again; anybody else is: whatever runs on a computer can open this page.
 */
final class AuthorizePages {
    private static final Duration JUST_NOW = Duration.ofMinutes(1);
    private static final int MOST_TEXT = 500;

    private final Visitors visitors;
    private final Grants grants;
    private final Clients clients;
    private final InstantSource clock;
    private final AuditLog audit;

    AuthorizePages(Visitors visitors, Grants grants, Clients clients, InstantSource clock, AuditLog audit) {
        this.visitors = visitors;
        this.grants = grants;
        this.clients = clients;
        this.clock = clock;
        this.audit = audit;
    }

    void addTo(Routes routes) {
        routes.get("/authorize", visitors.page(this::show));
        routes.post("/authorize", visitors.signedIn(this::decide));
    }

    private record Asked(CodeRequest request, Optional<String> state, String problem) {
        /** The code comes first, before anything else (spec 04 section 2.3). */
        Response back(String code) {
            return Response.redirect(request.redirect() + "?code=" + Parameters.encode(code) + suffix());
        }

        Response refused(String error) {
            return Response.redirect(request.redirect() + "?error=" + error + suffix());
        }

        private String suffix() {
            return state.map(text -> "&state=" + Parameters.encode(text)).orElse("");
        }
    }

    /** Reads the question. Before the client and its address are known to be right, the browser is sent nowhere. */
    private Asked read(Parameters query) {
        String client = query.get("client_id");
        String redirect = query.get("redirect_uri");
        if (!clients.knows(client)) {
            throw new WebFailure(
                    400,
                    "This app is not known here",
                    "It calls itself by a client id that this installation does not have.");
        }
        if (!clients.mayReturnTo(client, redirect)) {
            throw new WebFailure(
                    400,
                    "This app cannot be signed in here",
                    "It asks to be answered at an address that is not its own.");
        }
        String challenge = query.get("code_challenge");
        String problem = query.isAnyRepeated() || tooLong(query)
                ? "invalid_request"
                : !query.get("response_type").equals("code")
                        ? "unsupported_response_type"
                        : query.get("code_challenge_method").equals("S256") && Pkce.isChallenge(challenge)
                                ? ""
                                : "invalid_request";
        return new Asked(
                new CodeRequest(client, redirect, challenge, query.get("scope"), query.get("nonce")),
                query.find("state").filter(state -> state.length() <= MOST_TEXT),
                problem);
    }

    private static boolean tooLong(Parameters query) {
        return query.get("scope").length() > MOST_TEXT
                || query.get("nonce").length() > MOST_TEXT
                || query.get("state").length() > MOST_TEXT;
    }

    private Response show(Request request, Visitor visitor) {
        Asked asked = read(request.query());
        if (!asked.problem.isEmpty()) {
            return asked.refused(asked.problem);
        }
        if (visitor.session().isEmpty()) {
            return visitors.redirect("/sign-in?to=" + Parameters.encode(request.pathAndQuery()));
        }
        var session = visitor.session().get();
        if (session.createdAt().plus(JUST_NOW).isAfter(clock.instant())) {
            return allow(session.user(), asked);
        }
        ConfirmView view = new ConfirmView(
                "Sign in to the app?",
                "The Portals app or command line on this computer wants to act for you. Allow it if you have just started it.",
                "",
                "/authorize",
                "query",
                request.rawQuery(),
                request.pathAndQuery());
        return Pages.page(200, out -> JteconfirmGenerated.render(out, null, visitor.frame(), view));
    }

    private Response decide(Request request, Visitor visitor) {
        Asked asked = read(Parameters.parse(request.form().get("query")));
        if (!asked.problem.isEmpty()) {
            return asked.refused(asked.problem);
        }
        if (request.form().get("decision").equals("allow")) {
            return allow(visitor.me(), asked);
        }
        audit.done(visitor.me().email(), "app.deny", asked.request.clientId(), "");
        return asked.refused("access_denied");
    }

    private Response allow(User user, Asked asked) {
        audit.done(user.email(), "app.allow", asked.request.clientId(), "");
        return asked.back(grants.code(user, asked.request));
    }

    /** Sends the browser back with a code that works once the attempt to sign in is finished; none if it did already. */
    Optional<Response> returnBefore(SignIns.Pending pending, String path) {
        Asked asked = read(Parameters.parse(path.substring(path.indexOf('?') + 1)));
        return asked.problem.isEmpty()
                ? grants.codeBefore(pending, asked.request).map(asked::back)
                : Optional.of(asked.refused(asked.problem));
    }
}
