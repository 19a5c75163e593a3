package dev.portals.engine.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the relay at the person's project: what the session saw, not what is hoped.
 *
 * @param since when this state began; null if it was so from the beginning
 * @param problem why it isn't connected, or what the controller's failure is; null: nothing is wrong or known
 * @param roundTrip of the last ping that was answered; null before
 * @param via the host of the project; null while nobody is signed in
 */
public record Link(
        State state,
        @Nullable Instant since,
        @Nullable Problem problem,
        @Nullable Duration roundTrip,
        @Nullable String via) {
    /** Nothing is to be connected. */
    public static final Link NONE = new Link(State.OFFLINE, null, null, null, null);

    /** States (spec 05 section 7.2). */
    public enum State {
        /** Not connected: nobody is signed in, or this computer has no network. */
        OFFLINE,
        /** Being connected, or connected again. */
        CONNECTING,
        /** The relay answers. */
        CONNECTED,
        /** The relay answers, but slowly, or the controller doesn't. */
        DEGRADED
    }
}
