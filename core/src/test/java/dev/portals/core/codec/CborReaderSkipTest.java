package dev.portals.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CborReaderSkipTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 23, 24, 255, 256, 65535, 65536})
    void aStringOfAnyLengthIsSkippedWithItsHead(int length) {
        byte[] bytes = new CborWriter()
                .bytes(new byte[length])
                .text("x".repeat(length))
                .uint(7)
                .toBytes();
        CborReader in = new CborReader(bytes);
        in.skip();
        in.skip();
        assertThat(in.uint(10)).isEqualTo(7);
        assertThat(in.atEnd()).isTrue();
    }
}
