package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.vault.DalekEd25519.Point;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our Ed25519 verification beside the one of Ockam's Rust nodes, ed25519-dalek 2.1 (spec 02 section 1.2). They decide
 * alike on everything that honest signers, bit flips and third parties can make; the two deliberate exceptions are the
 * last tests.
 */
class Ed25519SemanticsTest {
    private final Random random = new Random(11);

    private static boolean ours(byte[] key, byte[] message, byte[] signature) {
        return Signatures.verify(
                new VerifyingKey(SigningAlgorithm.ED25519, key),
                message,
                new Signature(SigningAlgorithm.ED25519, signature));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private BigInteger scalar() {
        return new BigInteger(252, random);
    }

    /** R || s with {@code s = r + k a}, for a key and an R that may be off by a point of low order. */
    private static byte[] sign(BigInteger secret, byte[] key, BigInteger r, byte[] encodedR, byte[] message) {
        BigInteger k = DalekEd25519.challenge(encodedR, key, message);
        BigInteger s = r.add(k.multiply(secret)).mod(DalekEd25519.L);
        byte[] signature = Arrays.copyOf(encodedR, 64);
        System.arraycopy(DalekEd25519.littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    @Test
    void theReferenceDecidesAsWycheproof() {
        Wycheproof.file("ed25519_test").check(151, List.of(), test -> {
            byte[] key = Vectors.hex(test.group().get("publicKey").get("pk").textValue());
            byte[] signature = test.bytes("sig");
            return signature.length == 64 && DalekEd25519.verify(key, test.bytes("msg"), signature)
                    ? Wycheproof.Outcome.ACCEPTED
                    : Wycheproof.Outcome.REFUSED;
        });
    }

    @Test
    void honestSignaturesAreGoodForBoth() {
        for (int i = 0; i < 20; i++) {
            byte[] seed = bytes(32);
            byte[] message = bytes(i);
            byte[] key = Ed25519.publicKey(seed);
            byte[] signature = Ed25519.sign(seed, message);
            assertThat(ours(key, message, signature)).isTrue();
            assertThat(DalekEd25519.verify(key, message, signature)).isTrue();
        }
    }

    @Test
    void flippedBitsAreBadForBoth() {
        byte[] seed = bytes(32);
        byte[] message = bytes(32);
        byte[] key = Ed25519.publicKey(seed);
        byte[] signature = Ed25519.sign(seed, message);
        for (int bit = 0; bit < 512; bit += 11) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(ours(key, message, changed)).isFalse();
            assertThat(DalekEd25519.verify(key, message, changed)).isFalse();
        }
        for (int bit = 0; bit < 256; bit += 11) {
            byte[] changed = key.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(ours(changed, message, signature)).isFalse();
            assertThat(DalekEd25519.verify(changed, message, signature)).isFalse();
        }
    }

    /** S, S + L, S + 2L ...: only the first is canonical. */
    @Test
    void anSThatIsNotReducedIsBadForBoth() {
        byte[] seed = bytes(32);
        byte[] message = bytes(32);
        byte[] key = Ed25519.publicKey(seed);
        byte[] signature = Ed25519.sign(seed, message);
        BigInteger s = DalekEd25519.number(Arrays.copyOfRange(signature, 32, 64));
        for (int times = 1; times <= 14; times++) {
            BigInteger more = s.add(DalekEd25519.L.multiply(BigInteger.valueOf(times)));
            byte[] changed = signature.clone();
            System.arraycopy(DalekEd25519.littleEndian(more), 0, changed, 32, 32);
            assertThat(ours(key, message, changed)).isFalse();
            assertThat(DalekEd25519.verify(key, message, changed)).isFalse();
        }
    }

    /** An R of y = 1 + p is the neutral element written in another way. */
    @Test
    void anRThatIsNotReducedIsBadForBoth() {
        BigInteger secret = scalar();
        byte[] key = Point.BASE.times(secret).encoded();
        byte[] r = Vectors.hex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        for (int i = 0; i < 8; i++) {
            byte[] message = bytes(8);
            byte[] signature = sign(secret, key, BigInteger.ZERO, r, message);
            assertThat(ours(key, message, signature)).isFalse();
            assertThat(DalekEd25519.verify(key, message, signature)).isFalse();
        }
    }

    /** Without the secret, moving R by a point of low order changes the challenge, and nobody believes it. */
    @Test
    void aThirdPartyCannotMoveROfAnHonestSignature() {
        byte[] seed = bytes(32);
        byte[] message = bytes(32);
        byte[] key = Ed25519.publicKey(seed);
        byte[] signature = Ed25519.sign(seed, message);
        Point r = Point.decode(Arrays.copyOf(signature, 32));
        for (int order = 1; order < 8; order++) {
            byte[] changed = signature.clone();
            byte[] moved =
                    r.plus(Point.ORDER_8.times(BigInteger.valueOf(order))).encoded();
            System.arraycopy(moved, 0, changed, 0, 32);
            assertThat(ours(key, message, changed)).isFalse();
            assertThat(DalekEd25519.verify(key, message, changed)).isFalse();
        }
    }

    /**
     * Exception 1: dalek takes a key of low order, under which anybody can sign: S = r fits whenever the challenge is a
     * multiple of the key's order. We refuse the key: nobody is identified by it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void aKeyOfLowOrderIdentifiesNobodyHere(String hex) {
        byte[] key = Vectors.hex(hex);
        int dalek = 0;
        for (int i = 0; i < 40; i++) {
            BigInteger r = scalar().mod(DalekEd25519.L);
            byte[] message = bytes(8);
            byte[] signature = sign(BigInteger.ZERO, key, r, Point.BASE.times(r).encoded(), message);
            assertThat(ours(key, message, signature)).isFalse();
            dalek += DalekEd25519.verify(key, message, signature) ? 1 : 0;
        }
        assertThat(dalek).as("dalek believes some").isPositive();
    }

    /**
     * Exception 2: a signer who knows the secret and adds a point of low order to its own key or R is always believed
     * here (the equation is checked with the cofactor, as RFC 8032 section 5.1.7 allows), by dalek only when the
     * challenge happens to cancel the point. No one else can make such a signature (see above); what the signer gains is
     * that some peers don't believe it.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "4, 0", "0, 1", "0, 4", "1, 1"})
    void aSignerWithAPointOfLowOrderHurtsItselfOnly(int inKey, int inR) {
        int dalek = 0;
        for (int i = 0; i < 12; i++) {
            BigInteger secret = scalar();
            BigInteger r = scalar();
            byte[] key = off(Point.BASE.times(secret), inKey);
            byte[] message = bytes(8);
            byte[] signature = sign(secret, key, r, off(Point.BASE.times(r), inR), message);
            boolean believed = DalekEd25519.verify(key, message, signature);
            assertThat(ours(key, message, signature)).isTrue();
            dalek += believed ? 1 : 0;
        }
        assertThat(dalek).as("dalek believes not all").isLessThan(12);
    }

    private static byte[] off(Point point, int times) {
        return point.plus(Point.ORDER_8.times(BigInteger.valueOf(times))).encoded();
    }
}
