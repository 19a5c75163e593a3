package dev.portals.orchestrator.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that it is this sender's turn to send.
 *
 * @param attempts how often it was tried, this time included
 * @param leasedUntil until when nobody else sends it
 */
record QueuedMail(
        String id,
        String event,
        String recipient,
        String subject,
        String text,
        String html,
        @Nullable String invitationId,
        long attempts,
        Instant createdAt,
        long leasedUntil) {}
