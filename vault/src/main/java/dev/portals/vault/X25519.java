package dev.portals.vault;

/** X25519 by Bouncy Castle's lightweight code. */
final class X25519 {
    static final int LENGTH = 32;

    private X25519() {}

    static byte[] publicKey(byte[] secret) {
        byte[] key = new byte[LENGTH];
        org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(secret, 0, key, 0);
        return key;
    }

    /** The shared secret, or null when it would be all zero. */
    static byte @org.jspecify.annotations.Nullable [] agree(byte[] secret, byte[] peer) {
        byte[] shared = new byte[LENGTH];
        return org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(secret, 0, peer, 0, shared, 0)
                ? shared
                : null;
    }
}
