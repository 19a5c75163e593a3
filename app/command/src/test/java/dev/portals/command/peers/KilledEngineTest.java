package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people's applications are killed at random moments while they enrol, open portals, invite and accept. What was said to be
 * done is there after the next start, and the orchestrator has nothing half made. The system properties are those of
 * {@link KilledOrchestratorTest}.
 */
@Tag("peer")
class KilledEngineTest {
    private static final int KILLS = Integer.getInteger("portals.kills", 15);
    /** In milliseconds. */
    private static final int LONGEST_LIFE = Integer.getInteger("portals.life", 6_000);
    /** Portals of one pair; then others enrol. */
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> invited = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private Orchestrator orchestrator;
    private Outbox outbox;
    private volatile boolean leaving;
    private volatile @Nullable Couple couple;

    private record Couple(KilledEngine ada, KilledEngine bob) implements AutoCloseable {
        @Override
        public void close() {
            ada.close();
            bob.close();
        }
    }

    @Test
    void onSqliteNothingThatWasSaidToBeDoneIsLost(TestReporter reporter) throws Exception {
        killAndCompare(null, reporter);
    }

    @Test
    void onPostgresqlNothingThatWasSaidToBeDoneIsLost(TestReporter reporter) throws Exception {
        try (PostgresServer server = new PostgresServer()) {
            killAndCompare(server.address(), reporter);
        }
    }

    private void killAndCompare(@Nullable String database, TestReporter reporter) throws Exception {
        long seed = Long.getLong("portals.seed", new Random().nextLong());
        reporter.publishEntry("portals.seed", "" + seed);
        Random random = new Random(seed);
        Path home = directory.resolve("orchestrator");
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder()
                .set("home", home.toString())
                .set("http", "127.0.0.1:0")
                .set("controller", "127.0.0.1:0")
                .set("gateway", "127.0.0.1:0");
        if (database != null) {
            settings.set("database", database);
        }
        orchestrator = Orchestrator.start(settings.build());
        outbox = new Outbox(home.resolve("outbox"));
        Thread life = Thread.ofPlatform().start(this::live);
        try {
            for (int kills = 0; kills < KILLS; ) {
                pass(random.nextInt(LONGEST_LIFE));
                Couple now = couple;
                if (now != null) {
                    KilledEngine engine = random.nextBoolean() ? now.ada : now.bob;
                    engine.kill();
                    engine.start();
                    kills++;
                    // Now and then the next one comes while it starts.
                    if (random.nextInt(8) > 0) {
                        engine.awaitReady();
                    }
                    compare(records(database), "after " + kills + " kills with the seed " + seed);
                }
            }
            leaving = true;
            life.join(TimeUnit.MINUTES.toMillis(6));
            assertThat(life.isAlive()).as("somebody is stuck").isFalse();
            assertThat(failures).isEmpty();
            compare(records(database), "at the end with the seed " + seed);
            try (Connection records = records(database)) {
                assertThat(Invariants.unfinishedIn(records)).isZero();
            }
            reporter.publishEntry("acknowledged", acknowledged + " by " + KILLS + " kills");
            assertThat(acknowledged).hasValueGreaterThan(KILLS / 2);
        } finally {
            over.countDown();
            life.interrupt();
            life.join(TimeUnit.SECONDS.toMillis(30));
            Couple last = couple;
            if (last != null) {
                last.close();
            }
            orchestrator.close();
        }
    }

    private Connection records(@Nullable String database) throws SQLException {
        return database == null
                ? DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("orchestrator/orchestrator.db"))
                : DriverManager.getConnection("jdbc:" + database.replace("postgres:@", "") + "?user=postgres");
    }

    /** Lets some time pass, unless somebody fails. */
    private void pass(int milliseconds) throws InterruptedException {
        if (over.await(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("somebody found something wrong", failures.peek());
        }
    }

    private void compare(Connection records, String when) throws SQLException {
        // Before the look: what is acknowledged meanwhile may come too late for it.
        Set<String> sent = Set.copyOf(invited);
        Set<String> taken = Set.copyOf(accepted);
        try (records;
                Statement question = records.createStatement()) {
            // A guest of one portal is a member already: the tickets of the others say the same and are left over.
            assertThat(Invariants.brokenIn(records))
                    .as(when)
                    .allMatch(each -> each.startsWith("a ticket that was spent and is left: "));
            Set<String> known = ConcurrentHashMap.newKeySet();
            Set<String> done = ConcurrentHashMap.newKeySet();
            ResultSet rows = question.executeQuery("SELECT id, state FROM invitations");
            while (rows.next()) {
                known.add(rows.getString(1));
                if (rows.getString(2).equals("accepted")) {
                    done.add(rows.getString(1));
                }
            }
            assertThat(known).as(when).containsAll(sent);
            assertThat(done).as(when).containsAll(taken);
            assertThat(question.executeQuery("SELECT space_id FROM projects GROUP BY space_id HAVING COUNT(*) > 1")
                            .next())
                    .as("a second project, " + when)
                    .isFalse();
        }
        assertThat(failures).as(when).isEmpty();
    }

    private void live() {
        try {
            for (int number = 0; !leaving; number++) {
                Couple both = new Couple(
                        new KilledEngine(directory, "ada-" + number, over),
                        new KilledEngine(directory, "bob-" + number, over));
                couple = both;
                enrol(both.ada);
                enrol(both.bob);
                for (int i = 0; i < ROUNDS && !leaving; i++) {
                    share(both, "portal-" + number + "-" + i);
                }
                couple = null;
                both.close();
                opened.clear();
            }
        } catch (InterruptedException e) {
            // The test has ended.
        } catch (Throwable e) {
            failures.add(e);
            over.countDown();
        }
    }

    private void enrol(KilledEngine engine) throws InterruptedException {
        String page = orchestrator.publicAddress().toString();
        ObjectNode request =
                ControlClient.request("enroll").put("address", page).put("method", "code");
        if (engine.state().path("account").isNull()) {
            done(
                    engine,
                    request,
                    event -> Thread.startVirtualThread(() -> {
                        try (Person person = new Person(page, outbox)) {
                            person.signIn(page + "/device", engine.email);
                            person.allow(event.path("code").asText());
                        } catch (AssertionError e) {
                            // Whoever waited for the code is gone.
                        }
                    }));
        }
        JsonNode state = engine.until("enrolled", each -> !each.path("account").isNull());
        assertThat(state.path("account").path("email").asText()).isEqualTo(engine.email);
    }

    private void share(Couple both, String name) throws InterruptedException {
        done(both.ada, ControlClient.request("open").put("name", name).put("address", "127.0.0.1:9"), event -> {});
        both.ada.until(name, state -> has(state.path("portals"), "name", name));
        opened.add(name);
        ObjectNode invite = ControlClient.request("invite").put("portal", name);
        invite.putArray("emails").add(both.bob.email);
        done(both.ada, invite, event -> {});
        JsonNode owner = both.ada.until(name + " with its guest", state -> guest(state, name) != null);
        String id = guest(owner, name);
        invited.add(id);
        both.bob.until(
                "the invitation",
                state -> has(state.path("invitations"), "id", id) || has(state.path("reachable"), "id", id));
        done(both.bob, ControlClient.request("accept").put("id", id), event -> {});
        accepted.add(id);
        both.bob.until("the portal", state -> has(state.path("reachable"), "id", id));
        // All that was said before is still so.
        JsonNode ada = both.ada.until(
                "everything",
                state -> opened.stream()
                        .allMatch(each -> has(state.path("portals"), "name", each) && guest(state, each) != null));
        assertThat(ada.path("portals")).hasSize(opened.size());
    }

    /** What an unanswered request may have done already is no failure. */
    private void done(KilledEngine engine, ObjectNode request, Consumer<JsonNode> events) throws InterruptedException {
        try {
            engine.ask(request, events);
        } catch (ActionException e) {
            if (!e.getMessage().contains("already")) {
                throw e;
            }
        }
        acknowledged.incrementAndGet();
    }

    private static boolean has(JsonNode list, String member, String value) {
        for (JsonNode each : list) {
            if (each.path(member).asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String guest(JsonNode state, String portal) {
        for (JsonNode each : state.path("portals")) {
            if (each.path("name").asText().equals(portal)) {
                JsonNode guest = each.path("people").path(0).path("id");
                return guest.isMissingNode() ? null : guest.asText();
            }
        }
        return null;
    }
}
