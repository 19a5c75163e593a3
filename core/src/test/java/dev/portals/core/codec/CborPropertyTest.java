package dev.portals.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random values come back; random bytes are read or refused. Seeds are fixed. */
class CborPropertyTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsRead(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            long unsigned = random.nextLong() >>> random.nextInt(64);
            long signed = random.nextLong() >> random.nextInt(64);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            String text = text(random);
            double number = Double.longBitsToDouble(random.nextLong());
            boolean bool = random.nextBoolean();
            byte[] written = new CborWriter()
                    .array(7)
                    .uint(unsigned)
                    .integer(signed)
                    .bytes(bytes)
                    .text(text)
                    .float64(number)
                    .bool(bool)
                    .none()
                    .toBytes();
            CborReader in = new CborReader(written);
            CborReader.Items items = in.array();
            assertThat(items.required("uint").unsigned64()).isEqualTo(unsigned);
            assertThat(items.required("int").integer()).isEqualTo(signed);
            assertThat(items.required("bytes").bytes()).isEqualTo(bytes);
            assertThat(items.required("text").text()).isEqualTo(text);
            assertThat(items.required("float").float64()).isEqualTo(Double.valueOf(number));
            assertThat(items.required("bool").bool()).isEqualTo(bool);
            assertThat(items.present()).isFalse();
            items.finish();
            assertThat(in.atEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void skippingAnyItemEndsExactlyBehindIt(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            item(out, random, 0);
            int end = out.size();
            out.write(random.nextInt(256));
            byte[] all = out.toByteArray();
            CborReader in = new CborReader(all);
            in.skip();
            assertThat(in.position()).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void everyTruncationOfAnItemIsRefused(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            item(out, random, 2);
            byte[] all = out.toByteArray();
            for (int end = 0; end < all.length; end++) {
                CborReader in = new CborReader(all, 0, end);
                assertThatExceptionOfType(DecodeException.class).isThrownBy(in::skip);
                assertThat(in.position()).isLessThanOrEqualTo(end);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void randomBytesAreReadOrRefusedByEveryReadAndNothingElseHappens(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 30_000; round++) {
            byte[] all = new byte[random.nextInt(40)];
            random.nextBytes(all);
            if (all.length > 0 && random.nextBoolean()) {
                all[0] = (byte) (random.nextInt(8) << 5 | 24 + random.nextInt(8));
            }
            attempt(all, CborReader::skip);
            attempt(all, CborReader::bool);
            attempt(all, CborReader::none);
            attempt(all, CborReader::float64);
            attempt(all, CborReader::integer);
            attempt(all, CborReader::unsigned64);
            attempt(all, in -> in.uint(255));
            attempt(all, CborReader::bytes);
            attempt(all, CborReader::byteSlice);
            attempt(all, CborReader::text);
            attempt(all, CborReader::variant);
            attempt(all, in -> in.array().finish());
            attempt(all, in -> {
                CborReader.Items entries = in.map();
                while (entries.next()) {
                    in.skip();
                    in.skip();
                }
            });
        }
    }

    private static void attempt(byte[] all, Consumer<CborReader> reading) {
        CborReader in = new CborReader(all);
        try {
            reading.accept(in);
        } catch (DecodeException expected) {
            assertThat(expected).hasMessageNotContaining("Index");
        }
        assertThat(in.position()).isBetween(0, all.length);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            int point = random.nextInt(Character.MAX_CODE_POINT + 1) >> random.nextInt(16);
            text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 'x' : point);
        }
        return text.toString();
    }

    /** One random item, in any width and form that may be skipped. */
    private static void item(ByteArrayOutputStream out, Random random, int depth) {
        int major = random.nextInt(depth < 4 ? 8 : 4);
        boolean indefinite = random.nextInt(4) == 0;
        switch (major) {
            case 0, 1 -> head(out, random, major, random.nextInt(100_000));
            case 2, 3 -> {
                if (indefinite) {
                    out.write(major << 5 | 31);
                    for (int i = random.nextInt(3); i > 0; i--) {
                        string(out, random, major);
                    }
                    out.write(0xff);
                } else {
                    string(out, random, major);
                }
            }
            case 4, 5 -> {
                int count = random.nextInt(5);
                if (indefinite) {
                    out.write(major << 5 | 31);
                } else {
                    head(out, random, major, count);
                }
                for (int i = major == 5 ? 2 * count : count; i > 0; i--) {
                    item(out, random, depth + 1);
                }
                if (indefinite) {
                    out.write(0xff);
                }
            }
            case 6 -> {
                head(out, random, 6, random.nextInt(300));
                item(out, random, depth + 1);
            }
            default -> {
                int info = random.nextInt(28);
                out.write(7 << 5 | info);
                for (int i = info < 24 ? 0 : 1 << info - 24; i > 0; i--) {
                    out.write(random.nextInt(256));
                }
            }
        }
    }

    private static void string(ByteArrayOutputStream out, Random random, int major) {
        byte[] content = new byte[random.nextInt(30)];
        random.nextBytes(content);
        head(out, random, major, content.length);
        out.writeBytes(content);
    }

    /** A head of any width that holds the value. */
    private static void head(ByteArrayOutputStream out, Random random, int major, long value) {
        int least = switch (Cbor.headLength(value)) {
            case 1 -> 0;
            case 2 -> 1;
            case 3 -> 2;
            case 5 -> 3;
            default -> 4;
        };
        int width = least + random.nextInt(5 - least);
        if (width == 0) {
            out.write(major << 5 | (int) value);
            return;
        }
        out.write(major << 5 | 23 + width);
        byte[] all = ByteBuffer.allocate(8).putLong(value).array();
        int bytes = 1 << width - 1;
        out.write(all, 8 - bytes, bytes);
    }
}
