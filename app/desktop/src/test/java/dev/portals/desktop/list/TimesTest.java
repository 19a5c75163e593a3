package dev.portals.desktop.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.text.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-15T12:00:00Z, expires in 14 days",
        "2026-03-15T11:59:58Z, expires in 14 days",
        "2026-03-03T06:00:00Z, expires in 2 days",
        "2026-03-02T11:00:00Z, expires in 23 hours",
        "2026-03-01T12:00:00Z, expired"
    })
    void theTimeThatIsLeftIsToldAsAPersonWould(String end, String words) {
        Times times = new Times(
                Texts.of(Locale.ENGLISH), InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")), ZoneOffset.UTC);
        assertThat(times.expires(end)).isEqualTo(words);
    }
}
