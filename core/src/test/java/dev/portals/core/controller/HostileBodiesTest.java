package dev.portals.core.controller;

import static dev.portals.core.controller.Vectors.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.Samples.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every body takes and what it refuses: the table of spec 04 section 0.3, field by field. */
class HostileBodiesTest {
    static final List<Sample> SAMPLES = Samples.ALL;

    private static final byte[] NULL = bytes("f6");

    /** One item of each kind. */
    private static final Map<Integer, List<String>> ITEMS = Map.of(
            0, List.of("1bffffffffffffffff"),
            1, List.of("20", "3bffffffffffffffff"),
            2, List.of("40", "4101", "5f4101ff"),
            3, List.of("6161", "7f6161ff"),
            4, List.of("80", "8101", "9fff"),
            5, List.of("a0", "a10101", "bfff"),
            6, List.of("c0656e65766572", "c24101", "d9d9f7a0"),
            7, List.of("f4", "f5", "f7", "f93c00", "fb3ff0000000000000", "f818"));

    /** The fields of a map, each with its encoded value. */
    private static Map<Integer, byte[]> fields(byte[] map) {
        Map<Integer, byte[]> fields = new LinkedHashMap<>();
        CborReader in = new CborReader(map);
        CborReader.Items items = in.map();
        while (items.next()) {
            int key = (int) in.uint(Integer.MAX_VALUE);
            int from = in.position();
            in.skip();
            fields.put(key, Arrays.copyOfRange(map, from, in.position()));
        }
        return fields;
    }

    private static byte[] map(Map<Integer, byte[]> fields) {
        CborWriter out = new CborWriter().map(fields.size());
        fields.forEach((key, value) -> out.uint(key).raw(value));
        return out.toBytes();
    }

    private static Body read(Sample sample, byte[] bytes) {
        return sample.decode().apply(new CborReader(bytes));
    }

    private static void refused(Sample sample, byte[] bytes, String what) {
        assertThatExceptionOfType(DecodeException.class)
                .as("%s: %s, %s", sample, what, Vectors.hex(bytes))
                .isThrownBy(() -> read(sample, bytes));
    }

    private static byte[] replaced(Sample sample, int key, byte[] value) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        fields.put(key, value);
        return map(fields);
    }

    private static Set<Integer> keys(Sample sample) {
        Set<Integer> keys = new HashSet<>(sample.required());
        keys.addAll(sample.optional());
        return keys;
    }

    @Test
    void everyKindOfBodyIsTested() {
        assertThat(SAMPLES.stream().map(sample -> sample.body().getClass()).distinct())
                .hasSameSizeAs(SAMPLES)
                .hasSize(31);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aBodyIsReadAsItWasWritten(Sample sample) {
        byte[] encoded = sample.body().encode();
        CborReader in = new CborReader(encoded);
        assertThat(sample.decode().apply(in)).isEqualTo(sample.body()).hasSameHashCodeAs(sample.body());
        assertThat(in.atEnd()).isTrue();
        assertThat(read(sample, encoded).encode()).isEqualTo(encoded);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theSampleHasEveryFieldInAscendingOrder(Sample sample) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(keys(sample));
        assertThat(List.copyOf(fields.keySet())).isSorted();
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aBodyIsWrittenAfterWhatIsThere(Sample sample) {
        byte[] both = sample.body().encode(new CborWriter().uint(1)).toBytes();
        assertThat(both[0]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOfRange(both, 1, both.length))
                .isEqualTo(sample.body().encode());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aBodyThatIsCutOffAnywhereIsRefused(Sample sample) {
        byte[] encoded = sample.body().encode();
        for (int length = 0; length < encoded.length; length++) {
            refused(sample, Arrays.copyOf(encoded, length), "cut off at " + length);
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void whatFollowsABodyIsLeftAlone(Sample sample) {
        byte[] encoded = sample.body().encode();
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 3);
        CborReader in = new CborReader(longer);
        assertThat(sample.decode().apply(in)).isEqualTo(sample.body());
        assertThat(in.position()).isEqualTo(encoded.length);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aMissingFieldIsRefusedIfItIsRequired(Sample sample) {
        for (int key : keys(sample)) {
            Map<Integer, byte[]> fields = fields(sample.body().encode());
            fields.remove(key);
            if (sample.required().contains(key)) {
                refused(sample, map(fields), "without " + key);
            } else {
                assertThat(read(sample, map(fields))).as("without " + key).isNotEqualTo(sample.body());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void nullIsAnAbsentFieldAndRefusedIfItIsRequired(Sample sample) {
        for (int key : keys(sample)) {
            if (sample.required().contains(key)) {
                refused(sample, replaced(sample, key, NULL), "null for " + key);
                continue;
            }
            Map<Integer, byte[]> without = fields(sample.body().encode());
            without.remove(key);
            assertThat(read(sample, replaced(sample, key, NULL))).isEqualTo(read(sample, map(without)));
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aBodyWithOnlyWhatIsRequiredHasNoOtherField(Sample sample) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        fields.keySet().retainAll(sample.required());
        byte[] least = map(fields);
        byte[] again = read(sample, least).encode();
        if (sample.body() instanceof InvitationList) {
            assertThat(again).isEqualTo(bytes("a3018002800380"));
        } else {
            assertThat(again).isEqualTo(least);
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aFieldOfAnotherTypeIsRefused(Sample sample) {
        for (Map.Entry<Integer, byte[]> field : fields(sample.body().encode()).entrySet()) {
            int major = (field.getValue()[0] & 0xff) >> 5;
            boolean signed = sample.body() instanceof InfluxConfig && field.getKey() == 5;
            boolean bool = major == 7;
            ITEMS.forEach((other, items) -> {
                for (String item : items) {
                    if (other == major && !bool
                            || signed && other == 1
                            || bool && (item.equals("f4") || item.equals("f5"))) {
                        continue;
                    }
                    refused(sample, replaced(sample, field.getKey(), bytes(item)), field.getKey() + " is " + item);
                }
            });
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aNumberThatFitsNothingIsRefused(Sample sample) {
        for (Map.Entry<Integer, byte[]> field : fields(sample.body().encode()).entrySet()) {
            if ((field.getValue()[0] & 0xff) >> 5 == 0) {
                refused(sample, replaced(sample, field.getKey(), bytes("1bffffffffffffffff")), "the largest number");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void textsAndBytesOfIndefiniteLengthAreRefused(Sample sample) {
        for (Map.Entry<Integer, byte[]> field : fields(sample.body().encode()).entrySet()) {
            int major = (field.getValue()[0] & 0xff) >> 5;
            if (major == 2 || major == 3) {
                byte[] value = field.getValue();
                byte[] indefinite = new byte[value.length + 2];
                indefinite[0] = (byte) (major << 5 | 31);
                System.arraycopy(value, 0, indefinite, 1, value.length);
                indefinite[value.length + 1] = (byte) 0xff;
                refused(sample, replaced(sample, field.getKey(), indefinite), "indefinite " + field.getKey());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aTextThatIsNotUtf8IsRefused(Sample sample) {
        for (Map.Entry<Integer, byte[]> field : fields(sample.body().encode()).entrySet()) {
            if ((field.getValue()[0] & 0xff) >> 5 == 3) {
                refused(sample, replaced(sample, field.getKey(), bytes("62c328")), "not UTF-8");
                refused(sample, replaced(sample, field.getKey(), bytes("63eda080")), "half a character");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aTextOrAListWithoutEndIsRefused(Sample sample) {
        byte[] text = new CborWriter().text("x".repeat(300_000)).toBytes();
        CborWriter list = new CborWriter().array(Body.MAX_LIST + 1);
        for (int i = 0; i <= Body.MAX_LIST; i++) {
            list.text("");
        }
        for (Map.Entry<Integer, byte[]> field : fields(sample.body().encode()).entrySet()) {
            switch ((field.getValue()[0] & 0xff) >> 5) {
                case 2 -> {
                    byte[] huge = new CborWriter().bytes(new byte[300_000]).toBytes();
                    refusedBriefly(sample, replaced(sample, field.getKey(), huge));
                    refused(sample, replaced(sample, field.getKey(), bytes("5b7fffffffffffffff")), "a claim");
                }
                case 3 -> {
                    refusedBriefly(sample, replaced(sample, field.getKey(), text));
                    refused(sample, replaced(sample, field.getKey(), bytes("7b7fffffffffffffff")), "a claim");
                }
                case 4 -> {
                    refusedBriefly(sample, replaced(sample, field.getKey(), list.toBytes()));
                    refused(sample, replaced(sample, field.getKey(), bytes("9b7fffffffffffffff")), "a claim");
                }
                default -> {}
            }
        }
    }

    /** Without the bytes in the message of a failure. */
    private static void refusedBriefly(Sample sample, byte[] bytes) {
        assertThatExceptionOfType(DecodeException.class)
                .as(sample.toString())
                .isThrownBy(() -> read(sample, bytes))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void fieldsAreReadInAnyOrder(Sample sample) {
        List<Map.Entry<Integer, byte[]>> entries =
                new ArrayList<>(fields(sample.body().encode()).entrySet());
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(entries, random);
            Map<Integer, byte[]> shuffled = new LinkedHashMap<>();
            entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
            assertThat(read(sample, map(shuffled))).isEqualTo(sample.body());
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void unknownFieldsAreSkippedWhateverTheyHold(Sample sample) {
        for (List<String> items : ITEMS.values()) {
            for (String item : items) {
                Map<Integer, byte[]> fields = new LinkedHashMap<>();
                fields.put(99, bytes(item));
                fields.put(0, bytes("1a0065ba11"));
                fields.putAll(fields(sample.body().encode()));
                fields.put(101, bytes(item));
                fields.put(Integer.MAX_VALUE, bytes("9f01bf0203ffff"));
                assertThat(read(sample, map(fields))).as(item).isEqualTo(sample.body());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aHugeKeyIsNoKnownOne(Sample sample) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        for (int key : keys(sample)) {
            CborWriter out = new CborWriter().map(fields.size() + 2);
            fields.forEach((known, value) -> out.uint(known).raw(value));
            out.uint((1L << 32) + key).none().uint((-1L << 32) + key).none();
            assertThat(read(sample, out.toBytes())).isEqualTo(sample.body());
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aKeyThatIsNoUnsignedNumberIsRefused(Sample sample) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        for (String key : List.of("20", "6161", "4161", "f5", "80", "c001", "f6")) {
            CborWriter out =
                    new CborWriter().map(fields.size() + 1).raw(bytes(key)).uint(1);
            fields.forEach((known, value) -> out.uint(known).raw(value));
            refused(sample, out.toBytes(), "a key " + key);
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theLastOfDuplicatesWins(Sample sample) {
        Map<Integer, byte[]> fields = fields(sample.body().encode());
        fields.forEach((key, value) -> {
            CborWriter twice = new CborWriter().map(fields.size() + 1);
            twice.uint(key).raw(value);
            fields.forEach((known, other) -> twice.uint(known).raw(other));
            assertThat(read(sample, twice.toBytes())).isEqualTo(sample.body());
            if (sample.optional().contains(key)) {
                CborWriter gone = new CborWriter().map(fields.size() + 1);
                fields.forEach((known, other) -> gone.uint(known).raw(other));
                gone.uint(key).none();
                assertThat(read(sample, gone.toBytes())).isEqualTo(read(sample, replaced(sample, key, NULL)));
            }
        });
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void indefiniteMapsAndWideNumbersAreRead(Sample sample) {
        CborWriter out = new CborWriter().raw(bytes("bf"));
        fields(sample.body().encode()).forEach((key, value) -> {
            out.raw(bytes("1a000000%02x".formatted(key)));
            out.raw(value);
        });
        byte[] encoded = out.raw(bytes("ff")).toBytes();
        assertThat(read(sample, encoded)).isEqualTo(sample.body());
        refused(sample, Arrays.copyOf(encoded, encoded.length - 1), "without end");
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void anythingButAMapIsRefused(Sample sample) {
        ITEMS.forEach((major, items) -> {
            for (String item : items) {
                if (major != 5) {
                    refused(sample, bytes(item), "not a map");
                }
            }
        });
        refused(sample, new byte[0], "nothing");
        refused(sample, NULL, "null");
        refused(sample, bytes("bb7fffffffffffffff0101"), "a claim");
        byte[] tagged = new CborWriter()
                .raw(bytes("d9d9f7"))
                .raw(sample.body().encode())
                .toBytes();
        refused(sample, tagged, "a tag");
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void nothingButADecodeExceptionEscapesWhateverIsChanged(Sample sample) {
        Random random = new Random(11);
        byte[] encoded = sample.body().encode();
        int read = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] changed = encoded.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                Body body = read(sample, changed);
                assertThat(read(sample, body.encode())).isEqualTo(body);
                assertThat(body.toString()).isNotEmpty();
                read++;
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(read).isLessThan(3_000);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aListOfItIsABareArray(Sample sample) {
        byte[] two = Body.encodeList(List.of(sample.body(), sample.body()));
        assertThat(two[0]).isEqualTo((byte) 0x82);
        assertThat(Body.decodeList(new CborReader(two), sample.decode()))
                .isEqualTo(List.of(sample.body(), sample.body()));
        two[0] = (byte) 0x9f;
        byte[] indefinite = Arrays.copyOf(two, two.length + 1);
        indefinite[two.length] = (byte) 0xff;
        assertThat(Body.decodeList(new CborReader(indefinite), sample.decode())).hasSize(2);
        for (int length = 0; length < two.length; length += 7) {
            byte[] cut = Arrays.copyOf(indefinite, length);
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(() -> Body.decodeList(new CborReader(cut), sample.decode()));
        }
    }
}
