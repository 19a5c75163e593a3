package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.Signature;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.VerifyingKey;

/** Keys and signatures in CBOR (spec 02 section 1.3). */
final class KeyCodec {
    private KeyCodec() {}

    static CborWriter signature(CborWriter out, Signature signature) {
        return out.array(2).uint(code(signature.algorithm())).array(1).bytes(signature.bytes());
    }

    static Signature signature(CborReader in) {
        SigningAlgorithm algorithm = algorithm(in.variant());
        return new Signature(algorithm, only(in, 64));
    }

    static CborWriter verifyingKey(CborWriter out, VerifyingKey key) {
        return out.array(2).uint(code(key.algorithm())).array(1).bytes(key.bytes());
    }

    static VerifyingKey verifyingKey(CborReader in) {
        SigningAlgorithm algorithm = algorithm(in.variant());
        byte[] key = only(in, algorithm == SigningAlgorithm.ED25519 ? 32 : 65);
        try {
            return new VerifyingKey(algorithm, key);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("a public key that is no point of its curve");
        }
    }

    /** An array whose first item is a byte string of that length. */
    static byte[] only(CborReader in, int length) {
        CborReader.Items fields = in.array();
        byte[] value = fields.required("key or signature").bytes(length);
        fields.finish();
        return value;
    }

    private static int code(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> 0;
            case ECDSA_P256_SHA256 -> 1;
        };
    }

    private static SigningAlgorithm algorithm(int code) {
        return switch (code) {
            case 0 -> SigningAlgorithm.ED25519;
            case 1 -> SigningAlgorithm.ECDSA_P256_SHA256;
            default -> throw new DecodeException("an unknown kind of key or signature");
        };
    }
}
