package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * An orchestrator is killed at random moments while people enrol, make projects, invite, accept and redeem tickets. Whatever
 * it has acknowledged is there when it is started again, no ticket is spent twice and no project is half made. The system
 * properties {@code portals.kills}, {@code portals.seed}, {@code portals.life} and {@code portals.launcher} say how often,
 * repeat a run, bound the time between two kills and name the program to start.
 */
@Tag("peer")
class KilledOrchestratorTest {
    private static final int KILLS = Integer.getInteger("portals.kills", 15);
    private static final int HOUSEHOLDS = 4;
    /** In milliseconds. */
    private static final int LONGEST_LIFE = Integer.getInteger("portals.life", 2_000);

    private static final int LONGEST_START = 2_500;

    @TempDir
    private Path directory;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(HOUSEHOLDS);

    @Test
    void onSqliteNothingThatWasAcknowledgedIsLost(TestReporter reporter) throws Exception {
        killAndCompare(null, reporter);
    }

    @Test
    void onPostgresqlNothingThatWasAcknowledgedIsLost(TestReporter reporter) throws Exception {
        try (PostgresServer server = new PostgresServer()) {
            killAndCompare(server.address(), reporter);
        }
    }

    private void killAndCompare(@Nullable String database, TestReporter reporter) throws Exception {
        long seed = Long.getLong("portals.seed", new Random().nextLong());
        reporter.publishEntry("portals.seed", "" + seed);
        Random random = new Random(seed);
        Facts facts = new Facts();
        List<Household> households = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (KilledOrchestrator orchestrator = new KilledOrchestrator(directory, database)) {
            try {
                for (int i = 0; i < HOUSEHOLDS; i++) {
                    Household household = new Household(orchestrator, facts, new Random(random.nextLong()), over);
                    households.add(household);
                    threads.add(Thread.ofPlatform().start(() -> live(household)));
                }
                orchestrator.announce();
                assertThat(settled.await(2, TimeUnit.MINUTES)).isTrue();
                for (int kills = 0; kills < KILLS; ) {
                    orchestrator.announce();
                    pass(random.nextInt(LONGEST_LIFE));
                    orchestrator.kill();
                    kills++;
                    orchestrator.start();
                    for (; random.nextInt(8) == 0 && kills < KILLS; kills++) {
                        pass(random.nextInt(LONGEST_START));
                        orchestrator.kill();
                        orchestrator.start();
                    }
                    orchestrator.awaitReady();
                    compare(orchestrator, facts, "after " + kills + " kills with the seed " + seed);
                    if (database == null) {
                        assertThat(unfinished(orchestrator)).isZero();
                    }
                }
                orchestrator.announce();
                households.forEach(Household::leave);
                for (Thread thread : threads) {
                    thread.join(TimeUnit.MINUTES.toMillis(5));
                    assertThat(thread.isAlive()).as("somebody is stuck").isFalse();
                }
                compare(orchestrator, facts, "at the end with the seed " + seed);
                for (int i = 0; unfinished(orchestrator) > 0; i++) {
                    assertThat(i).as("seconds of a project that is half made").isLessThan(90);
                    pass(1_000);
                }
                reporter.publishEntry("acknowledged", facts.count() + " by " + KILLS + " kills");
                assertThat(facts.count()).isGreaterThan(KILLS);
            } finally {
                over.countDown();
                for (Thread thread : threads) {
                    thread.interrupt();
                    thread.join(TimeUnit.SECONDS.toMillis(30));
                }
                households.forEach(Household::close);
            }
        }
    }

    private void live(Household household) {
        try {
            household.live(settled::countDown);
        } catch (InterruptedException e) {
            // The test has ended.
        } catch (Throwable e) {
            failures.add(e);
            over.countDown();
        }
    }

    /** Lets some time pass, unless somebody fails. */
    private void pass(int milliseconds) throws InterruptedException {
        if (over.await(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("a client found something wrong", failures.peek());
        }
    }

    private int unfinished(KilledOrchestrator orchestrator) throws SQLException {
        try (Connection records = orchestrator.records()) {
            return Invariants.unfinishedIn(records);
        }
    }

    private void compare(KilledOrchestrator orchestrator, Facts facts, String when) throws SQLException {
        try (Connection records = orchestrator.records()) {
            assertThat(facts.contradictedBy(records)).as(when).isEmpty();
            assertThat(Invariants.brokenIn(records)).as(when).isEmpty();
        }
        assertThat(failures).as(when).isEmpty();
    }
}
