package dev.portals.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * An invitation that waits for an answer.
 *
 * @param from who sent it
 * @param name what the sharer calls the portal; null if the invitation doesn't say
 * @param expiresAt ISO 8601
 * @param problem why the last answer didn't get through; null if nothing is wrong
 */
public record Received(
        String id,
        String from,
        @Nullable String name,
        @Nullable String scheme,
        @Nullable String note,
        String expiresAt,
        State state,
        @Nullable Problem problem) {
    /** States (spec 05 section 7.3). */
    public enum State {
        /** Not answered. */
        WAITING,
        /** The person has accepted, and the controller is being told. */
        ACCEPTING,
        /** The person has declined, and the controller is being told. */
        DECLINING
    }
}
