package dev.portals.vault;

/** Checks signatures; needs no secret. */
public final class Signatures {
    private Signatures() {}

    /**
     * Whether the signature is the key's over the message (spec 02 section 1.2: Ed25519 with canonical S; ECDSA P-256 with
     * high S accepted).
     *
     * <p>Two differences to Ockam's ed25519-dalek, neither of which an honest signer can meet nor a third party can use:
     * a key of low order is refused, and the equation is checked with the cofactor, so that a signer who puts a point of
     * low order into its own key or R is believed here and not there.
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
