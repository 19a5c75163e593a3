package dev.portals.core.credential;

import dev.portals.core.identity.Identifier;

/**
 * A credential that has been verified.
 *
 * @param issuer the authority that says so
 * @param subject whom it is about
 * @param attributes what it says
 * @param createdAt seconds since the epoch, unsigned
 * @param expiresAt last valid second since the epoch, unsigned
 */
public record VerifiedCredential(
        Identifier issuer, Identifier subject, Attributes attributes, long createdAt, long expiresAt) {}
