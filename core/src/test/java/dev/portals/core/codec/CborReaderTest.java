package dev.portals.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborReaderTest {
    private static CborReader in(String hex) {
        return new CborReader(HexFormat.of().parseHex(hex));
    }

    private static void assertRefused(String hex, Function<CborReader, ?> reading) {
        assertThatExceptionOfType(DecodeException.class)
                .as(hex)
                .isThrownBy(() -> reading.apply(in(hex)))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    private static Object skip(CborReader in) {
        in.skip();
        return in;
    }

    @ParameterizedTest
    @CsvSource({"05", "1805", "190005", "1a00000005", "1b0000000000000005"})
    void anIntegerIsTakenInEveryWidth(String hex) {
        assertThat(in(hex).uint(5)).isEqualTo(5);
        assertThat(in(hex).unsigned64()).isEqualTo(5);
        assertThat(in(hex).integer()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"24", "3804", "390004", "3a00000004", "3b0000000000000004"})
    void aNegativeIntegerIsTakenInEveryWidthWhereASignIsAllowed(String hex) {
        assertThat(in(hex).integer()).isEqualTo(-5);
        assertRefused(hex, in -> in.uint(5));
        assertRefused(hex, CborReader::unsigned64);
    }

    @Test
    void anIntegerAboveTheLimitIsRefused() {
        assertThat(in("18ff").uint(255)).isEqualTo(255);
        assertRefused("190100", in -> in.uint(255));
        assertRefused("1b8000000000000000", in -> in.uint(Long.MAX_VALUE));
        assertRefused("1bffffffffffffffff", CborReader::integer);
        assertRefused("3bffffffffffffffff", CborReader::integer);
        assertThat(in("1bffffffffffffffff").unsigned64()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "18", "1900", "1a000000", "1b00000000000000"})
    void aHeadThatEndsTooEarlyIsRefused(String hex) {
        assertRefused(hex, CborReader::unsigned64);
        assertRefused(hex, CborReader::integer);
        assertRefused(hex, CborReaderTest::skip);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1c", "1d", "1e", "1f", "3c", "3f", "5c", "7d", "9e", "bc", "dc", "df", "fc", "fd", "fe"})
    void aHeadThatDoesNotExistIsRefusedByEveryRead(String hex) {
        String padded = hex + "0000000000000000";
        assertRefused(padded, CborReader::unsigned64);
        assertRefused(padded, CborReader::integer);
        assertRefused(padded, CborReader::bytes);
        assertRefused(padded, CborReader::text);
        assertRefused(padded, CborReader::array);
        assertRefused(padded, CborReader::map);
        assertRefused(padded, CborReader::bool);
        assertRefused(padded, CborReader::float64);
        assertRefused(padded, CborReader::variant);
        assertRefused(padded, CborReaderTest::skip);
    }

    @ParameterizedTest
    @ValueSource(strings = {"420102", "58020102", "5900020102", "5a000000020102", "5b00000000000000020102"})
    void aByteStringIsTakenWithAHeadOfEveryWidth(String hex) {
        assertThat(in(hex).bytes()).containsExactly(1, 2);
        assertThat(in(hex).bytes(2)).containsExactly(1, 2);
        assertRefused(hex, in -> in.bytes(1));
        assertRefused(hex, in -> in.bytes(3));
        CborReader slices = in(hex);
        assertThat(slices.byteSlice()).isEqualTo(2);
        assertThat(slices.source()[slices.position() - 2]).isEqualTo((byte) 1);
        assertThat(slices.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"626869", "78026869", "7900026869", "7a000000026869", "7b00000000000000026869"})
    void aTextIsTakenWithAHeadOfEveryWidth(String hex) {
        assertThat(in(hex).text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5fff", "5f4101ff", "7fff", "7f6161ff"})
    void anIndefiniteStringIsRefused(String hex) {
        assertRefused(hex, CborReader::bytes);
        assertRefused(hex, CborReader::byteSlice);
        assertRefused(hex, CborReader::text);
    }

    @Test
    void bytesAreNotTextAndTextIsNotBytes() {
        assertRefused("4161", CborReader::text);
        assertRefused("6161", CborReader::bytes);
        assertRefused("80", CborReader::bytes);
        assertRefused("f6", CborReader::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61ff", "62c080", "63eda080", "61c3"})
    void aTextThatIsNotUtf8IsRefused(String hex) {
        assertRefused(hex, CborReader::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5affffffff", "5b7fffffffffffffff", "5bffffffffffffffff", "5b0000000100000000", "4201"})
    void aStringLongerThanTheInputIsRefusedBeforeAnythingIsAllocated(String bytes) {
        String text = Integer.toHexString(Integer.parseInt(bytes.substring(0, 2), 16) | 0x20) + bytes.substring(2);
        assertRefused(bytes, CborReader::bytes);
        assertRefused(bytes, CborReader::byteSlice);
        assertRefused(bytes, CborReaderTest::skip);
        assertRefused(text, CborReader::text);
        assertRefused(text, CborReaderTest::skip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1a7fffffff", "1affffffff", "1b0000000100000000", "1b7fffffffffffffff", "1bffffffffffffffff"})
    void aCollectionThatClaimsMoreItemsThanThereAreBytesIsRefusedAtOnce(String count) {
        String array = Integer.toHexString(Integer.parseInt(count.substring(0, 2), 16) | 0x80) + count.substring(2);
        String map = Integer.toHexString(Integer.parseInt(count.substring(0, 2), 16) | 0xa0) + count.substring(2);
        assertRefused(array, CborReader::array);
        assertRefused(array, CborReaderTest::skip);
        assertRefused(map, CborReader::map);
        assertRefused(map, CborReaderTest::skip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "83010203",
                "9803010203",
                "990003010203",
                "9a00000003010203",
                "9b0000000000000003010203",
                "9f010203ff"
            })
    void anArrayIsTakenInEveryForm(String hex) {
        CborReader in = in(hex + "07");
        CborReader.Items items = in.array();
        List<Long> read = new ArrayList<>();
        while (items.next()) {
            read.add(in.uint(9));
        }
        assertThat(read).containsExactly(1L, 2L, 3L);
        assertThat(in.uint(7)).isEqualTo(7);
        assertThat(in.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a201020304", "b80201020304", "b9000201020304", "bf01020304ff"})
    void aMapIsTakenInEveryForm(String hex) {
        CborReader in = in(hex);
        CborReader.Items entries = in.map();
        long sum = 0;
        while (entries.next()) {
            sum += 10 * in.uint(9) + in.uint(9);
        }
        assertThat(sum).isEqualTo(46);
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void anArrayIsNotAMapAndAMapIsNotAnArray() {
        assertRefused("a0", CborReader::array);
        assertRefused("80", CborReader::map);
        assertRefused("f6", CborReader::array);
        assertRefused("c180", CborReader::array);
    }

    @Test
    void surplusElementsAreSkippedWhateverTheyAre() {
        CborReader in = in("8601" + "a10102" + "5f4101ff" + "c100" + "9f8000ff" + "f97c00" + "08");
        CborReader.Items items = in.array();
        assertThat(items.required("first").uint(1)).isEqualTo(1);
        items.finish();
        assertThat(in.uint(8)).isEqualTo(8);
    }

    @Test
    void anArrayThatIsOverStaysOver() {
        CborReader in = in("9f01ff02f6ff");
        CborReader.Items items = in.array();
        assertThat(items.required("first").uint(1)).isEqualTo(1);
        assertThat(items.present()).isFalse();
        assertThat(items.next()).isFalse();
        assertThat(items.present()).isFalse();
        items.finish();
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> items.required("second"));
        assertThat(in.uint(2)).isEqualTo(2);
        assertThat(in.none()).isTrue();
    }

    @Test
    void anOptionalElementMayBeAbsentOrNullButNotUndefined() {
        assertThat(in("80").array().present()).isFalse();
        assertThat(in("9fff").array().present()).isFalse();
        assertThat(in("81f6").array().present()).isFalse();
        assertThat(in("8105").array().present()).isTrue();
        assertRefused("81f7", in -> in.array().present() ? in.text() : "");
    }

    @Test
    void aMissingRequiredElementIsRefusedByName() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> in("80").array().required("payload"))
                .withMessageContaining("payload");
        assertRefused("9fff", in -> in.array().required("payload"));
        assertRefused("9f", in -> in.array().required("payload"));
    }

    @Test
    void anIndefiniteCollectionWithoutAnEndIsRefused() {
        assertRefused("9f01", CborReaderTest::skip);
        assertRefused("bf0102", CborReaderTest::skip);
        assertRefused("5f4101", CborReaderTest::skip);
        assertRefused("9f", in -> in.array().next());
        assertRefused("ff", CborReaderTest::skip);
    }

    @Test
    void aBooleanIsF4OrF5Only() {
        assertThat(in("f4").bool()).isFalse();
        assertThat(in("f5").bool()).isTrue();
        for (String other : List.of("00", "01", "f6", "f7", "f814", "f815", "e1", "")) {
            assertRefused(other, CborReader::bool);
        }
    }

    @Test
    void aFloatIsTakenInThreeWidths() {
        assertThat(in("f93e00").float64()).isEqualTo(1.5);
        assertThat(in("fa3fc00000").float64()).isEqualTo(1.5);
        assertThat(in("fb3ff8000000000000").float64()).isEqualTo(1.5);
        assertThat(in("f97e00").float64()).isNaN();
        for (String other : List.of("01", "f4", "fa3fc000", "fb3ff80000000000", "f93e", "")) {
            assertRefused(other, CborReader::float64);
        }
    }

    @Test
    void onlyNullIsNone() {
        CborReader in = in("f6f7");
        assertThat(in.none()).isTrue();
        assertThat(in.none()).isFalse();
        assertThat(in.position()).isEqualTo(1);
        assertThat(in("").none()).isFalse();
    }

    @Test
    void anEnumIsADefiniteArrayOfExactlyTwo() {
        assertThat(in("820580").variant()).isEqualTo(5);
        assertThat(in("98020580").variant()).isEqualTo(5);
        for (String other : List.of(
                "9f0080ff", "83008000", "00", "8100", "80", "a10080", "82f600", "826100", "822000", "821affffffff00")) {
            assertRefused(other, CborReader::variant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8200f6", "820000", "820080", "8200a0", "82005f4101ff"})
    void theBodyOfAUnitVariantMayBeAnyItem(String hex) {
        CborReader in = in(hex);
        assertThat(in.variant()).isZero();
        in.skip();
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void theKindOfTheNextItemIsSeenWithoutTakingIt() {
        CborReader in = in("40608080a0");
        assertThat(in.isBytes()).isTrue();
        assertThat(in.isText()).isFalse();
        in.skip();
        assertThat(in.isText()).isTrue();
        in.skip();
        assertThat(in.isArray()).isTrue();
        assertThat(in.position()).isEqualTo(2);
        in.skip();
        in.skip();
        assertThat(in.isMap()).isTrue();
        in.skip();
        assertRefused("", CborReader::major);
    }

    @Test
    void nestingIsBoundedSoThatNobodyOverflowsTheStack() {
        assertThat(skip(in("81".repeat(32) + "00"))).isNotNull();
        for (String head : List.of("81", "9f", "c1", "bf00", "5f")) {
            String deep = head.repeat(100_000);
            assertRefused(deep, CborReaderTest::skip);
        }
    }

    @Test
    void aReaderNeverLeavesThePartItWasGiven() {
        byte[] all = HexFormat.of().parseHex("0042010203");
        CborReader in = new CborReader(all, 1, 4);
        assertThat(in.position()).isEqualTo(1);
        assertThat(in.bytes()).containsExactly(1, 2);
        assertThat(in.atEnd()).isTrue();
        assertThatExceptionOfType(DecodeException.class).isThrownBy(in::unsigned64);
        CborReader shorter = new CborReader(all, 1, 3);
        assertThatExceptionOfType(DecodeException.class).isThrownBy(shorter::bytes);
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> new CborReader(all, 1, 3).skip());
    }

    @Test
    void whatIsReadIsACopy() {
        byte[] all = {0x41, 1};
        byte[] read = new CborReader(all).bytes();
        all[1] = 9;
        assertThat(read).containsExactly(1);
    }
}
