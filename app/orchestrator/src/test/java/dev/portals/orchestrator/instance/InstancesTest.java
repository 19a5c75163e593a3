package dev.portals.orchestrator.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.relay.RelayInfo;
import dev.portals.core.routing.Address;
import dev.portals.orchestrator.site.ManualClock;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.TestDatabase;
import dev.portals.transport.tcp.HostnamePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases, turns and places of relays, of instances that act when the test says so. */
class InstancesTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<Database> databases = new ArrayList<>();
    private TestDatabase place = () -> "";
    private Member one = unset();
    private Member two = unset();

    @SuppressWarnings("NullAway")
    private static Member unset() {
        return null;
    }

    /** An instance, and what it was told to do with the projects that it has. */
    private final class Member implements Site {
        private final List<String> told = new ArrayList<>();
        private final Instances instances;
        private final HostnamePort address;

        Member(String name, int port) {
            Database database = place.open();
            databases.add(database);
            address = new HostnamePort("127.0.0.1", port);
            instances = new Instances(database, clock, name, address, this);
            beat();
        }

        /** What a running instance does several times a second. */
        void beat() {
            instances.pulse();
            instances.publish();
            instances.look();
        }

        RelayInfo register(String name) {
            RelayInfo relay = relay(name);
            asked = instances.registered("p", relay).toCompletableFuture();
            return relay;
        }

        List<String> take() {
            List<String> taken = List.copyOf(told);
            told.clear();
            return taken;
        }

        @Override
        public void displace(String projectId, RelayInfo relay) {
            told.add("displace " + relay.name());
            instances.ended(projectId, relay);
        }

        @Override
        public void divert(String projectId, String relay, HostnamePort instance) {
            told.add("divert " + relay + " to " + instance.port());
        }

        @Override
        public void undivert(String projectId, String relay) {
            told.add("undivert " + relay);
        }
    }

    private CompletableFuture<?> asked = new CompletableFuture<>();

    @BeforeEach
    void twoInstances() {
        place = TestDatabase.sqlite(directory);
        one = new Member("one", 1);
        two = new Member("two", 2);
        beat();
        one.take();
        two.take();
    }

    @AfterEach
    void end() {
        databases.forEach(Database::close);
    }

    private static RelayInfo relay(String name) {
        Identifier owner = Identifier.of(new byte[Identifier.LENGTH]);
        return new RelayInfo(
                name,
                Address.local("forward_to_" + name),
                owner,
                Address.local("c"),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private void beat() {
        one.beat();
        two.beat();
        one.beat();
    }

    private void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void theOthersPassOnWhatIsForARelayHere() {
        one.register("x");
        beat();
        assertThat(two.take()).containsExactly("divert x to 1");
        assertThat(one.take()).isEmpty();
    }

    @Test
    void aRegistrantWaitsUntilItsRelayIsWrittenDownAndTheOthersHadTimeToLook() {
        one.register("x");
        assertThat(asked).isNotDone();
        one.beat();
        assertThat(asked).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void theOnlyInstanceKeepsNoRegistrantWaitingOnceItIsWrittenDown() {
        two.instances.close();
        pass(Lease.PULSE);
        one.register("x");
        assertThat(asked).isNotDone();
        one.beat();
        assertThat(asked).isCompleted();
    }

    @Test
    void aRelayThatEndedIsPassedOnNoMore() {
        RelayInfo relay = one.register("x");
        beat();
        two.take();
        one.instances.ended("p", relay);
        beat();
        assertThat(two.take()).containsExactly("undivert x");
    }

    @Test
    void aRelayThatEndedBeforeItWasWrittenDownIsNeverSeen() {
        one.instances.ended("p", one.register("x"));
        beat();
        assertThat(two.take()).isEmpty();
    }

    @Test
    void aRelayThatIsRegisteredAgainAtTheSameInstanceKeepsItsWay() {
        RelayInfo first = one.register("x");
        beat();
        two.take();
        one.instances.ended("p", first);
        one.register("x");
        beat();
        assertThat(two.take()).isEmpty();
    }

    @Test
    void theLastRegistrationIsTheRelayWhereverItIsMade() {
        one.register("x");
        beat();
        two.take();
        two.register("x");
        two.beat();
        one.beat();
        assertThat(one.take()).containsExactly("displace x", "divert x to 2");
        beat();
        assertThat(two.take()).isEmpty();
        assertThat(one.take()).isEmpty();
    }

    @Test
    void theEndOfADisplacedRelayDoesNotEndItsSuccessor() {
        RelayInfo first = one.register("x");
        beat();
        two.register("x");
        two.beat();
        one.instances.ended("p", first);
        beat();
        two.take();
        Member three = new Member("three", 3);
        assertThat(three.take()).containsExactly("divert x to 2");
    }

    @Test
    void aRegistrationThatIsNotWrittenDownYetIsNotDisplacedByAnEarlierOne() {
        one.register("x");
        one.beat();
        two.register("x");
        two.instances.look();
        assertThat(two.take()).isEmpty();
        two.beat();
        one.beat();
        assertThat(one.take()).containsExactly("displace x", "divert x to 2");
    }

    @Test
    void anInstanceThatDiesIsForgottenWithItsRelaysWhenItsLeaseEnds() {
        one.register("x");
        beat();
        two.take();
        pass(Lease.LIFE.minusMillis(1));
        two.beat();
        assertThat(two.take()).isEmpty();
        pass(Lease.PULSE);
        two.beat();
        assertThat(two.take()).containsExactly("undivert x");
    }

    @Test
    void aRelayThatIsRegisteredElsewhereDoesNotWaitForTheEndOfALease() {
        one.register("x");
        beat();
        two.register("x");
        two.beat();
        Member three = new Member("three", 3);
        assertThat(three.take()).containsExactly("divert x to 2");
    }

    @Test
    void anInstanceThatWasTakenForDeadTellsOfItsRelaysAgain() {
        one.register("x");
        beat();
        pass(Lease.LIFE.plus(Lease.PULSE));
        two.beat();
        two.take();
        one.beat();
        two.beat();
        assertThat(two.take()).containsExactly("divert x to 1");
        assertThat(one.take()).isEmpty();
    }

    @Test
    void anInstanceThatWasTakenForDeadTakesNoRelayBack() {
        one.register("x");
        beat();
        pass(Lease.LIFE.plus(Lease.PULSE));
        two.register("x");
        two.beat();
        two.take();
        one.beat();
        assertThat(one.take()).containsExactly("displace x", "divert x to 2");
        beat();
        assertThat(two.take()).isEmpty();
    }

    @Test
    void anInstanceThatSleptForMinutesKnowsWhatHasEndedMeanwhile() {
        RelayInfo relay = one.register("x");
        beat();
        two.take();
        one.instances.ended("p", relay);
        one.beat();
        for (int i = 0; i < 60; i++) {
            pass(Lease.PULSE);
            one.beat();
        }
        two.beat();
        assertThat(two.take()).containsExactly("undivert x");
    }

    @Test
    void anInstanceThatLeavesIsForgottenAtOnce() {
        one.register("x");
        beat();
        two.take();
        one.instances.close();
        two.beat();
        assertThat(two.take()).containsExactly("undivert x");
    }

    @Test
    void anInstanceThatJoinsHearsOfAllRelays() {
        one.register("x");
        two.register("y");
        beat();
        Member three = new Member("three", 3);
        assertThat(three.take()).containsExactlyInAnyOrder("divert x to 1", "divert y to 2");
    }

    @Test
    void aProjectThatIsStartedLaterHearsOfItsRelays() {
        one.register("x");
        beat();
        two.take();
        two.instances.started("another");
        assertThat(two.take()).isEmpty();
        two.instances.started("p");
        assertThat(two.take()).containsExactly("divert x to 1");
    }

    @Test
    void oneInstanceAtATimeHasATurn() {
        assertThat(one.instances.turns().take("mail")).isTrue();
        assertThat(two.instances.turns().take("mail")).isFalse();
        assertThat(one.instances.turns().take("mail")).isTrue();
        assertThat(two.instances.turns().take("another")).isTrue();
    }

    @Test
    void theTurnOfAnInstanceThatDiesIsTakenWhenItsLeaseEnds() {
        one.instances.turns().take("mail");
        pass(Lease.LIFE.minusMillis(1));
        two.beat();
        assertThat(two.instances.turns().take("mail")).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(two.instances.turns().take("mail")).isTrue();
        one.beat();
        assertThat(one.instances.turns().take("mail")).isFalse();
    }

    @Test
    void theTurnOfAnInstanceThatLeavesIsFree() {
        one.instances.turns().take("mail");
        one.instances.close();
        assertThat(two.instances.turns().take("mail")).isTrue();
    }

    @Test
    void itIsAlwaysTheTurnOfTheOnlyInstance() {
        Turns alone = Turns.alone(databases.getFirst());
        assertThat(alone.take("mail")).isTrue();
        assertThat(alone.take("mail")).isTrue();
    }

    @Test
    void whoAnnouncesAProjectWaitsUntilTheOthersRunIt() {
        List<String> followed = new ArrayList<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        two.instances.keepProjects(() -> {
            started.join();
            synchronized (followed) {
                followed.add("two");
            }
        });
        CompletableFuture<Void> announced = CompletableFuture.runAsync(one.instances::announceProjects);
        while (!announced.isDone()) {
            two.instances.look();
            if (!started.isDone()) {
                assertThat(announced).isNotDone();
                started.complete(null);
            }
            Thread.onSpinWait();
        }
        synchronized (followed) {
            assertThat(followed).contains("two");
        }
    }

    @Test
    void whoAnnouncesAProjectDoesNotWaitForTheDead() {
        pass(Lease.LIFE);
        one.beat();
        one.instances.announceProjects();
        assertThat(clock.instant()).isNotNull();
    }
}
