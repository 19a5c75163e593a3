package dev.portals.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BareTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "16383, ff7f",
        "16384, 808001",
        "4294967295, ffffffff0f",
        "9223372036854775807, ffffffffffffffff7f",
        "-1, ffffffffffffffffff01"
    })
    void aUintIsWrittenInItsShortestForm(long value, String hex) {
        byte[] out = new byte[12];
        int length = Bare.writeUint(out, 1, value);
        assertThat(HEX.formatHex(out, 1, 1 + length)).isEqualTo(hex);
        assertThat(Bare.uintLength(value)).isEqualTo(length);
        assertThat(out[1 + length]).isZero();
    }

    @Test
    void theExamplesOfTheSpecificationAreTheirExactBytes() {
        assertThat(HEX.formatHex(Bare.string("hello"))).isEqualTo("0568656c6c6f");
        assertThat(HEX.formatHex(Bare.bytes(new byte[] {1, 2, -1}))).isEqualTo("030102ff");
        assertThat(text("0568656c6c6f")).isEqualTo("hello");
        assertThat(bytes("030102ff")).containsExactly(1, 2, -1);
    }

    @Test
    void bytesBehindAValueAreIgnored() {
        assertThat(text("0568656c6c6f63")).isEqualTo("hello");
        assertThat(bytes("00ff")).isEmpty();
    }

    @Test
    void aLongerThanNeededLengthIsTaken() {
        assertThat(text("850068656c6c6f")).isEqualTo("hello");
        assertThat(text("85808080808080800068656c6c6f")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "05",
                "0568",
                "80",
                "8080",
                "ffffffff0f",
                "ffffffffffffffff7f",
                "ffffffffffffffffff01",
                "ffffffffffffffffff02",
                "80808080808080808000",
                "80808080808080808002",
                "8080808080808080808000",
                "8080808080808080808101"
            })
    void aLengthThatLiesOrNeverEndsIsRefused(String hex) {
        assertRefused(() -> bytes(hex));
        assertRefused(() -> text(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01ff", "02c080", "03eda080", "01c3", "04f4908080"})
    void aStringThatIsNotUtf8IsRefused(String hex) {
        assertRefused(() -> text(hex));
    }

    @Test
    void onlyThePartOfTheArrayThatWasGivenIsRead() {
        byte[] in = HEX.parseHex("ff036162630700");
        assertThat(Bare.readString(in, 1, 5)).isEqualTo("abc");
        assertRefused(() -> Bare.readString(in, 1, 4));
        assertThat(Bare.readSlice(in, 1, 5)).isEqualTo(new Bare.Slice(2, 5));
    }

    @Test
    void whatIsReadIsACopy() {
        byte[] in = HEX.parseHex("020102");
        byte[] read = Bare.readBytes(in, 0, 3);
        in[1] = 9;
        assertThat(read).containsExactly(1, 2);
    }

    @Test
    void anyByteStringComesBackAndEveryTruncationOfItIsRefused() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] value = new byte[random.nextInt(round < 290 ? 300 : 40_000)];
            random.nextBytes(value);
            byte[] encoded = Bare.bytes(value);
            assertThat(Bare.readBytes(encoded, 0, encoded.length)).isEqualTo(value);
            int shorter = random.nextInt(encoded.length);
            assertRefused(() -> Bare.readBytes(encoded, 0, shorter));
        }
    }

    @Test
    void anyUintComesBackAsALength() {
        Random random = new Random(2);
        for (int round = 0; round < 1000; round++) {
            long value = random.nextLong() >>> random.nextInt(64);
            byte[] out = new byte[10];
            int length = Bare.writeUint(out, 0, value);
            long read = 0;
            for (int i = 0; i < length; i++) {
                read |= (long) (out[i] & 0x7f) << 7 * i;
                assertThat((out[i] & 0x80) != 0).isEqualTo(i < length - 1);
            }
            assertThat(read).isEqualTo(value);
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(3);
        int taken = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] in = new byte[random.nextInt(24)];
            random.nextBytes(in);
            try {
                Bare.Slice slice = Bare.readSlice(in, 0, in.length);
                assertThat(slice.from()).isBetween(1, slice.to());
                assertThat(slice.to()).isLessThanOrEqualTo(in.length);
                Bare.readString(in, 0, in.length);
                taken++;
            } catch (DecodeException expected) {
                assertThat(expected.getStackTrace()).isEmpty();
            }
        }
        assertThat(taken).isPositive();
    }

    @Test
    void aStringOfEveryPlaneComesBack() {
        String value = "a\u00e9\u20ac\ud83d\ude00\u0000";
        byte[] encoded = Bare.string(value);
        assertThat(Bare.readString(encoded, 0, encoded.length)).isEqualTo(value);
        assertThat(encoded).hasSize(1 + 1 + 2 + 3 + 4 + 1);
        assertThat(Arrays.copyOf(encoded, 1)).containsExactly(11);
    }

    private static String text(String hex) {
        byte[] in = HEX.parseHex(hex);
        return Bare.readString(in, 0, in.length);
    }

    private static byte[] bytes(String hex) {
        byte[] in = HEX.parseHex(hex);
        return Bare.readBytes(in, 0, in.length);
    }

    private static void assertRefused(Runnable reading) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(reading::run);
    }
}
