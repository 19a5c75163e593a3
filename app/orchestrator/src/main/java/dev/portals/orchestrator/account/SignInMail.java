package dev.portals.orchestrator.account;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** How the code reaches the owner of an address. */
@FunctionalInterface
public interface SignInMail {
    /**
     * Sends it, if the transaction ends well.
     *
     * @param id of this attempt to sign in
     * @param code six digits
     * @param path of the page that does the same; it holds a secret
     * @param life how long both work
     */
    void send(Handle handle, String id, String email, String code, String path, Duration life);
}
