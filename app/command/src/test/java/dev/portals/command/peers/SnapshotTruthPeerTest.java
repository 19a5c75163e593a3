package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.application.ActionException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens, both people's applications say what is so soon after (spec 05 section 9), and nothing is lost. The
 * system properties {@code portals.kills} and {@code portals.seed} say how often is killed, and repeat a run.
 */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SnapshotTruthPeerTest {
    private static final int KILLS = Integer.getInteger("portals.kills", 10);
    /** Three pings in a row, each given ten seconds, and a busy computer. */
    private static final Duration NOTICED = Duration.ofSeconds(45);

    private static final Duration AGAIN = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void theSnapshotsSayWhatIsSoThroughEveryFault(TestReporter reporter) throws Exception {
        try (Faults world = new Faults(directory)) {
            world.endService();
            world.awaitTruth("service gone", NOTICED);
            world.serve();
            world.awaitTruth("service back", AGAIN);

            world.silence();
            world.awaitTruth("network silent", NOTICED);
            world.repair();
            world.awaitTruth("network back after silence", AGAIN);

            world.breakOff();
            world.awaitTruth("network broken", NOTICED);
            world.repair();
            world.awaitTruth("network back", AGAIN);

            world.killOrchestrator();
            world.awaitTruth("orchestrator killed", NOTICED);
            // Without it everything that was is still shown.
            world.killBob();
            world.startBob();
            world.bob().awaitReady();
            world.awaitTruth("Bob's start without an orchestrator", NOTICED);
            world.startOrchestrator();
            world.awaitTruth("orchestrator back", AGAIN);

            world.killAda();
            world.awaitTruth("Ada killed", NOTICED);
            world.startAda();
            world.awaitTruth("Ada back", AGAIN);
            reporter.publishEntry("longest", world.figures());

            portTaken(world);
            damaged(world);
        }
    }

    private void portTaken(Faults world) throws Exception {
        world.killBob();
        try (ServerSocket rival = new ServerSocket()) {
            rival.setReuseAddress(true);
            rival.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port()));
            world.startBob();
            Patience.until("Bob reads that his port is taken", () -> {
                JsonNode state = world.bob().state();
                return state != null
                        && state.path("reachable")
                                .path(0)
                                .path("state")
                                .asText()
                                .equals("port_busy")
                        && state.path("reachable").path(0).path("code").asText().equals("FM-11");
            });
        }
        world.awaitTruth("port free again", AGAIN);
    }

    /** It doesn't start on what it can't read, says which file it is, and leaves that alone. */
    private void damaged(Faults world) throws Exception {
        world.killAda();
        Path file = world.ada().home().resolve("application.json");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = new byte[whole.length / 2];
        System.arraycopy(whole, 0, damaged, 0, damaged.length);
        Files.write(file, damaged);
        world.startAda();
        assertThat(world.ada().process().exit(Duration.ofSeconds(60))).isNotZero();
        assertThat(world.ada().process().output()).contains(file.toString(), "damaged");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        Files.write(file, whole);
        world.startAda();
        world.awaitTruth("Ada's file whole again", AGAIN);
    }

    @Test
    void killedAtRandomMomentsNothingIsLostAndNothingIsStuck(TestReporter reporter) throws Exception {
        long seed = Long.getLong("portals.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Faults world = new Faults(directory)) {
            Changes notes = new Changes(world.ada(), "edit", "name", "web", "note");
            Changes names = new Changes(
                    world.bob(), "rename", "id", reachable(world).path("id").asText(), "name");
            int seen = 0;
            for (int kills = 0; kills < KILLS; ) {
                for (int burst = 1 + random.nextInt(3); burst > 0 && kills < KILLS; burst--, kills++) {
                    Thread writing = Thread.startVirtualThread(() -> {
                        notes.next();
                        names.next();
                    });
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
                    int victim = random.nextInt(7);
                    switch (victim) {
                        case 0, 1, 2 -> world.killAda();
                        case 3, 4 -> world.killBob();
                        case 5 -> world.killOrchestrator();
                        default -> world.endService();
                    }
                    writing.join();
                    if (random.nextInt(12) == 0) {
                        world.awaitTruth("kill of " + name(victim), NOTICED);
                        seen++;
                    } else {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000)));
                    }
                    switch (victim) {
                        case 0, 1, 2 -> world.startAda();
                        case 3, 4 -> world.startBob();
                        case 5 -> world.startOrchestrator();
                        default -> world.serve();
                    }
                    // The next one may come while it starts.
                }
                world.awaitTruth("kills", AGAIN);
                String when = "after " + kills + " kills with the seed " + seed;
                notes.check(
                        when,
                        world.ada().state().path("portals").path(0).path("note").asText());
                names.check(when, reachable(world).path("name").asText());
                kept(world, when);
            }
            reporter.publishEntry(
                    "kills", KILLS + ", " + seen + " times looked at while it was gone; longest: " + world.figures());
        }
    }

    private static String name(int victim) {
        return switch (victim) {
            case 0, 1, 2 -> "Ada";
            case 3, 4 -> "Bob";
            case 5 -> "the orchestrator";
            default -> "the service";
        };
    }

    private static JsonNode reachable(Faults world) {
        return world.bob().state().path("reachable").path(0);
    }

    private static void kept(Faults world, String when) {
        JsonNode ada = world.ada().state();
        assertThat(ada.path("portals")).as(when).hasSize(1);
        JsonNode guests = ada.path("portals").path(0).path("people");
        assertThat(guests).as(when).hasSize(1);
        assertThat(guests.path(0).path("email").asText()).as(when).isEqualTo(Faults.BOB);
        assertThat(guests.path(0).path("state").asText()).as(when).isEqualTo("accepted");
        assertThat(guests.path(0).path("trust").asText()).as(when).isEqualTo("pinned");
        JsonNode bob = world.bob().state();
        assertThat(bob.path("reachable")).as(when).hasSize(1);
        assertThat(bob.path("reachable").path(0).path("trust").asText())
                .as(when)
                .isEqualTo("pinned");
        assertThat(bob.path("account").path("email").asText()).as(when).isEqualTo(Faults.BOB);
        for (JsonNode attention : ada.path("attention")) {
            assertThat(attention.path("kind").asText()).as(when).isNotEqualTo("identity_changed");
        }
    }

    /** Something that is changed again and again: after a kill it is what was acknowledged last, or what was asked since. */
    private static final class Changes {
        private final EngineProcess engine;
        private final String action;
        private final String key;
        private final String subject;
        private final String field;
        private final AtomicReference<String> acknowledged = new AtomicReference<>("");
        private volatile int count;

        Changes(EngineProcess engine, String action, String key, String subject, String field) {
            this.engine = engine;
            this.action = action;
            this.key = key;
            this.subject = subject;
            this.field = field;
            next();
        }

        void next() {
            String value = "v" + ++count;
            try {
                engine.ask(action, key, subject, field, value);
                acknowledged.set(value);
            } catch (ActionException e) {
                // It may be so or so.
            }
        }

        void check(String when, String now) {
            assertThat(Integer.parseInt(now.substring(1)))
                    .as(when)
                    .isBetween(Integer.parseInt(acknowledged.get().substring(1)), count);
        }
    }
}
