package dev.portals.core.identity;

/** What a purpose key is for (spec 02 section 3.1). */
public enum Purpose {
    /** The static X25519 key of the secure channel handshake. */
    SECURE_CHANNEL,
    /** The key that signs credentials. */
    CREDENTIALS
}
