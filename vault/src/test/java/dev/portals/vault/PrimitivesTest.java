package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The primitives give what other Ockam implementations give. */
class PrimitivesTest {
    private static final JsonNode VECTORS = Vectors.json("identity/primitives.json");

    private static byte[] bytes(JsonNode node, String field) {
        return Vectors.hex(node.get(field).textValue());
    }

    @Test
    void hkdfGivesTheOutputsOfTheElixirNode() {
        JsonNode vector = VECTORS.get("hkdf_sha256");
        try (SecretBytes okm = Hkdf.derive(bytes(vector, "salt"), bytes(vector, "ikm"), bytes(vector, "info"), 64)) {
            JsonNode outputs = vector.get("outputs");
            assertThat(Vectors.hex(okm.slice(0, 32).reveal()))
                    .isEqualTo(outputs.get(0).textValue());
            assertThat(Vectors.hex(okm.slice(32, 64).reveal()))
                    .isEqualTo(outputs.get(1).textValue());
        }
    }

    @Test
    void aesGcmGivesTheCiphertextOfTheElixirNode() {
        JsonNode vector = VECTORS.get("aes_256_gcm");
        byte[] plain = bytes(vector, "plaintext_hex");
        byte[] aad = bytes(vector, "aad_hex");
        byte[] sealed = bytes(vector, "ciphertext_and_tag");
        assertThat(vector.get("nonce").textValue()).isEqualTo("000000000000000000000005");
        try (AeadKey key = new AeadKey(SecretBytes.owning(bytes(vector, "key")))) {
            byte[] out = new byte[sealed.length];
            assertThat(key.seal(5, aad, plain, 0, plain.length, out, 0)).isEqualTo(sealed.length);
            assertThat(out).isEqualTo(sealed);
            byte[] opened = new byte[plain.length];
            assertThat(key.open(5, aad, sealed, 0, sealed.length, opened, 0)).isEqualTo(plain.length);
            assertThat(opened).isEqualTo(plain);
        }
    }

    @Test
    void handlesAreTheHashesThatTheRustVaultUses() {
        JsonNode handles = VECTORS.get("key_handles");
        assertThat(handles).hasSize(3);
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            for (JsonNode vector : handles) {
                byte[] key = bytes(vector, "public_key");
                KeyHandle handle = switch (vector.get("type").textValue()) {
                    case "EdDSACurve25519" -> vault.handleOf(new VerifyingKey(SigningAlgorithm.ED25519, key));
                    case "ECDSASHA256CurveP256" ->
                        vault.handleOf(new VerifyingKey(SigningAlgorithm.ECDSA_P256_SHA256, key));
                    case "X25519" -> vault.handleOf(new X25519PublicKey(key));
                    default -> throw new AssertionError(vector);
                };
                assertThat(handle).hasToString(vector.get("handle").textValue());
            }
        }
    }

    /** RFC 8032 section 7.1, test 2. */
    @Test
    void ed25519SignsAsTheRfc() {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle key = vault.importSigningKey(
                    SigningAlgorithm.ED25519,
                    SecretBytes.owning(
                            Vectors.hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));
            assertThat(Vectors.hex(vault.verifyingKey(key).bytes()))
                    .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
            assertThat(Vectors.hex(vault.sign(key, new byte[] {0x72}).bytes()))
                    .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        }
    }

    /** RFC 6979 appendix A.2.5, SHA-256, message "sample": deterministic, and S stays high. */
    @Test
    void p256SignsDeterministicallyAsTheRfcAndLeavesSHigh() {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle key = vault.importSigningKey(
                    SigningAlgorithm.ECDSA_P256_SHA256,
                    SecretBytes.owning(
                            Vectors.hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")));
            assertThat(Vectors.hex(vault.verifyingKey(key).bytes()))
                    .isEqualTo("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
            assertThat(Vectors.hex(vault.sign(key, "sample".getBytes(StandardCharsets.US_ASCII))
                            .bytes()))
                    .isEqualTo("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                            + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        }
    }

    @Test
    void aSignatureOfOneAlgorithmCannotBeCheckedWithAKeyOfTheOther() {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle ed = vault.generateSigningKey(SigningAlgorithm.ED25519);
            KeyHandle p256 = vault.generateSigningKey(SigningAlgorithm.ECDSA_P256_SHA256);
            byte[] message = new byte[32];
            assertThatThrownBy(() -> Signatures.verify(vault.verifyingKey(ed), message, vault.sign(p256, message)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Signatures.verify(vault.verifyingKey(p256), message, vault.sign(ed, message)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSecretOfTheWrongFormIsNotImported() {
        byte[] order = Vectors.hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            for (byte[] bad : new byte[][] {new byte[32], order, new byte[31], new byte[33], new byte[0]}) {
                assertThatThrownBy(() ->
                                vault.importSigningKey(SigningAlgorithm.ECDSA_P256_SHA256, SecretBytes.copyOf(bad)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            order[31]--;
            assertThat(vault.importSigningKey(SigningAlgorithm.ECDSA_P256_SHA256, SecretBytes.copyOf(order)))
                    .isNotNull();
            for (byte[] bad : new byte[][] {new byte[31], new byte[33], new byte[0]}) {
                assertThatThrownBy(() -> vault.importSigningKey(SigningAlgorithm.ED25519, SecretBytes.copyOf(bad)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> vault.importAgreementKey(SecretBytes.copyOf(bad)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> vault.importEphemeralKey(SecretBytes.copyOf(bad)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** Some sources of randomness begin with numbers that are no P-256 secret. */
    @Test
    void aRandomNumberOutsideTheCurvesOrderIsDrawnAgain() {
        int[] draws = {0};
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only bytes are drawn");
            }

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) (draws[0] == 0 ? 0 : draws[0] == 1 ? 0xff : 0x11));
                draws[0]++;
            }
        };
        try (SoftwareVault vault = new SoftwareVault(KeyStore.inMemory(), random)) {
            vault.generateSigningKey(SigningAlgorithm.ECDSA_P256_SHA256);
        }
        assertThat(draws[0]).isEqualTo(3);
    }

    /** Two secrets that differ only in the bits that clamping sets are the same key. */
    @Test
    void x25519ClampsWhenUsed() {
        byte[] clamped = new byte[32];
        Arrays.fill(clamped, (byte) 0x5a);
        clamped[0] &= (byte) 248;
        clamped[31] = (byte) ((clamped[31] & 127) | 64);
        byte[] unclamped = clamped.clone();
        unclamped[0] |= 5;
        unclamped[31] = (byte) ((unclamped[31] | 128) & ~64);
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle peer = vault.generateEphemeralKey();
            KeyHandle a = vault.importAgreementKey(SecretBytes.copyOf(clamped));
            KeyHandle b = vault.importAgreementKey(SecretBytes.copyOf(unclamped));
            assertThat(a).isEqualTo(b);
            assertThat(vault.agree(a, vault.agreementKey(peer))).isEqualTo(vault.agree(peer, vault.agreementKey(b)));
        }
    }

    /** RFC 7748 section 6.1: Bob's secret with Alice's public key. */
    @Test
    void x25519AgreesAsTheRfc() {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            KeyHandle bob = vault.importEphemeralKey(SecretBytes.owning(
                    Vectors.hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")));
            assertThat(Vectors.hex(vault.agreementKey(bob).bytes()))
                    .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
            X25519PublicKey alice = new X25519PublicKey(
                    Vectors.hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
            assertThat(Vectors.hex(vault.agree(bob, alice).reveal()))
                    .isEqualTo("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        }
    }
}
