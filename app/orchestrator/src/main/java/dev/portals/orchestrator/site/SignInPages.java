package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.SignIns;
import dev.portals.orchestrator.account.SignIns.Begun;
import dev.portals.orchestrator.account.SignIns.Linked;
import dev.portals.orchestrator.account.SignIns.Pending;
import dev.portals.orchestrator.account.SignIns.Result;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebFailure;
import dev.portals.orchestrator.web.pages.JtecodeGenerated;
import dev.portals.orchestrator.web.pages.JtedoneGenerated;
import dev.portals.orchestrator.web.pages.JtelinkGenerated;
import dev.portals.orchestrator.web.pages.JtesigninGenerated;
import java.util.List;
import java.util.Optional;

/** Signing in with a code by mail, and out. */
final class SignInPages {
    private static final String SIGN_IN = "sign-in";

    private final Visitors visitors;
    private final SignIns signIns;
    private final AuthorizePages authorize;
    private final List<SignInView.Provider> providers;
    private final AuditLog audit;

    SignInPages(
            Visitors visitors,
            SignIns signIns,
            AuthorizePages authorize,
            List<SignInView.Provider> providers,
            AuditLog audit) {
        this.visitors = visitors;
        this.signIns = signIns;
        this.authorize = authorize;
        this.providers = providers;
        this.audit = audit;
    }

    void addTo(Routes routes) {
        routes.get("/sign-in", visitors.page(this::show));
        routes.post("/sign-in", visitors.page(this::begin));
        routes.get("/sign-in/code", visitors.page((request, visitor) -> code(visitor, "")));
        routes.post("/sign-in/code", visitors.page(this::byCode));
        routes.get(SignIns.LINK_PATH + "{link}", visitors.page(this::link));
        routes.post(SignIns.LINK_PATH + "{link}", visitors.page(this::byLink));
        routes.post("/sign-out", visitors.page(this::signOut));
        routes.get("/signed-out", visitors.page((request, visitor) -> signedOut(visitor)));
        routes.get("/device/success", visitors.page((request, visitor) -> success(visitor)));
    }

    private Response show(Request request, Visitor visitor) {
        String to = Destination.of(request.query().get("to"));
        if (visitor.user().isPresent()) {
            return visitors.redirect(to);
        }
        String email = signIns.pending(visitor.browser()).map(Pending::email).orElse("");
        return form(200, visitor, to, email, "");
    }

    private Response form(int status, Visitor visitor, String to, String email, String problem) {
        String purpose = Destination.isAuthorize(to)
                ? "to continue to the Portals app on this computer"
                : to.startsWith("/device") ? "to allow your other device" : "to see your devices and invitations";
        SignInView view = new SignInView(
                purpose,
                email,
                problem,
                to,
                providers.stream()
                        .map(provider -> new SignInView.Provider(
                                provider.name(), provider.path() + "?to=" + Parameters.encode(to)))
                        .toList());
        return Pages.page(status, out -> JtesigninGenerated.render(out, null, visitor.frame(), view));
    }

    private Response begin(Request request, Visitor visitor) {
        String to = Destination.of(request.form().get("to"));
        String email = request.form().get("email").strip();
        Begun begun = signIns.begin(visitor.browser(), email, to, request.client());
        return switch (begun) {
            case SENT -> sent(visitor, to);
            case NOT_AN_ADDRESS -> form(400, visitor, to, email, "That is not a complete e-mail address. Correct it.");
            case TOO_MANY -> {
                // By the computer, not the address: there is one entry a minute, whatever addresses are tried.
                audit.refused(request.client(), "sign-in.code", "", "too many were asked for, this one for " + email);
                yield form(
                        429,
                        visitor,
                        to,
                        email,
                        "There were too many tries. Wait a quarter of an hour, then try again.");
            }
        };
    }

    /** A program that waits for its code gets it at once: it can wait for the address by itself (spec 04 section 2.3). */
    private Response sent(Visitor visitor, String to) {
        Optional<Response> back = Destination.isAuthorize(to)
                ? signIns.pending(visitor.browser()).flatMap(pending -> authorize.returnBefore(pending, to))
                : Optional.empty();
        return back.orElseGet(() -> visitors.redirect("/sign-in/code"));
    }

    private Response code(Visitor visitor, String problem) {
        Pending pending = signIns.pending(visitor.browser()).orElseThrow(SignInPages::over);
        boolean app = Destination.isAuthorize(pending.goingTo());
        String again = "/sign-in?to=" + Parameters.encode(pending.goingTo());
        return Pages.page(
                problem.isEmpty() ? 200 : 400,
                out -> JtecodeGenerated.render(out, null, visitor.frame(), pending.email(), problem, app, again));
    }

    private Response byCode(Request request, Visitor visitor) {
        String email = signIns.pending(visitor.browser()).map(Pending::email).orElse("");
        return finish(
                request,
                visitor,
                email,
                signIns.byCode(visitor.browser(), request.form().get("code")));
    }

    private Response link(Request request, Visitor visitor) {
        String link = request.parameter("link");
        Linked linked = signIns.linked(link, visitor.browser()).orElseThrow(SignInPages::over);
        return Pages.page(
                200,
                out -> JtelinkGenerated.render(
                        out,
                        null,
                        visitor.frame(),
                        linked.email(),
                        linked.code(),
                        linked.here(),
                        SignIns.LINK_PATH + link));
    }

    private Response byLink(Request request, Visitor visitor) {
        return finish(request, visitor, "", signIns.byLink(visitor.browser(), request.parameter("link")));
    }

    /**
     * Answers a code or a link.
     *
     * @param email whom the code was for; empty if there is no attempt any more
     */
    private Response finish(Request request, Visitor visitor, String email, Result result) {
        return switch (result) {
            case Result.Done done -> {
                audit.done(done.user().email(), SIGN_IN, "", from(request));
                yield visitors.signIn(
                        visitors.redirect(Destination.isAuthorize(done.goingTo()) ? "/device/success" : done.goingTo()),
                        request,
                        done.user());
            }
            case Result.Wrong wrong -> {
                audit.refused(email, SIGN_IN, "", "wrong code, " + from(request));
                yield code(
                        visitor,
                        "That is not the code. Look at the last message that we sent, and type its six digits.");
            }
            case Result.Over over -> {
                // Without an attempt nobody is known to have failed.
                if (!email.isEmpty()) {
                    audit.refused(email, SIGN_IN, "", "too many wrong codes, " + from(request));
                }
                throw over();
            }
            case Result.Blocked blocked -> {
                audit.refused(blocked.user().email(), SIGN_IN, "", "the account is blocked, " + from(request));
                throw new WebFailure(
                        403, "This account is blocked", "Ask the administrator of this installation about it.");
            }
        };
    }

    private static String from(Request request) {
        return "from " + request.client() + ", "
                + Agents.describe(request.header("user-agent").orElse(""));
    }

    private static WebFailure over() {
        return new WebFailure(
                410, "This code works no more", "It was used, is too old, or was mistyped too often. Sign in again.");
    }

    private Response signOut(Request request, Visitor visitor) {
        String to = request.form().get("to");
        signIns.abandon(visitor.browser());
        visitor.user().ifPresent(user -> audit.done(user.email(), "sign-out", "", ""));
        return visitors.signOut(
                visitors.redirect(
                        to.isEmpty() ? "/signed-out" : "/sign-in?to=" + Parameters.encode(Destination.of(to))),
                visitor);
    }

    private static Response signedOut(Visitor visitor) {
        return Pages.page(
                200,
                out -> JtedoneGenerated.render(
                        out,
                        null,
                        visitor.frame(),
                        "You are signed out",
                        "In this browser. Your devices and apps stay signed in."));
    }

    /** Where programs send the browser when they have their code (spec 04 section 2.3). */
    private Response success(Visitor visitor) {
        if (signIns.pending(visitor.browser())
                .filter(pending -> Destination.isAuthorize(pending.goingTo()))
                .isPresent()) {
            return visitors.redirect("/sign-in/code");
        }
        return Pages.page(
                200,
                out -> JtedoneGenerated.render(
                        out,
                        null,
                        visitor.frame(),
                        "You are signed in",
                        "Go back to the app or the command line. You can close this page."));
    }
}
