package dev.portals.orchestrator.site;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Secrets;
import dev.portals.orchestrator.account.Sessions;
import dev.portals.orchestrator.account.Sessions.Session;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.web.Frame;
import dev.portals.orchestrator.web.Handler;
import dev.portals.orchestrator.web.Pages;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.WebFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * Knows visitors by their cookies, and makes handlers of pages. A form without the token of its visitor's pages is refused, so
 * no other site can send one.
 */
public final class Visitors {
    private static final Duration BROWSER_LIFE = Duration.ofDays(1);
    private static final Duration PROVIDER_LIFE = Duration.ofMinutes(10);

    private final PublicAddress address;
    private final Sessions sessions;
    private final Pages pages;
    private final String sessionCookie;
    private final String browserCookie;
    private final String providerCookie;

    /** Visitors of the installation at that address. */
    public Visitors(PublicAddress address, Sessions sessions, Pages pages) {
        this.address = address;
        this.sessions = sessions;
        this.pages = pages;
        String prefix = address.isSecure() ? "__Host-" : "";
        this.sessionCookie = prefix + "portals-session";
        this.browserCookie = prefix + "portals-browser";
        this.providerCookie = prefix + "portals-provider";
    }

    /** Answers a request of a visitor. */
    @FunctionalInterface
    public interface Page {
        /** The answer; {@link WebFailure} for an error page. */
        Response handle(Request request, Visitor visitor);
    }

    /** A page for everybody. */
    public Handler page(Page page) {
        return request -> {
            String known =
                    request.cookie(browserCookie).filter(Visitors::isSecret).orElse("");
            String browser = known.isEmpty() ? Secrets.random() : known;
            Optional<String> secret = request.cookie(sessionCookie).filter(Visitors::isSecret);
            Optional<Session> session = secret.flatMap(sessions::find);
            String token = Secrets.derive(session.isPresent() ? secret.orElseThrow() : browser, "csrf");
            Frame frame = pages.frame(
                    token,
                    session.map(signedIn -> signedIn.user().email()).orElse(null),
                    session.map(signedIn -> signedIn.user().administrator()).orElse(false));
            if (request.isPost() && !isOurs(request, token)) {
                throw new WebFailure(
                        403, "This page is too old", "Go back, load the page again and repeat what you did.");
            }
            Response response;
            try {
                response = page.handle(request, new Visitor(browser, session.orElse(null), frame));
            } catch (WebFailure failure) {
                response = Pages.message(frame, failure.status(), failure.title(), failure.sentence());
            }
            return known.isEmpty()
                    ? response.with("Set-Cookie", cookie(browserCookie, browser, BROWSER_LIFE))
                    : response;
        };
    }

    /** A page for those who are signed in; others sign in first and come back. */
    public Handler signedIn(Page page) {
        return page((request, visitor) -> {
            if (visitor.user().isEmpty() && !request.isPost()) {
                return redirect("/sign-in?to=" + Parameters.encode(request.pathAndQuery()));
            }
            visitor.me();
            return page.handle(request, visitor);
        });
    }

    /** A page for administrators; for others it isn't there. */
    public Handler administrator(Page page) {
        return signedIn((request, visitor) -> {
            if (!visitor.me().administrator()) {
                throw WebFailure.notFound();
            }
            return page.handle(request, visitor);
        });
    }

    /** Sends the browser to another page of ours. */
    public Response redirect(String path) {
        return Response.redirect(address.base().getRawPath() + path);
    }

    /** Signs somebody in in the browser that gets this answer, in a session of its own. */
    Response signIn(Response response, Request request, User user) {
        String secret = sessions.begin(user, request.header("user-agent").orElse(""));
        return response.with("Set-Cookie", cookie(sessionCookie, secret, Sessions.LIFE));
    }

    /** Ends the visitor's session, and forgets the browser. */
    Response signOut(Response response, Visitor visitor) {
        visitor.session().ifPresent(session -> sessions.end(session.hash()));
        return response.with("Set-Cookie", cookie(sessionCookie, "", Duration.ZERO))
                .with("Set-Cookie", cookie(browserCookie, Secrets.random(), BROWSER_LIFE));
    }

    /** Keeps what ties the way to another service and back to the browser; empty: no longer. */
    Response atProvider(Response response, String kept) {
        return response.with(
                "Set-Cookie", cookie(providerCookie, kept, kept.isEmpty() ? Duration.ZERO : PROVIDER_LIFE));
    }

    /** What was kept. */
    String atProvider(Request request) {
        return request.cookie(providerCookie).orElse("");
    }

    private static boolean isOurs(Request request, String token) {
        return request.header("sec-fetch-site")
                        .map(site -> !site.equals("cross-site"))
                        .orElse(true)
                && Secrets.same(request.form().get("csrf"), token);
    }

    private String cookie(String name, String value, Duration life) {
        return name + '=' + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + life.toSeconds()
                + (address.isSecure() ? "; Secure" : "");
    }

    private static boolean isSecret(String value) {
        return value.matches("[A-Za-z0-9_-]{43}");
    }
}
