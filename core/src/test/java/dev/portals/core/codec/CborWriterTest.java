package dev.portals.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborWriterTest {
    private static String hex(CborWriter writer) {
        return HexFormat.of().formatHex(writer.toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-9223372036854775808, 1b8000000000000000",
        "-1, 1bffffffffffffffff"
    })
    void anUnsignedIntegerHasTheShortestHead(long value, String hex) {
        assertThat(hex(new CborWriter().uint(value))).isEqualTo(hex);
        assertThat(Cbor.headLength(value)).isEqualTo(hex.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-256, 38ff",
        "-257, 390100",
        "-65537, 3a00010000",
        "-9223372036854775808, 3b7fffffffffffffff",
        "9223372036854775807, 1b7fffffffffffffff"
    })
    void aSignedIntegerHasTheShortestHead(long value, String hex) {
        assertThat(hex(new CborWriter().integer(value))).isEqualTo(hex);
        assertThat(new CborReader(HexFormat.of().parseHex(hex)).integer()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "23, 0", "24, 1", "255, 1", "256, 2", "65535, 2", "65536, 4"})
    void lengthsOfStringsHaveTheShortestHead(int length, int extra) {
        assertThat(new CborWriter().bytes(new byte[length]).toBytes()).hasSize(1 + extra + length);
        assertThat(new CborWriter().text("x".repeat(length)).toBytes()).hasSize(1 + extra + length);
        assertThat(new CborWriter().array(length).toBytes()).hasSize(1 + extra);
        assertThat(new CborWriter().map(length).toBytes()).hasSize(1 + extra);
    }

    @Test
    void everyKindOfItemIsItsExactBytes() {
        assertThat(hex(new CborWriter().bytes(new byte[] {1, 2}))).isEqualTo("420102");
        assertThat(hex(new CborWriter().text("h\u00e9"))).isEqualTo("6368c3a9");
        assertThat(hex(new CborWriter().array(2).uint(0).array(0))).isEqualTo("820080");
        assertThat(hex(new CborWriter().map(1).uint(1).text("a"))).isEqualTo("a1016161");
        assertThat(hex(new CborWriter().bool(true).bool(false).none())).isEqualTo("f5f4f6");
        assertThat(hex(new CborWriter().float64(1.5))).isEqualTo("fb3ff8000000000000");
        assertThat(hex(new CborWriter().integers(new byte[] {0, 23, 24, -1}))).isEqualTo("840017181818ff");
        assertThat(hex(new CborWriter().raw(new byte[] {5, 6}))).isEqualTo("0506");
        assertThat(hex(new CborWriter(1)
                        .uint(5)
                        .append(new CborWriter().uint(6).text("a").append(new CborWriter()))))
                .isEqualTo("05066161");
        assertThat(hex(new CborWriter())).isEmpty();
    }

    @Test
    void aHeadIsWrittenWhereItIsWantedAndTouchesNothingElse() {
        byte[] out = new byte[12];
        assertThat(Cbor.writeHead(out, 1, 2, 300)).isEqualTo(3);
        assertThat(HexFormat.of().formatHex(out)).isEqualTo("0059012c" + "00".repeat(8));
    }

    @Test
    void theWriterGrowsWithWhatIsWritten() {
        CborWriter writer = new CborWriter(0);
        for (int i = 0; i < 1000; i++) {
            writer.uint(i).bool(true).float64(i);
        }
        CborReader in = new CborReader(writer.toBytes());
        for (int i = 0; i < 1000; i++) {
            assertThat(in.uint(999)).isEqualTo(i);
            assertThat(in.bool()).isTrue();
            assertThat(in.float64()).isEqualTo(i);
        }
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void whatWasTakenFromAWriterDoesNotChangeWhenMoreIsWritten() {
        CborWriter writer = new CborWriter().uint(1);
        byte[] first = writer.toBytes();
        writer.uint(2);
        assertThat(first).containsExactly(1);
        assertThat(writer.toBytes()).containsExactly(1, 2);
    }
}
