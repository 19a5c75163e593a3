package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WallClockAlarmTest {
    private record Span(Duration length, Runnable task) {}

    private final ManualClock clock = new ManualClock(1_800_000_000);
    private final Deque<Span> spans = new ArrayDeque<>();
    private final List<Long> rung = new ArrayList<>();
    private final Alarm alarm = new WallClockAlarm(
            (length, task) -> {
                Span span = new Span(length, task);
                spans.add(span);
                return () -> spans.remove(span);
            },
            clock);

    private void elapse() {
        Span span = spans.remove();
        clock.move(span.length());
        span.task().run();
    }

    @Test
    void aLongWaitIsCutInSpans() {
        alarm.at(clock.instant().plusSeconds(70), () -> rung.add(clock.seconds()));
        long start = clock.seconds();
        assertThat(spans.peek().length()).isEqualTo(WallClockAlarm.LONGEST_SPAN);
        elapse();
        elapse();
        assertThat(spans.peek().length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rung).isEmpty();
        elapse();
        assertThat(rung).containsExactly(start + 70);
        assertThat(spans).isEmpty();
    }

    @Test
    void itRingsSoonAfterTheMachineSlept() {
        alarm.at(clock.instant().plusSeconds(3_600), () -> rung.add(clock.seconds()));
        clock.move(Duration.ofHours(8));
        elapse();
        assertThat(rung).hasSize(1);
    }

    @Test
    void itWaitsLongerIfTheClockIsSetBack() {
        alarm.at(clock.instant().plusSeconds(20), () -> rung.add(clock.seconds()));
        clock.move(Duration.ofSeconds(-15));
        elapse();
        assertThat(rung).isEmpty();
        assertThat(spans.peek().length()).isEqualTo(Duration.ofSeconds(15));
        elapse();
        assertThat(rung).hasSize(1);
    }

    @Test
    void aTimeInThePastRingsAtOnce() {
        alarm.at(clock.instant().minusSeconds(5), () -> rung.add(clock.seconds()));
        assertThat(spans.peek().length()).isZero();
        elapse();
        assertThat(rung).hasSize(1);
    }

    @Test
    void aCancelledAlarmDoesNotRing() {
        Alarm.Ringing ringing = alarm.at(clock.instant().plusSeconds(5), () -> rung.add(clock.seconds()));
        Span span = spans.peek();
        ringing.cancel();
        assertThat(spans).isEmpty();
        clock.move(Duration.ofSeconds(10));
        span.task().run();
        assertThat(rung).isEmpty();
    }

    @Test
    void itRingsOnARealExecutor() throws InterruptedException {
        try (ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor()) {
            CountDownLatch ringing = new CountDownLatch(1);
            Alarm.of(executor, InstantSource.system())
                    .at(InstantSource.system().instant().plusMillis(20), ringing::countDown);
            assertThat(ringing.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
