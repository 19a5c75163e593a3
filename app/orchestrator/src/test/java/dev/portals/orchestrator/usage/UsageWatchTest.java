package dev.portals.orchestrator.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditEntry;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailTexts;
import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageWatchTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final Nodes nodes = new Nodes();
    private Database database;
    private AuditLog audit;
    private Levels levels;
    private UsageWatch watch;
    private User ada;

    /** Project nodes that say what a test wants and do what they are told. */
    private static final class Nodes implements WatchedNodes {
        private final Map<String, Long> bytes = new HashMap<>(Map.of("p", 0L));
        private final Map<String, Integer> relays = new HashMap<>();
        private final Map<String, Long> refused = new HashMap<>();
        private final Map<String, Boolean> relaying = new HashMap<>();
        private final Map<String, Integer> most = new HashMap<>();

        @Override
        public Map<String, Long> relayedBytes() {
            return Map.copyOf(bytes);
        }

        @Override
        public Map<String, Integer> relays() {
            return Map.copyOf(relays);
        }

        @Override
        public Map<String, Long> refusedRelays() {
            return Map.copyOf(refused);
        }

        @Override
        public void allowRelaying(String projectId, boolean allowed) {
            relaying.put(projectId, allowed);
        }

        @Override
        public void limitRelays(Map<String, Integer> limits) {
            most.putAll(limits);
        }
    }

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("orchestrator.db"));
        audit = new AuditLog(database, () -> now);
        levels = new Levels(database, () -> now, new SmallPlans(), nodes::relays);
        watch = new UsageWatch(
                database,
                () -> now,
                levels,
                nodes,
                new MailQueue(() -> now),
                new MailTexts(PublicAddress.of("https://portals.example.org")),
                audit);
        Accounts accounts = new Accounts(database, () -> now);
        ada = database.write(handle -> {
            User made = accounts.admit(handle, "Ada@x.org", "Ada");
            accounts.setPlan(handle, made.id(), "small");
            handle.execute("INSERT INTO spaces (id, name, name_key, created_at) VALUES ('s', 's', 's', 0)");
            handle.execute("INSERT INTO space_administrators (space_id, email, email_key)"
                    + " VALUES ('s', 'Ada@x.org', 'ada@x.org'), ('s', 'bob@x.org', 'bob@x.org')");
            handle.execute("INSERT INTO projects (id, space_id, name, name_key, state, credential_life, relaying,"
                    + " created_at) VALUES ('p', 's', 'home', 'home', 'ready', 1, TRUE, 0)");
            return made;
        });
    }

    @AfterEach
    void close() {
        watch.close();
        database.close();
    }

    private void relay(long bytes) {
        nodes.bytes.merge("p", bytes, Long::sum);
        watch.count();
        watch.look();
    }

    private List<String> mails() {
        return database.read(handle -> handle.createQuery("SELECT subject FROM mails ORDER BY place")
                .mapTo(String.class)
                .list());
    }

    private List<String> notices() {
        return levels.warnings(ada).stream().map(Level::sentence).toList();
    }

    @Test
    void theOwnerHearsOnceAtFourFifthsAndOnceAtTheEndAndOnlyThenRelayingEnds() {
        relay(799);
        assertThat(mails()).as("79 %").isEmpty();
        assertThat(notices()).isEmpty();
        assertThat(nodes.relaying).containsEntry("p", true);

        relay(1);
        relay(150);
        assertThat(mails()).as("80 %").containsExactly("The project “home” has relayed 800 bytes of 1 kB this month");
        assertThat(notices()).containsExactly("The project “home” has relayed 950 bytes of 1 kB this month");
        assertThat(nodes.relaying).containsEntry("p", true);

        relay(49);
        assertThat(nodes.relaying).as("99.9 %").containsEntry("p", true);
        relay(1);
        relay(1);
        assertThat(mails()).as("100 %").hasSize(2);
        assertThat(mails().getLast()).isEqualTo("The project “home” has relayed 1 kB of 1 kB this month");
        assertThat(nodes.relaying).containsEntry("p", false);
        assertThat(audit.latest("project.relaying.end", 10, 0))
                .singleElement()
                .satisfies(entry -> assertThat(entry.object()).isEqualTo("p"));
        assertThat(database.<String>read(
                        handle -> handle.createQuery("SELECT text FROM mails WHERE event LIKE '%:100:%'")
                                .mapTo(String.class)
                                .one()))
                .contains("Its relays have ended", "until a new month begins", "larger plan than “small”");
    }

    @Test
    void whatIsPassedAtOnceIsToldOnce() {
        relay(5_000);
        assertThat(mails()).containsExactly("The project “home” has relayed 5 kB of 1 kB this month");
    }

    @Test
    void aNewMonthRelaysAgain() {
        relay(1_000);
        now = Instant.parse("2026-02-01T00:00:00Z");
        relay(0);
        assertThat(nodes.relaying).containsEntry("p", true);
        assertThat(notices()).isEmpty();
        assertThat(audit.latest("project.relaying.begin", 10, 0)).hasSize(1);
        relay(900);
        assertThat(mails()).as("another month's warning").hasSize(2);
    }

    @Test
    void aLargerPlanRelaysAgainAtOnce() {
        relay(1_000);
        database.change(handle -> new Accounts(database, () -> now).setPlan(handle, ada.id(), "large"));
        relay(1);
        assertThat(nodes.relaying).containsEntry("p", true);
        assertThat(nodes.most).containsEntry("p", 1_000);
        assertThat(notices()).isEmpty();
    }

    @Test
    void anotherInstanceFollows() {
        relay(1_000);
        Nodes others = new Nodes();
        try (UsageWatch other = new UsageWatch(
                database,
                () -> now,
                levels,
                others,
                new MailQueue(() -> now),
                new MailTexts(PublicAddress.of("https://portals.example.org")),
                audit)) {
            other.count();
        }
        assertThat(others.relaying).containsEntry("p", false);
        assertThat(audit.latest("project.relaying.end", 10, 0))
                .as("one has decided")
                .hasSize(1);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whatWasRelayedBeforeTheEndIsCounted() {
        nodes.bytes.put("p", 123L);
        watch.close();
        assertThat(levels.of("p").getFirst().used()).isEqualTo(123);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 0, ''",
        "8, 1, The project “home” has 8 of 10 members",
        "10, 1, The project “home” has 10 of 10 members"
    })
    void theOwnerHearsOfMembers(int members, int mails, String sentence) {
        database.change(handle -> {
            for (int i = 0; i < members; i++) {
                handle.execute(
                        "INSERT INTO members (project_id, identifier, attributes, added_by, added_at, pre_trusted)"
                                + " VALUES ('p', ?, '{}', 'x', 0, FALSE)",
                        "I" + i);
            }
        });
        watch.look();
        watch.look();
        assertThat(mails()).hasSize(mails);
        assertThat(String.join("", notices())).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"3, ''", "4, The project “home” has 4 of 5 relays", "5, The project “home” has 5 of 5 relays"})
    void theOwnerHearsOfRelays(int relays, String sentence) {
        nodes.relays.put("p", relays);
        watch.look();
        assertThat(String.join("", mails())).isEqualTo(sentence);
        assertThat(nodes.most).containsEntry("p", 5);
    }

    @ParameterizedTest
    @CsvSource({
        "7, ''",
        "8, Ada@x.org has made 8 of 10 invitations within a day",
        "10, Ada@x.org has made 10 of 10 invitations within a day"
    })
    void thePersonHearsOfInvitations(int invitations, String sentence) {
        database.change(handle -> {
            for (int i = 0; i < invitations; i++) {
                handle.execute(
                        "INSERT INTO invitations (id, sender_id, recipient_email, recipient_key, scope, role, target_id,"
                                + " state, created_at, expires_at, mailed_at, mail_state) VALUES (?, ?, 'b@x.org',"
                                + " 'b@x.org', 0, 0, 'p', 'pending', ?, 0, 0, 'sent')",
                        "i" + i,
                        ada.id(),
                        now.getEpochSecond() - 60);
            }
        });
        watch.look();
        assertThat(String.join("", mails())).isEqualTo(sentence);
        now = now.plus(Duration.ofDays(1));
        watch.look();
        assertThat(notices()).isEmpty();
    }

    @Test
    void relaysThatWereRefusedAreInTheAuditLog() {
        watch.look();
        nodes.refused.put("p", 3L);
        watch.look();
        watch.look();
        assertThat(audit.refusals("", 10, 0)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("Ada@x.org");
            assertThat(entry.action()).isEqualTo("relay.register");
            assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
        });
    }

    @Test
    void aProjectOfNobodyIsLeftAlone() {
        database.change(handle -> handle.execute("DELETE FROM space_administrators"));
        relay(5_000);
        assertThat(mails()).isEmpty();
        assertThat(nodes.relaying).as("without an owner there is no small plan").containsEntry("p", true);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1 kB",
        "1500, 1.5 kB",
        "99949, 99.9 kB",
        "123456789, 123 MB",
        "999999999, 1 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesAreWrittenAsPeopleReadThem(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }
}
