package dev.portals.orchestrator.authority;

import dev.portals.core.identity.Identifier;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A one-time code that has been issued (spec 04 section 5.2); of the code itself only its hash is known.
 *
 * @param digest SHA-256 of the code, in hexadecimal digits
 * @param reference names the token in logs
 * @param attributes of whoever redeems it
 * @param createdAt seconds since the epoch
 * @param expiresAt seconds since the epoch; from then on it is worth nothing
 * @param uses how often it can still be redeemed
 */
record Token(
        String digest,
        String reference,
        SortedMap<String, String> attributes,
        Identifier issuedBy,
        long createdAt,
        long expiresAt,
        long uses) {
    Token {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** How logs name the token with that hash. */
    static String reference(String digest) {
        return digest.substring(0, Math.min(10, digest.length()));
    }

    Token withUses(long left) {
        return new Token(digest, reference, attributes, issuedBy, createdAt, expiresAt, left);
    }

    boolean isExpired(long now) {
        return expiresAt <= now;
    }
}
