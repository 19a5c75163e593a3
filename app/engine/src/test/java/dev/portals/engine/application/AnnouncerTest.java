package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.SigningIn;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");
    private static final Account ADA = new Account("ada@example.org", "Ada", "", "http://h", "p1");

    private final Announcer announcer = new Announcer();
    private @Nullable Account account = ADA;
    private @Nullable SigningIn signingIn;
    private Link link = new Link(Link.State.CONNECTED, NOW, null, null, null);
    private List<Portal> portals = List.of();
    private List<Reachable> reachable = List.of();
    private List<Received> received = List.of();
    private List<Friend> friends = List.of();
    private int open;
    private boolean loaded = true;

    private List<Notice.Kind> look(Instant at) {
        ApplicationState state = new ApplicationState(
                "I1",
                account,
                Enrollment.DONE,
                signingIn,
                link,
                List.of(),
                portals,
                reachable,
                received,
                friends,
                List.of(),
                new Traffic(open, 0, 0, 0, 0, 0, List.of(), List.of(), List.of()),
                false,
                loaded,
                null);
        return announcer.look(state, at).stream().map(Notice::kind).toList();
    }

    private List<Notice.Kind> look() {
        return look(NOW);
    }

    private static Portal portal(Portal.State state, List<Guest> people, List<OpenConnection> connections) {
        return new Portal(
                "web",
                "Web",
                "localhost:80",
                null,
                null,
                state,
                null,
                false,
                false,
                people,
                Portal.Probe.NONE,
                Traffic.NONE,
                connections,
                null);
    }

    private static Reachable reachable(Reachable.State state, Trust trust) {
        return new Reachable(
                "i1",
                "bob@example.org",
                "wiki",
                "wiki",
                null,
                null,
                state,
                NOW,
                null,
                null,
                0,
                false,
                trust,
                "I1",
                null,
                Traffic.NONE,
                List.of());
    }

    private static Friend friend(Trust trust, @Nullable Instant rotatedAt) {
        return new Friend(
                "bob@example.org",
                "",
                "",
                trust,
                false,
                List.of(new Friend.Device("I1", trust, NOW, NOW, rotatedAt)),
                List.of(),
                List.of(),
                NOW);
    }

    @Test
    void whatThereIsAtTheBeginningIsNoNews() {
        portals = List.of(portal(Portal.State.SERVICE_DOWN, List.of(), List.of()));
        friends = List.of(friend(Trust.CHANGED, NOW));
        received = List.of(invitation());
        assertThat(look()).isEmpty();
        assertThat(look()).isEmpty();
    }

    private static Received invitation() {
        return new Received("i2", "bob@example.org", null, null, null, "2030", Received.State.WAITING, null);
    }

    @Test
    void signingInIsToldHoweverItEnds() {
        account = null;
        look();
        signingIn = new SigningIn(NOW, null, null, null, new Problem(null, "no", NOW));
        assertThat(look()).containsExactly(Notice.Kind.SIGN_IN_FAILED);
        assertThat(look()).isEmpty();
        signingIn = null;
        account = ADA;
        assertThat(look()).containsExactly(Notice.Kind.SIGNED_IN);
    }

    @Test
    void newInvitationsAreToldOnceTheListsAreKnown() {
        loaded = false;
        look();
        received = List.of(invitation());
        assertThat(look()).isEmpty();
        received = List.of();
        loaded = true;
        look();
        received = List.of(invitation());
        assertThat(look()).containsExactly(Notice.Kind.INVITATION_RECEIVED);
        assertThat(look()).isEmpty();
    }

    @Test
    void aServiceThatGoesAndComesIsTold() {
        portals = List.of(portal(Portal.State.OPEN, List.of(), List.of()));
        look();
        portals = List.of(portal(Portal.State.SERVICE_DOWN, List.of(), List.of()));
        assertThat(look()).containsExactly(Notice.Kind.SERVICE_DOWN);
        assertThat(look()).isEmpty();
        portals = List.of(portal(Portal.State.OPEN, List.of(), List.of()));
        assertThat(look()).containsExactly(Notice.Kind.SERVICE_BACK);
    }

    @Test
    void guestsAreToldWhenTheyAcceptAndWhenTheyComeForTheFirstTime() {
        portals = List.of(portal(Portal.State.OPEN, List.of(guest(Guest.State.INVITED)), List.of()));
        look();
        portals = List.of(portal(Portal.State.OPEN, List.of(guest(Guest.State.ACCEPTED)), List.of()));
        assertThat(look()).containsExactly(Notice.Kind.INVITATION_ACCEPTED);
        OpenConnection first = new OpenConnection(1, NOW, "I1", "bob@example.org", 0, 0);
        OpenConnection own = new OpenConnection(2, NOW, "I2", null, 0, 0);
        portals = List.of(portal(Portal.State.OPEN, List.of(guest(Guest.State.ACCEPTED)), List.of(first, own)));
        assertThat(look()).containsExactly(Notice.Kind.GUEST_CONNECTED);
        portals = List.of(portal(Portal.State.OPEN, List.of(guest(Guest.State.ACCEPTED)), List.of()));
        look();
        portals = List.of(portal(Portal.State.OPEN, List.of(guest(Guest.State.ACCEPTED)), List.of(first)));
        assertThat(look()).isEmpty();
    }

    private static Guest guest(Guest.State state) {
        return new Guest("i1", "bob@example.org", state, "2030", "", Trust.UNKNOWN, null);
    }

    @Test
    void aFriendsComputerThatIsBackAndAccessThatEndedAreTold() {
        reachable = List.of(reachable(Reachable.State.WAITING, Trust.PINNED));
        look();
        reachable = List.of(reachable(Reachable.State.UP, Trust.PINNED));
        assertThat(look()).containsExactly(Notice.Kind.REACHABLE_BACK);
        reachable = List.of(reachable(Reachable.State.DENIED, Trust.PINNED));
        assertThat(look()).containsExactly(Notice.Kind.DENIED);
        reachable = List.of(reachable(Reachable.State.UP, Trust.PINNED));
        assertThat(look()).isEmpty();
        // The changed identity is told by itself.
        reachable = List.of(reachable(Reachable.State.DENIED, Trust.CHANGED));
        assertThat(look()).isEmpty();
    }

    @Test
    void aChangedIdentityIsAnAlarmAndNewKeysAreInformation() {
        friends = List.of(friend(Trust.PINNED, null));
        look();
        friends = List.of(friend(Trust.PINNED, NOW));
        assertThat(look()).containsExactly(Notice.Kind.KEYS_ROTATED);
        friends = List.of(friend(Trust.CHANGED, NOW));
        assertThat(look()).containsExactly(Notice.Kind.IDENTITY_CHANGED);
        assertThat(look()).isEmpty();
    }

    @Test
    void aLostConnectionIsToldAfterAMinuteAndOnlyIfPortalsWereInUse() {
        open = 1;
        look();
        open = 0;
        link = new Link(Link.State.CONNECTING, NOW, new Problem(null, "gone", NOW), null, null);
        assertThat(look(NOW.plusSeconds(1))).isEmpty();
        assertThat(look(NOW.plusSeconds(60))).isEmpty();
        assertThat(look(NOW.plusSeconds(61))).containsExactly(Notice.Kind.CONNECTION_LOST);
        assertThat(look(NOW.plusSeconds(120))).isEmpty();
        link = new Link(Link.State.CONNECTED, NOW.plusSeconds(130), null, null, null);
        assertThat(look(NOW.plusSeconds(130))).containsExactly(Notice.Kind.CONNECTION_BACK);
        link = new Link(Link.State.CONNECTING, NOW.plusSeconds(140), null, null, null);
        look(NOW.plusSeconds(140));
        assertThat(look(NOW.plusSeconds(300))).as("nobody used it").isEmpty();
        link = new Link(Link.State.CONNECTED, NOW.plusSeconds(301), null, null, null);
        assertThat(look(NOW.plusSeconds(301))).isEmpty();
    }
}
