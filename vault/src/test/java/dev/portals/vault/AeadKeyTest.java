package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AeadKeyTest {
    private static final byte[] NONE = new byte[0];

    private final Random random = new Random(7);

    private AeadKey key() {
        return key(1);
    }

    private static AeadKey key(int fill) {
        byte[] raw = new byte[32];
        Arrays.fill(raw, (byte) fill);
        return new AeadKey(SecretBytes.owning(raw));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsSealedOpensAtAnyOffsetAndLength() {
        AeadKey key = key();
        for (int i = 0; i < 300; i++) {
            int length = i < 70 ? i : random.nextInt(5_000);
            int before = random.nextInt(40);
            int after = random.nextInt(40);
            byte[] aad = bytes(random.nextInt(3) * 20);
            byte[] in = bytes(before + length + after);
            byte[] sealed = new byte[after + length + 16 + before];
            assertThat(key.seal(i, aad, in, before, length, sealed, after)).isEqualTo(length + 16);
            byte[] out = new byte[before + length + 3];
            assertThat(key.open(i, aad, sealed, after, length + 16, out, before))
                    .isEqualTo(length);

            assertThat(Arrays.copyOfRange(out, before, before + length))
                    .isEqualTo(Arrays.copyOfRange(in, before, before + length));
            assertThat(Arrays.copyOf(out, before)).containsOnly(before == 0 ? new byte[0] : new byte[] {0});
            assertThat(Arrays.copyOf(sealed, after)).containsOnly(after == 0 ? new byte[0] : new byte[] {0});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 64, 200})
    void anyChangeIsNoticed(int length) {
        AeadKey key = key();
        byte[] aad = bytes(9);
        byte[] plain = bytes(length);
        byte[] sealed = new byte[length + 16];
        byte[] out = new byte[length + 16];
        key.seal(3, aad, plain, 0, length, sealed, 0);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(key.open(3, aad, changed, 0, changed.length, out, 0)).isEqualTo(-1);
        }
        for (int bit = 0; bit < aad.length * 8; bit++) {
            byte[] changed = aad.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(key.open(3, changed, sealed, 0, sealed.length, out, 0)).isEqualTo(-1);
        }
        assertThat(key.open(3, NONE, sealed, 0, sealed.length, out, 0)).isEqualTo(-1);
        assertThat(key.open(4, aad, sealed, 0, sealed.length, out, 0)).isEqualTo(-1);
        assertThat(key(2).open(3, aad, sealed, 0, sealed.length, out, 0)).isEqualTo(-1);
        assertThat(key.open(3, aad, sealed, 0, sealed.length, out, 0)).isEqualTo(length);
    }

    @Test
    void whatIsTooShortForATagIsRefused() {
        AeadKey key = key();
        for (int length = 0; length < 16; length++) {
            assertThat(key.open(0, NONE, new byte[16], 0, length, new byte[16], 0))
                    .isEqualTo(-1);
        }
    }

    @Test
    void everyCutOfAMessageIsRefused() {
        AeadKey key = key();
        byte[] sealed = new byte[100 + 16];
        key.seal(9, NONE, bytes(100), 0, 100, sealed, 0);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(key.open(9, NONE, sealed, 0, length, new byte[116], 0)).isEqualTo(-1);
        }
    }

    /** The JDK refuses to seal twice under one nonce; opening again, and other nonces in between, are fine. */
    @Test
    void aCounterUsedTwiceInARowIsRefused() {
        AeadKey key = key();
        byte[] sealed = new byte[16];
        key.seal(1, NONE, NONE, 0, 0, sealed, 0);
        assertThatThrownBy(() -> key.seal(1, NONE, NONE, 0, 0, new byte[16], 0))
                .isInstanceOf(IllegalStateException.class);
        assertThat(key.open(1, NONE, sealed, 0, 16, new byte[16], 0)).isZero();
        assertThat(key.open(1, NONE, sealed, 0, 16, new byte[16], 0)).isZero();
        key.seal(2, NONE, NONE, 0, 0, sealed, 0);
    }

    @Test
    void theCounterIsUnsignedAndBigEndianAfterFourZeros() {
        byte[] plain = bytes(20);
        byte[] byCounter = new byte[36];
        byte[] byNonce = new byte[36];
        key().seal(0xfedc_ba98_7654_3210L, NONE, plain, 0, 20, byCounter, 0);
        key().seal(Vectors.hex("00000000fedcba9876543210"), NONE, plain, byNonce, 0);
        assertThat(byCounter).isEqualTo(byNonce);
    }

    @Test
    void aNonceOfAnotherFormLeavesNothingBehind() {
        AeadKey key = key();
        byte[] expected = new byte[16];
        key().seal(5, NONE, NONE, 0, 0, expected, 0);
        key.seal(Vectors.hex("ffffffffffffffffffffffff"), NONE, NONE, new byte[16], 0);
        byte[] sealed = new byte[16];
        key.seal(5, NONE, NONE, 0, 0, sealed, 0);
        assertThat(sealed).isEqualTo(expected);
    }

    @Test
    void aNonceOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> key().seal(new byte[11], NONE, NONE, new byte[16], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutputThatIsTooShortIsAnErrorOfTheCaller() {
        byte[] sealed = new byte[26];
        key().seal(1, NONE, bytes(10), 0, 10, sealed, 0);
        assertThatThrownBy(() -> key().seal(1, NONE, new byte[10], 0, 10, new byte[25], 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key().open(1, NONE, sealed, 0, 26, new byte[9], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyKeysOf32BytesAreMade() {
        for (int length : new int[] {0, 16, 24, 31, 33}) {
            assertThatThrownBy(() -> new AeadKey(SecretBytes.owning(new byte[length])))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bothSidesDeriveTheSameNextKeyAsOftenAsTheyLike() {
        AeadKey key = key();
        byte[] sealed = new byte[26];
        byte[] plain = bytes(10);
        key.next().next().seal(0, NONE, plain, 0, 10, sealed, 0);
        byte[] out = new byte[10];
        assertThat(key.next().next().open(0, NONE, sealed, 0, 26, out, 0)).isEqualTo(10);
        assertThat(out).isEqualTo(plain);
        assertThat(key.next().open(0, NONE, sealed, 0, 26, out, 0)).isEqualTo(-1);
        assertThat(key.open(0, NONE, sealed, 0, 26, out, 0)).isEqualTo(-1);
    }

    @Test
    void theNextKeyIsTheFirstHalfOfSealedZerosUnderTheLastCounter() {
        byte[] sealed = new byte[48];
        key().seal(Vectors.hex("00000000ffffffffffffffff"), NONE, new byte[32], sealed, 0);
        AeadKey expected = new AeadKey(SecretBytes.owning(Arrays.copyOf(sealed, 32)));
        byte[] a = new byte[20];
        byte[] b = new byte[20];
        expected.seal(1, NONE, new byte[4], 0, 4, a, 0);
        key().next().seal(1, NONE, new byte[4], 0, 4, b, 0);
        assertThat(a).isEqualTo(b);
    }

    @Test
    void aClosedKeyNeitherSealsNorOpens() {
        AeadKey key = key();
        key.close();
        key.close();
        assertThatThrownBy(() -> key.seal(0, NONE, NONE, 0, 0, new byte[16], 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.open(0, NONE, new byte[16], 0, 16, new byte[16], 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(key::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTextFormTellsNothing() {
        assertThat(key()).hasToString("AeadKey");
    }
}
