package dev.portals.desktop;

import dev.portals.desktop.found.Found;
import dev.portals.engine.diagnostics.Bundle;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** People, portals and troubles as in the design's pictures. */
public final class Sample {
    /** When all of it is. */
    public static final Instant NOW = Instant.parse("2026-11-24T14:32:00Z");

    /** What two people compare. */
    public static final SafetyNumber NUMBER =
            new SafetyNumber("012345678998765432100246813579975318642001234567899876543210");

    /** Whose program it is. */
    public static final Account ADA =
            new Account("ada@example.org", "Ada Lovelace", "", "https://portals.example.org", "4b1c2d3e");

    /** What the program noted. */
    public static final String LOG = """
        2026-11-24 14:02:11.482 INFO  LinkWatch - connected to portals.example.org
        2026-11-24 14:21:03.117 WARN  LinkWatch - the connection was lost
        2026-11-24 14:21:51.204 INFO  LinkWatch - connected to portals.example.org
        2026-11-24 14:29:12.660 WARN  FriendGate - another identity claims to be alice@example.org
        2026-11-24 14:31:40.008 ERROR Shared - the portal Notebook can't be started
        java.net.BindException: Address already in use
        """;

    private Sample() {}

    /** What somebody gets who is to help. */
    public static Bundle bundle() {
        return new Bundle(List.of(
                new Bundle.File("versions.txt", "java.version = 25\n", 0),
                new Bundle.File("checks.txt", "GOOD NETWORK\n".repeat(40), 3),
                new Bundle.File("snapshot.json", "{}\n".repeat(4000), 17),
                new Bundle.File("logs/desktop.log", LOG, 1)));
    }

    /** Nobody is signed in. */
    public static ApplicationState nobody() {
        return state(null, Enrollment.NONE, Link.NONE, List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    /** Somebody who has just signed in. */
    public static ApplicationState empty() {
        return state(ADA, Enrollment.DONE, up(), List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    /** Services of this computer. */
    public static CompletableFuture<List<Found>> found() {
        return CompletableFuture.completedFuture(List.of(
                new Found(3000, "node"),
                new Found(5173, "node"),
                new Found(8080, "java"),
                new Found(6379, "redis-server"),
                new Found(22, "")));
    }

    /** A contact card, as long as real ones are; its signature is none. */
    public static final String CARD = "portals-card:1:" + "ogFYxYKBWJ-DAQLYGaFhMlgg".repeat(22);

    /** One portal that nobody was invited to. */
    public static ApplicationState lonely() {
        return state(
                ADA,
                Enrollment.DONE,
                up(),
                List.of(portal("Web demo", "127.0.0.1:3000", "http", Portal.State.OPEN, null, List.of(), 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** Daily life. */
    public static ApplicationState busy() {
        return state(
                ADA,
                Enrollment.DONE,
                up(),
                portals(),
                reachable(Reachable.State.UP),
                List.of(received()),
                friends(Trust.VERIFIED),
                List.of(
                        new Attention(
                                Attention.Kind.INVITATION,
                                "inv-wiki",
                                "grace@navy.example invites you to Staging wiki",
                                NOW,
                                null,
                                null),
                        new Attention(
                                Attention.Kind.PORTAL,
                                "Notebook",
                                "nothing answers on localhost:8888",
                                NOW,
                                FailureMode.SERVICE_DOWN,
                                null)),
                false);
    }

    /** No network. */
    public static ApplicationState offline() {
        return new ApplicationState(
                identifier("c2"),
                ADA,
                Enrollment.DONE,
                null,
                new Link(
                        Link.State.OFFLINE,
                        NOW.minusSeconds(660),
                        new Problem(FailureMode.NETWORK_LOST, "this computer has no network", NOW.minusSeconds(660)),
                        null,
                        null),
                List.of(),
                portals().subList(0, 1),
                reachable(Reachable.State.CONNECTING),
                List.of(),
                friends(Trust.PINNED),
                List.of(new Attention(
                        Attention.Kind.OFFLINE,
                        "",
                        "this computer has no network",
                        NOW.minusSeconds(660),
                        FailureMode.NETWORK_LOST,
                        null)),
                Traffic.NONE,
                false,
                true,
                NOW.minusSeconds(660));
    }

    /** A friend whose identity has changed. */
    public static ApplicationState changed() {
        return state(
                ADA,
                Enrollment.DONE,
                up(),
                portals(),
                List.of(reachable(
                        "Staging wiki",
                        "grace@navy.example",
                        "http",
                        Reachable.State.DENIED,
                        8080,
                        Trust.CHANGED,
                        null)),
                List.of(),
                friends(Trust.CHANGED),
                List.of(new Attention(
                        Attention.Kind.IDENTITY_CHANGED,
                        "grace@navy.example",
                        "grace@navy.example uses a different identity",
                        NOW,
                        null,
                        null)),
                false);
    }

    /** Everything paused. */
    public static ApplicationState paused() {
        return state(
                ADA,
                Enrollment.DONE,
                up(),
                List.of(portal("Web demo", "127.0.0.1:3000", "http", Portal.State.PAUSED, null, guests(), 0)),
                reachable(Reachable.State.PAUSED),
                List.of(),
                friends(Trust.PINNED),
                List.of(),
                true);
    }

    /** My portals in all their states. */
    public static List<Portal> portals() {
        return List.of(
                portal(
                        "Notebook",
                        "localhost:8888",
                        "http",
                        Portal.State.SERVICE_DOWN,
                        new Problem(
                                FailureMode.SERVICE_DOWN,
                                "the connection to localhost:8888 was refused",
                                NOW.minusSeconds(1800)),
                        List.of(
                                guest("g4", "bob@example.net", Guest.State.ACCEPTED),
                                guest("g5", "carol@example.com", Guest.State.INVITED)),
                        0),
                portal(
                        "Postgres staging",
                        "127.0.0.1:5432",
                        "postgresql",
                        Portal.State.OPEN,
                        null,
                        List.of(guest("g6", "alice@example.org", Guest.State.ACCEPTED)),
                        1),
                portal("ssh to this computer", "127.0.0.1:22", "ssh", Portal.State.PAUSED, null, List.of(), 0),
                portal("Web demo", "127.0.0.1:3000", "http", Portal.State.OPEN, null, guests(), 2));
    }

    /** Three guests. */
    public static List<Guest> guests() {
        return List.of(
                guest("g1", "bob@example.net", Guest.State.ACCEPTED),
                guest("g2", "carol@example.com", Guest.State.INVITED),
                guest("g3", "alice@example.org", Guest.State.ACCEPTED));
    }

    /** A guest. */
    public static Guest guest(String id, String email, Guest.State state) {
        return new Guest(
                id,
                email,
                state,
                NOW.plus(Duration.ofDays(12)).plusSeconds(60).toString(),
                "ockam://invitations/accept/" + id,
                Trust.PINNED,
                identifier("b0"));
    }

    /** A portal of mine. */
    public static Portal portal(
            String title,
            String address,
            String scheme,
            Portal.State state,
            Problem problem,
            List<Guest> people,
            int open) {
        List<OpenConnection> connections = new ArrayList<>();
        for (int i = 0; i < open; i++) {
            connections.add(new OpenConnection(
                    i,
                    NOW.minusSeconds(1560L * (i + 1)),
                    identifier("b0"),
                    "bob@example.net",
                    1_100_000,
                    214_000_000L));
        }
        return new Portal(
                title,
                title,
                address,
                scheme,
                null,
                state,
                problem,
                state == Portal.State.PAUSED,
                false,
                people,
                Portal.Probe.NONE,
                open == 0 ? Traffic.NONE : traffic(1_200_000L * open),
                connections,
                NOW);
    }

    /** What others share with me. */
    public static List<Reachable> reachable(Reachable.State state) {
        return List.of(
                reachable(
                        "Orders database",
                        "alice@example.org",
                        "postgresql",
                        state,
                        5432,
                        Trust.VERIFIED,
                        new Reachable.Path(Reachable.Path.Kind.RELAY, Duration.ofMillis(48), NOW)),
                reachable(
                        "ssh",
                        "alice@example.org",
                        "ssh",
                        state,
                        41_022,
                        Trust.VERIFIED,
                        new Reachable.Path(Reachable.Path.Kind.DIRECT, Duration.ofMillis(12), NOW)),
                reachable(
                        "Grafana",
                        "bob@example.net",
                        "http",
                        state == Reachable.State.UP ? Reachable.State.WAITING : state,
                        40_310,
                        Trust.PINNED,
                        null));
    }

    /** A portal of somebody else. */
    public static Reachable reachable(
            String name,
            String from,
            String scheme,
            Reachable.State state,
            int port,
            Trust trust,
            Reachable.Path path) {
        return new Reachable(
                "id-" + name,
                from,
                name,
                name,
                scheme,
                null,
                state,
                NOW.minusSeconds(3120),
                state == Reachable.State.DENIED
                        ? new Problem(FailureMode.ACCESS_ENDED, "another identity answers for " + from, NOW)
                        : null,
                "127.0.0.1:" + port,
                port,
                state == Reachable.State.PAUSED,
                trust,
                identifier("a1"),
                path,
                Traffic.NONE,
                List.of());
    }

    /** An invitation to me. */
    public static Received received() {
        return new Received(
                "inv-wiki",
                "grace@navy.example",
                "Staging wiki",
                "http",
                "Edit what you like, it is reset every night.",
                NOW.plus(Duration.ofDays(12)).plusSeconds(60).toString(),
                Received.State.WAITING,
                null);
    }

    /** What happened. */
    public static List<Notice> notices() {
        return List.of(
                new Notice(
                        Notice.Kind.INVITATION_ACCEPTED,
                        "Web demo",
                        "Bob Tanaka accepted the invitation to Web demo",
                        null,
                        NOW.minusSeconds(80_000)),
                new Notice(
                        Notice.Kind.SERVICE_DOWN,
                        "Notebook",
                        "Notebook: nothing answers on localhost:8888",
                        FailureMode.SERVICE_DOWN,
                        NOW.minusSeconds(1800)),
                new Notice(
                        Notice.Kind.CONNECTION_LOST,
                        "",
                        "the connection was lost",
                        FailureMode.NETWORK_LOST,
                        NOW.minusSeconds(660)),
                new Notice(Notice.Kind.CONNECTION_BACK, "", "the connection is back", null, NOW.minusSeconds(612)),
                new Notice(
                        Notice.Kind.IDENTITY_CHANGED,
                        "alice@example.org",
                        "alice@example.org came with a different identity and was blocked",
                        null,
                        NOW.minusSeconds(180)),
                new Notice(
                        Notice.Kind.GUEST_CONNECTED,
                        "Web demo",
                        "Bob Tanaka connected to Web demo",
                        null,
                        NOW.minusSeconds(60)));
    }

    /** The same with other portals. */
    public static ApplicationState with(ApplicationState state, List<Portal> portals) {
        return new ApplicationState(
                state.identifier(),
                state.account(),
                state.enrollment(),
                state.signingIn(),
                state.link(),
                state.spaces(),
                portals,
                state.reachable(),
                state.received(),
                state.friends(),
                state.attention(),
                state.traffic(),
                state.paused(),
                state.loaded(),
                state.staleSince());
    }

    private static List<Friend> friends(Trust grace) {
        return List.of(
                rotated(),
                friend("bob@example.net", "Bob Tanaka", Trust.PINNED),
                friend("carol@example.com", "Carol Ndiaye", Trust.UNKNOWN),
                friend("grace@navy.example", "Grace Hopper", grace));
    }

    /** A friend with one device. */
    public static Friend friend(String email, String name, Trust trust) {
        return new Friend(
                email,
                name,
                "",
                trust,
                false,
                trust == Trust.UNKNOWN
                        ? List.of()
                        : List.of(new Friend.Device(identifier("a1"), trust, NOW.minusSeconds(86_400), NOW, null)),
                email.startsWith("grace") ? List.of() : List.of("Web demo"),
                email.startsWith("alice") ? List.of("id-ssh", "id-Orders database") : List.of(),
                NOW);
    }

    /** A friend with a note and two computers, one of which was removed and one of which has new keys. */
    public static Friend rotated() {
        Friend alice = friend("alice@example.org", "Alice Moreau", Trust.VERIFIED);
        return new Friend(
                alice.email(),
                alice.name(),
                "Runs the orders database",
                alice.trust(),
                false,
                List.of(
                        new Friend.Device(identifier("a1"), Trust.VERIFIED, NOW.minusSeconds(86_400), NOW, NOW),
                        new Friend.Device(identifier("b2"), Trust.REVOKED, NOW.minusSeconds(900_000), null, null)),
                alice.shared(),
                alice.reachable(),
                alice.lastSeen());
    }

    private static Link up() {
        return new Link(
                Link.State.CONNECTED, NOW.minusSeconds(600), null, Duration.ofMillis(46), "portals.example.org");
    }

    private static Traffic traffic(long rate) {
        Random random = new Random(7);
        List<Traffic.Amount> seconds = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            seconds.add(new Traffic.Amount(rate * i / 150 + random.nextLong(rate / 2), rate / 20));
        }
        List<Traffic.Amount> hours = new ArrayList<>();
        List<Traffic.Amount> days = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            days.add(new Traffic.Amount(rate * (200 + random.nextInt(1800)), rate * random.nextInt(200)));
            if (i < 24) {
                hours.add(new Traffic.Amount(rate * random.nextInt(900), rate * random.nextInt(90)));
            }
        }
        return new Traffic(2, 9, 61_000_000_000L, 4_000_000_000L, rate, rate / 20, seconds, hours, days);
    }

    private static String identifier(String begin) {
        return "I" + begin + "6c20e814b56579306f55c64e8747e6c1b4a53d9a3f2c6f3f2a6c20e814b565";
    }

    private static ApplicationState state(
            Account account,
            Enrollment enrollment,
            Link link,
            List<Portal> portals,
            List<Reachable> reachable,
            List<Received> received,
            List<Friend> friends,
            List<Attention> attention,
            boolean paused) {
        boolean busy = portals.stream().anyMatch(each -> !each.connections().isEmpty());
        return new ApplicationState(
                identifier("c2"),
                account,
                enrollment,
                null,
                link,
                List.of(),
                portals,
                reachable,
                received,
                friends,
                attention,
                busy ? traffic(1_300_000) : Traffic.NONE,
                paused,
                true,
                null);
    }
}
