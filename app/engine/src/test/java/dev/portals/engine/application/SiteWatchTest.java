package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.account.SiteCheck.Finding;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Link;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class SiteWatchTest {
    private static final URI SITE = URI.create("https://portals.example.org");
    private static final Instant BEGIN = Instant.parse("2026-03-12T12:00:00Z");

    private final Deque<Runnable> background = new ArrayDeque<>();
    private Finding finding = new Finding.Fine(Duration.ZERO);
    private int looks;
    private int changes;
    private Instant now = BEGIN;
    private final SiteWatch watch = new SiteWatch(
            site -> {
                looks++;
                return finding;
            },
            background::add,
            () -> changes++);

    private static Link link(Link.State state) {
        return new Link(state, BEGIN, null, null, null);
    }

    private void pass(int seconds, Link.State state) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            watch.beat(now, SITE, link(state));
            while (!background.isEmpty()) {
                background.remove().run();
            }
        }
    }

    @Test
    void whileAllIsWellItLooksOnce() {
        pass(100, Link.State.CONNECTED);
        assertThat(looks).isEqualTo(1);
        assertThat(watch.attention()).isEmpty();
    }

    @Test
    void itLooksOnlyWhenItHasBeenWrongForAWhileAndThenNotAllTheTime() {
        pass(4, Link.State.CONNECTING);
        assertThat(looks).isZero();
        pass(56, Link.State.CONNECTING);
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void withoutANetworkOrAnAccountItDoesNotLook() {
        pass(100, Link.State.OFFLINE);
        watch.beat(now, null, Link.NONE);
        assertThat(looks).isZero();
    }

    @Test
    void aNetworkToSignInAtIsToldUntilThereIsAConnection() {
        finding = new Finding.Captive(URI.create("http://wifi.example/"));
        pass(10, Link.State.CONNECTING);
        assertThat(watch.attention()).singleElement().satisfies(attention -> {
            assertThat(attention.kind()).isEqualTo(Attention.Kind.CAPTIVE_PORTAL);
            assertThat(attention.page()).isEqualTo("http://wifi.example/");
            assertThat(attention.since()).isEqualTo(BEGIN.plusSeconds(5));
        });
        pass(30, Link.State.CONNECTING);
        assertThat(watch.attention().getFirst().since()).isEqualTo(BEGIN.plusSeconds(5));
        finding = new Finding.Fine(Duration.ZERO);
        int before = changes;
        pass(1, Link.State.CONNECTED);
        assertThat(watch.attention()).isEmpty();
        assertThat(changes).isGreaterThan(before);
    }

    @Test
    void anotherNetworkIsLookedAtAtOnce() {
        pass(10, Link.State.CONNECTING);
        assertThat(looks).isEqualTo(1);
        watch.forget();
        pass(1, Link.State.CONNECTING);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void aClockThatIsWrongIsToldUntilItIsRight() {
        finding = new Finding.Fine(Duration.ofMinutes(7));
        pass(1, Link.State.CONNECTED);
        assertThat(watch.attention()).singleElement().satisfies(attention -> {
            assertThat(attention.kind()).isEqualTo(Attention.Kind.CLOCK);
            assertThat(attention.sentence()).isEqualTo("your clock is off by 7 minutes: it is fast");
        });
        finding = new Finding.Fine(Duration.ofDays(-3));
        pass(20, Link.State.CONNECTED);
        assertThat(watch.attention().getFirst().sentence()).isEqualTo("your clock is off by 3 days: it is slow");
        finding = new Finding.Fine(Duration.ofSeconds(119));
        pass(20, Link.State.CONNECTED);
        assertThat(watch.attention()).isEmpty();
    }
}
