package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTimesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @ParameterizedTest
    @CsvSource({
        // seconds left, delay, delay of a retry, usable
        "0, 0, 10, false",
        "59, 0, 10, false",
        "60, 0, 10, false",
        "61, 0, 10, true",
        "119, 0, 10, true",
        "120, 0, 10, true",
        "121, 1, 10, true",
        "129, 9, 10, true",
        "130, 10, 10, true",
        "131, 11, 11, true",
        "2592000, 2591880, 2591880, true"
    })
    void delaysAreThoseOfTheBorders(long left, long delay, long retry, boolean usable) {
        Instant expiry = NOW.plusSeconds(left);
        assertThat(RefreshTimes.DEFAULT.delay(expiry, NOW)).isEqualTo(Duration.ofSeconds(delay));
        assertThat(RefreshTimes.DEFAULT.retryDelay(expiry, NOW)).isEqualTo(Duration.ofSeconds(retry));
        assertThat(RefreshTimes.DEFAULT.isUsable(expiry, NOW)).isEqualTo(usable);
    }

    @Test
    void aCredentialThatIsLongGoneIsDueAtOnce() {
        assertThat(RefreshTimes.DEFAULT.delay(Instant.EPOCH, NOW)).isZero();
    }
}
