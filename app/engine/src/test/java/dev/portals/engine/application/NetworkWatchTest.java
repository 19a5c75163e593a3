package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.application.NetworkWatch.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkWatchTest {
    private static final Set<String> HOME = Set.of("wlan0 192.168.1.7");

    private final List<Event> events = new ArrayList<>();
    private Set<String> addresses = HOME;
    private int looks;
    private final NetworkWatch watch = new NetworkWatch(
            () -> {
                looks++;
                return addresses;
            },
            events::add);
    private Instant wall = Instant.parse("2026-03-12T12:00:00Z");
    private long monotonic = 42;

    private void pass(Duration wallTime, Duration reallyTime) {
        wall = wall.plus(wallTime);
        monotonic += reallyTime.toNanos();
        watch.beat(wall, monotonic);
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }

    @Test
    void nothingIsToldWhileNothingChanges() {
        seconds(100);
        assertThat(events).isEmpty();
        assertThat(looks).isBetween(20, 21);
        assertThat(watch.isThere()).isTrue();
    }

    @Test
    void otherAddressesAreNoticedWithinFiveSeconds() {
        seconds(10);
        addresses = Set.of("eth0 10.0.0.7");
        seconds(5);
        assertThat(events).containsExactly(Event.NETWORK_CHANGED);
    }

    @Test
    void noAddressesMeanNoNetwork() {
        seconds(10);
        addresses = Set.of();
        seconds(5);
        assertThat(watch.isThere()).isFalse();
        addresses = HOME;
        seconds(5);
        assertThat(watch.isThere()).isTrue();
        assertThat(events).containsExactly(Event.NETWORK_CHANGED, Event.NETWORK_CHANGED);
    }

    @Test
    void aComputerThatSleptIsNoticedAtOnceWhateverItsClocksDo() {
        seconds(3);
        addresses = Set.of("eth0 10.0.0.7");
        pass(Duration.ofHours(8), Duration.ofSeconds(1));
        assertThat(events).containsExactly(Event.NETWORK_CHANGED, Event.WOKE_UP);
        seconds(3);
        pass(Duration.ofHours(8), Duration.ofHours(8));
        assertThat(events).endsWith(Event.WOKE_UP).hasSize(3);
        seconds(60);
        assertThat(events).hasSize(3);
    }

    @Test
    void aClockThatIsSetALittleIsNoSleep() {
        seconds(3);
        pass(Duration.ofSeconds(9), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(-7), Duration.ofSeconds(1));
        assertThat(events).isEmpty();
        pass(Duration.ofSeconds(-70), Duration.ofSeconds(1));
        assertThat(events).containsExactly(Event.WOKE_UP);
    }

    @Test
    void thisComputersAddressesCanBeListed() {
        assertThat(LocalAddresses.current()).noneMatch(each -> each.contains("127.0.0.1"));
    }
}
