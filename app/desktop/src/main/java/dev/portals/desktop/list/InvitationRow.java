package dev.portals.desktop.list;

import org.jspecify.annotations.Nullable;

/**
 * An invitation that waits for my answer.
 *
 * @param about kind and expiry in words
 */
public record InvitationRow(
        String id,
        String from,
        String service,
        @Nullable String scheme,
        @Nullable String note,
        String about,
        String expires) {}
