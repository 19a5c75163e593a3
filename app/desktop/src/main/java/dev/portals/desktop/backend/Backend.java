package dev.portals.desktop.backend;

import dev.portals.engine.application.ApplicationState;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.application.Subscription;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application behind the screens: snapshots out, actions in. Nothing here waits; futures fail with
 * {@link dev.portals.engine.application.ActionException}s whose sentences are for the person.
 */
public interface Backend {
    /** Tells of every new snapshot, on any thread, beginning with the one there is. */
    Subscription subscribe(Consumer<ApplicationState> listener);

    /** Signs in; cancelling the future ends it. */
    CompletableFuture<ApplicationState.Account> enroll(URI orchestrator, SignIn how);

    /** Forgets the account. */
    CompletableFuture<Void> signOut();

    /** Shares a service. */
    CompletableFuture<Void> openPortal(
            String name, String address, @Nullable String scheme, @Nullable String note);

    /** Stops sharing. */
    CompletableFuture<Void> closePortal(String name);

    /** Invites somebody. */
    CompletableFuture<ApplicationState.Guest> invite(String portal, String email);

    /** Takes an invitation back. */
    CompletableFuture<Void> revoke(String invitation);

    /** Sends its mail again. */
    CompletableFuture<Void> resend(String invitation);

    /** Accepts; port 0: any. */
    CompletableFuture<Void> accept(String invitation, int port);

    /** Declines, or gives up what was accepted. */
    CompletableFuture<Void> decline(String invitation);

    /** Looks again at once. */
    CompletableFuture<Void> refresh();
}
