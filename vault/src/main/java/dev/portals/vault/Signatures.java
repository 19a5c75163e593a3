package dev.portals.vault;

/** Checks signatures; needs no secret. */
public final class Signatures {
    private Signatures() {}

    /**
     * Whether the signature is the key's over the message (spec 02 section 1.2: Ed25519 cofactorless with canonical S;
     * ECDSA P-256 with high S accepted).
     *
     * @throws IllegalArgumentException if key and signature are of different algorithms (spec 02 section 1.3)
     */
    public static boolean verify(VerifyingKey key, byte[] message, Signature signature) {
        if (key.algorithm() != signature.algorithm()) {
            throw new IllegalArgumentException(
                    "a " + signature.algorithm() + " signature can't be checked with a " + key.algorithm() + " key");
        }
        return switch (key.algorithm()) {
            case ED25519 -> Ed25519.verify(key.bytes(), message, signature.bytes());
            case ECDSA_P256_SHA256 -> P256.verify(key.bytes(), message, signature.bytes());
        };
    }
}
