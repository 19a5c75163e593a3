package dev.portals.desktop.list;

import org.jspecify.annotations.Nullable;

/**
 * An invitation that waits for my answer.
 *
 * @param from the address of who sent it
 * @param name as I call them, else the address
 * @param about kind and expiry in words, or what becomes of the answer
 * @param waiting whether it may be answered now
 */
public record InvitationRow(
        String id,
        String from,
        String name,
        String service,
        @Nullable String scheme,
        @Nullable String note,
        String about,
        String expires,
        boolean waiting) {}
