package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One policy asked by many event loops at once, as a busy outlet's is. */
class PeerPolicyThreadsTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 20_000;
    private static final Identifier AUTHORITY = Identifier.parse("I" + "99".repeat(32));
    private static final Identifier ALICE = Identifier.parse("I" + "aa".repeat(32));
    private static final Identifier BOB = Identifier.parse("I" + "bb".repeat(32));

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ManualLoop loop = new ManualLoop(1_000_000);
    private final PeerPolicy policy = new PeerPolicy(
            TestNode.on(loop),
            PolicyExpression.parse("role=admin"),
            "db",
            "tcp-outlet",
            AUTHORITY,
            (subject, by) -> subject.equals(ALICE) ? Optional.of(Map.of("role", "admin")) : Optional.empty());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** What each thread counted: how often Alice was let in, and how often Bob. */
    private List<int[]> ask() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<int[]>> asking = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            asking.add(threads.submit(() -> {
                start.await();
                int[] entered = new int[2];
                for (int round = 0; round < ROUNDS; round++) {
                    entered[0] += policy.allows(ALICE) ? 1 : 0;
                    entered[1] += policy.allows(BOB) ? 1 : 0;
                }
                return entered;
            }));
        }
        start.countDown();
        List<int[]> entered = new ArrayList<>();
        for (Future<int[]> each : asking) {
            entered.add(each.get());
        }
        return entered;
    }

    @Test
    void everyThreadGetsTheSameVerdicts() throws Exception {
        assertThat(ask()).allSatisfy(entered -> assertThat(entered).containsExactly(ROUNDS, 0));
    }

    @Test
    void aReplacedPolicyIsInForceForEveryThread() throws Exception {
        ask();
        policy.replace(PolicyExpression.parse("not role=admin"));
        loop.advance(Duration.ofMillis(1));
        assertThat(ask()).allSatisfy(entered -> assertThat(entered).containsExactly(0, 0));
    }
}
