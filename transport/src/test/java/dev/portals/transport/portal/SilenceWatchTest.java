package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final OneTimer loop = new OneTimer();
    private int questions;
    private int ends;
    private final SilenceWatch watch = new SilenceWatch(loop, PERIOD, () -> questions++, () -> ends++);

    /** A manual clock with the one timer that a watch has. */
    private static final class OneTimer implements EventLoop {
        private Instant now = Instant.EPOCH;
        private Instant due = Instant.MAX;
        private @Nullable Runnable task;

        @Override
        public boolean inEventLoop() {
            return true;
        }

        @Override
        public void execute(Runnable next) {
            next.run();
        }

        @Override
        public Timer schedule(Duration delay, Runnable next) {
            assertThat(task).as("the timer before").isNull();
            due = now.plus(delay);
            task = next;
            return () -> task = null;
        }

        @Override
        public InstantSource clock() {
            return () -> now;
        }

        void advance(long seconds) {
            Instant until = now.plusSeconds(seconds);
            while (task != null && !due.isAfter(until)) {
                now = due;
                Runnable next = task;
                task = null;
                next.run();
            }
            now = until;
        }
    }

    @Test
    void nobodyIsAskedBeforeItStarts() {
        loop.advance(1000);
        assertThat(questions + ends).isZero();
    }

    @Test
    void aPeerThatIsHeardIsNotAsked() {
        watch.start();
        for (int i = 0; i < 1000; i++) {
            watch.heard();
            loop.advance(7);
        }
        assertThat(questions + ends).isZero();
    }

    @Test
    void silenceIsAskedThreeTimesAndThenTheEndOnce() {
        watch.start();
        loop.advance(19);
        assertThat(questions).isZero();
        loop.advance(1);
        assertThat(questions).isEqualTo(1);
        loop.advance(29);
        assertThat(questions).isEqualTo(3);
        assertThat(ends).isZero();
        loop.advance(1);
        assertThat(ends).isEqualTo(1);
        loop.advance(1000);
        assertThat(questions).isEqualTo(3);
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void anAnswerToTheLastQuestionIsEarlyEnough() {
        watch.start();
        loop.advance(10);
        for (int i = 0; i < 100; i++) {
            loop.advance(39);
            assertThat(questions).isEqualTo(3 * (i + 1));
            watch.heard();
            loop.advance(1);
        }
        assertThat(ends).isZero();
    }

    @Test
    void aPortalThatIsOverAsksNobody() {
        watch.start();
        loop.advance(25);
        watch.stop();
        watch.stop();
        loop.advance(1000);
        assertThat(questions).isEqualTo(1);
        assertThat(ends).isZero();
    }
}
