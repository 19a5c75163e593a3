package dev.portals.core.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTextTest {
    @Test
    void aTimeIsWrittenInWholeSecondsOfUtc() {
        assertThat(ExpiryText.of(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(ExpiryText.of(Instant.parse("2026-01-31T12:00:59.999999Z"))).isEqualTo("2026-01-31T12:00:59Z");
        assertThat(ExpiryText.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.5Z, 2026-01-31T12:00:00.5Z",
        "2026-01-31T12:00:00.123456, 2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00Z, 2026-01-31T12:00:00Z"
    })
    void aDateIsReadWithOrWithoutAnOffset(String text, Instant time) {
        assertThat(ExpiryText.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tomorrow",
                "2026-01-31",
                "12:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "1769860800",
                "2026-01-31 12:00:00",
                "2026-01-31T12:00:00 Z",
                "\u0000"
            })
    void anythingElseIsNoDate(String text) {
        assertThat(ExpiryText.parse(text)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Instant time = Instant.ofEpochSecond(1_800_000_000);
        assertThat(ExpiryText.parse(ExpiryText.of(time))).contains(time);
    }
}
