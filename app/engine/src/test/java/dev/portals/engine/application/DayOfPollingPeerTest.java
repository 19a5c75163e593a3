package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.ApplicationState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left in an engine when a day of looking for changes has gone by. */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DayOfPollingPeerTest {
    private static final int POLL_SECONDS = 30;
    private static final Duration WARM_UP = Duration.ofHours(4);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Pattern INSTANCES = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+dev\\.portals\\..*");
    private static final Identifier BOBS = Identifier.parse("I" + "1".repeat(64));

    @TempDir
    Path home;

    private FakeOrchestrator orchestrator;
    private Application application;
    private Instant now = Instant.now();
    private long monotonic = System.nanoTime();
    private int rounds;

    /**
     * What this process holds after everything that nobody reaches was thrown away.
     *
     * @param objects of our own classes that are still reachable
     * @param heap in KiB
     * @param resident memory in KiB
     */
    private record Held(long descriptors, long threads, long objects, long heap, long resident) {
        static Held now() throws Exception {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            long objects = histogram
                    .lines()
                    .map(INSTANCES::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .sum();
            Path self = Path.of("/proc/self");
            List<String> status = Files.readAllLines(self.resolve("status"));
            try (Stream<Path> descriptors = Files.list(self.resolve("fd"))) {
                return new Held(
                        descriptors.count(),
                        number(status, "Threads:"),
                        objects,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
                        number(status, "VmRSS:"));
            }
        }

        private static long number(List<String> status, String name) {
            return status.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }

        boolean isNoMoreThan(Held before) {
            return descriptors <= before.descriptors + 2
                    && threads <= before.threads + 2
                    && objects <= before.objects + 500
                    && heap <= before.heap + 4 * 1024
                    && resident <= before.resident + 64 * 1024;
        }
    }

    /** Beats only when the test says so. */
    private static final class StillHeart extends ScheduledThreadPoolExecutor {
        StillHeart() {
            super(1, Thread.ofPlatform().daemon().factory());
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long delay, long period, TimeUnit unit) {
            return schedule(() -> {}, 1_000, TimeUnit.DAYS);
        }
    }

    @Test
    void aDayOfPollingLeavesNothingBehind(TestReporter reporter) throws Exception {
        orchestrator = new FakeOrchestrator();
        try (Application opened = Application.open(home, new Settings(home), new StillHeart())) {
            application = opened;
            opened.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {}))
                    .get(20, TimeUnit.SECONDS);
            opened.openPortal("web", "8080", "http", null).get(20, TimeUnit.SECONDS);
            pass(WARM_UP);
            Held before = Held.now();
            pass(DAY);
            Held after = settled(before);
            reporter.publishEntry("in " + rounds + " rounds", before + " → " + after);
            assertThat(after).matches(before::isNoMoreThan, "no more than " + before);
        } finally {
            orchestrator.close();
        }
    }

    /** What is on its way to be thrown away may be so for a moment. */
    private static Held settled(Held before) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Held now = Held.now();
        while (!now.isNoMoreThan(before) && System.nanoTime() < deadline) {
            now = Held.now();
        }
        return now;
    }

    /** A beat each second, and every half minute an invitation that comes or goes, which is fetched. */
    private void pass(Duration time) throws IOException {
        for (long second = 0; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            monotonic += TimeUnit.SECONDS.toNanos(1);
            application.truth().beat(now, monotonic);
            if (second % POLL_SECONDS == 0) {
                poll();
            }
        }
    }

    private void poll() {
        rounds++;
        orchestrator.told.clear();
        boolean comes = rounds % 2 == 1;
        orchestrator.publish(
                comes ? List.of(orchestrator.sent("s" + rounds, BOBS, "web", "bob@example.org")) : List.of(),
                comes ? List.of(FakeOrchestrator.received("r" + rounds, "carl@example.org", null)) : List.of(),
                List.of());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (isSeen(application.state()) != comes) {
            assertThat(System.nanoTime()).as("round " + rounds).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private boolean isSeen(ApplicationState state) {
        return state.received().stream().anyMatch(each -> each.id().equals("r" + rounds));
    }
}
