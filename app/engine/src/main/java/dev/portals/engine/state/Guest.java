package dev.portals.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who was invited to a portal.
 *
 * @param invitation its id
 * @param expiresAt ISO 8601
 * @param link opens the invitation in the recipient's program
 * @param trust in the guest's identity; the worst of the known devices
 * @param identifier the device that used it last; null before
 */
public record Guest(
        String invitation,
        String email,
        State state,
        String expiresAt,
        String link,
        Trust trust,
        @Nullable String identifier) {
    /** What has become of an invitation. */
    public enum State {
        /** Nothing yet. */
        INVITED,
        /** It was accepted. */
        ACCEPTED,
        /** Nobody accepted it in time. */
        EXPIRED
    }
}
