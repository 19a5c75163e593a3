package dev.portals.orchestrator.site;

import dev.portals.orchestrator.account.Sessions.Session;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.web.Frame;
import dev.portals.orchestrator.web.WebFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks for a page: a browser, and perhaps somebody signed in in it. */
public final class Visitor {
    private final String browser;
    private final @Nullable Session session;
    private final Frame frame;

    Visitor(String browser, @Nullable Session session, Frame frame) {
        this.browser = browser;
        this.session = session;
        this.frame = frame;
    }

    /** The browser's secret. */
    String browser() {
        return browser;
    }

    /** Who is signed in. */
    public Optional<User> user() {
        return session().map(Session::user);
    }

    /** Who is signed in, on pages for those. */
    public User me() {
        return user().orElseThrow(
                        () -> new WebFailure(403, "You are not signed in", "Sign in again, then go back to the page."));
    }

    /** Since when, and in which browser. */
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** What the visitor's pages have around them; forms need its token. */
    public Frame frame() {
        return frame;
    }
}
