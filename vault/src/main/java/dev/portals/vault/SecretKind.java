package dev.portals.vault;

/** What a kept secret is for. Each has 32 bytes. */
public enum SecretKind {
    /** The seed of an Ed25519 key. */
    ED25519(1, "ed25519"),
    /** The big-endian scalar of a P-256 key. */
    ECDSA_P256_SHA256(2, "p256"),
    /** The secret of an X25519 key as it was generated: clamped only when used. */
    X25519(3, "x25519");

    /** Bytes of every secret. */
    public static final int LENGTH = 32;

    private final int code;
    private final String label;

    SecretKind(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The number of the kind in stored files; never changes. */
    int code() {
        return code;
    }

    /** The name of the kind in stores; never changes. */
    public String label() {
        return label;
    }

    static SecretKind of(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> ED25519;
            case ECDSA_P256_SHA256 -> ECDSA_P256_SHA256;
        };
    }
}
