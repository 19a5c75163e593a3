package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.vault.VaultException.Reason;
import dev.portals.vault.Wycheproof.Case;
import dev.portals.vault.Wycheproof.Outcome;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Every test of every Wycheproof file that concerns us, against the code that the secure channel uses. */
class WycheproofTest {
    @Test
    void aesGcmDecidesAsWycheproof() {
        Wycheproof.file("aes_gcm_test").check(316, List.of(), test -> isOurs(test) ? ourGcm(test) : jdkGcm(test));
    }

    /** Our AEAD has 256-bit keys and 96-bit nonces; the other groups check the provider below it. */
    private static boolean isOurs(Case test) {
        return test.group().get("keySize").intValue() == 256
                && test.group().get("ivSize").intValue() == 96;
    }

    private static Outcome ourGcm(Case test) {
        byte[] sealed = concat(test.bytes("ct"), test.bytes("tag"));
        byte[] message = test.bytes("msg");
        try (SecretBytes secret = SecretBytes.owning(test.bytes("key"));
                AeadKey key = new AeadKey(secret)) {
            byte[] opened = new byte[message.length];
            int length = key.open(test.bytes("iv"), test.bytes("aad"), sealed, 0, sealed.length, opened);
            byte[] again = new byte[sealed.length];
            key.seal(test.bytes("iv"), test.bytes("aad"), message, again, 0);
            if (length < 0) {
                return Arrays.equals(again, sealed) ? Outcome.WRONG : Outcome.REFUSED;
            }
            return Arrays.equals(opened, message) && Arrays.equals(again, sealed) ? Outcome.ACCEPTED : Outcome.WRONG;
        }
    }

    private static Outcome jdkGcm(Case test) {
        byte[] iv = test.bytes("iv");
        if (iv.length == 0) {
            // GCMParameterSpec takes an empty nonce and the cipher refuses it, by an unchecked exception.
            return refusesEmptyNonce(test) ? Outcome.REFUSED : Outcome.WRONG;
        }
        try {
            Cipher cipher = jdkCipher(test, iv);
            byte[] opened = cipher.doFinal(concat(test.bytes("ct"), test.bytes("tag")));
            return Arrays.equals(opened, test.bytes("msg")) ? Outcome.ACCEPTED : Outcome.WRONG;
        } catch (AEADBadTagException e) {
            return Outcome.REFUSED;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean refusesEmptyNonce(Case test) {
        try {
            jdkCipher(test, new byte[0]);
            return false;
        } catch (GeneralSecurityException | RuntimeException e) {
            return true;
        }
    }

    private static Cipher jdkCipher(Case test, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(test.bytes("key"), "AES");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, iv));
        cipher.updateAAD(test.bytes("aad"));
        return cipher;
    }

    @Test
    void x25519DecidesAsWycheproof() {
        List<Wycheproof.Exception> exceptions = List.of(
                new Wycheproof.Exception(
                        "ZeroSharedSecret",
                        Outcome.REFUSED,
                        "an all-zero secret is known to everyone; spec 02 section 1.2 asks us to refuse it"),
                new Wycheproof.Exception(
                        "NonCanonicalPublic",
                        Outcome.ACCEPTED,
                        "RFC 7748 section 5: non-canonical values are reduced; Rust's x25519-dalek does the same"),
                new Wycheproof.Exception(
                        "Twist",
                        Outcome.ACCEPTED,
                        "RFC 7748: the twist is secure, every u-coordinate is taken; x25519-dalek does the same"));
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            Wycheproof.file("x25519_test").check(518, exceptions, test -> {
                KeyHandle key = vault.importEphemeralKey(SecretBytes.owning(test.bytes("private")));
                try (SecretBytes shared = vault.agree(key, new X25519PublicKey(test.bytes("public")))) {
                    return Arrays.equals(shared.reveal(), test.bytes("shared")) ? Outcome.ACCEPTED : Outcome.WRONG;
                } catch (VaultException e) {
                    return e.reason() == Reason.WEAK_KEY ? Outcome.REFUSED : Outcome.WRONG;
                }
            });
        }
    }

    @Test
    void ed25519DecidesAsWycheproof() {
        Wycheproof.file("ed25519_test").check(151, List.of(), test -> {
            byte[] key = Vectors.hex(test.group().get("publicKey").get("pk").textValue());
            return verify(SigningAlgorithm.ED25519, key, test.bytes("msg"), test.bytes("sig"));
        });
    }

    @Test
    void p256InRsFormDecidesAsWycheproof() {
        Wycheproof.file("ecdsa_secp256r1_sha256_p1363_test")
                .check(
                        262,
                        List.of(),
                        test -> verify(
                                SigningAlgorithm.ECDSA_P256_SHA256,
                                p256Key(test),
                                test.bytes("msg"),
                                test.bytes("sig")));
    }

    /** The wire has r || s only; the DER form is what a key service answers, and its reader has to be strict. */
    @Test
    void p256InDerFormDecidesAsWycheproof() {
        Wycheproof.file("ecdsa_secp256r1_sha256_test")
                .check(
                        484,
                        List.of(),
                        test -> StrictDer.signature(test.bytes("sig"))
                                .map(rs -> verify(
                                        SigningAlgorithm.ECDSA_P256_SHA256, p256Key(test), test.bytes("msg"), rs))
                                .orElse(Outcome.REFUSED));
    }

    private static byte[] p256Key(Case test) {
        return Vectors.hex(test.group().get("publicKey").get("uncompressed").textValue());
    }

    private static Outcome verify(SigningAlgorithm algorithm, byte[] key, byte[] message, byte[] signature) {
        Signature parsed;
        try {
            parsed = new Signature(algorithm, signature);
        } catch (IllegalArgumentException e) {
            return Outcome.REFUSED;
        }
        return Signatures.verify(new VerifyingKey(algorithm, key), message, parsed)
                ? Outcome.ACCEPTED
                : Outcome.REFUSED;
    }

    @Test
    void p256PublicKeysAreDecodedAsWycheproof() {
        List<Wycheproof.Exception> exceptions = List.of(new Wycheproof.Exception(
                "CompressedPoint",
                Outcome.REFUSED,
                "spec 02 section 1.3: a P-256 public key is the 65-byte uncompressed point and nothing else"));
        Wycheproof.file("ecdh_secp256r1_ecpoint_test").check(355, exceptions, test -> {
            VerifyingKey key;
            try {
                key = new VerifyingKey(SigningAlgorithm.ECDSA_P256_SHA256, test.bytes("public"));
            } catch (IllegalArgumentException e) {
                return Outcome.REFUSED;
            }
            // That the decoded point is the right one shows in what a key agreement with it gives.
            ECPoint point = Objects.requireNonNull(P256.point(key.bytes()));
            BigInteger scalar = new BigInteger(1, test.bytes("private"));
            byte[] x = point.multiply(scalar).normalize().getXCoord().getEncoded();
            return Arrays.equals(x, test.bytes("shared")) ? Outcome.ACCEPTED : Outcome.WRONG;
        });
    }

    @Test
    void hkdfDecidesAsWycheproof() {
        Wycheproof.file("hkdf_sha256_test").check(86, List.of(), test -> {
            int size = test.test().get("size").intValue();
            try (SecretBytes okm = Hkdf.derive(test.bytes("salt"), test.bytes("ikm"), test.bytes("info"), size)) {
                return Arrays.equals(okm.reveal(), test.bytes("okm")) ? Outcome.ACCEPTED : Outcome.WRONG;
            } catch (IllegalArgumentException e) {
                return Outcome.REFUSED;
            }
        });
    }

    @Test
    void hmacDecidesAsWycheproof() {
        Wycheproof.file("hmac_sha256_test").check(174, List.of(), test -> {
            byte[] tag = Hkdf.hmac(test.bytes("key"), test.bytes("msg"));
            int length = test.group().get("tagSize").intValue() / 8;
            return MessageDigest.isEqual(Arrays.copyOf(tag, length), test.bytes("tag"))
                    ? Outcome.ACCEPTED
                    : Outcome.REFUSED;
        });
    }

    @Test
    void theDerReaderOfTheseTestsTakesMinimalDerOnly() {
        assertThat(StrictDer.signature(Vectors.hex("3006020101020102"))).hasValueSatisfying(rs -> {
            assertThat(rs[31]).isEqualTo((byte) 1);
            assertThat(rs[63]).isEqualTo((byte) 2);
        });
        for (String bad : List.of(
                "",
                "30",
                "3000",
                "300602010102010200",
                "3007020101020102",
                "308106020101020102",
                "300702020001020102",
                "3006020181020102",
                "3005020002010200",
                "3006030101020102")) {
            assertThat(StrictDer.signature(Vectors.hex(bad))).as(bad).isEmpty();
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
