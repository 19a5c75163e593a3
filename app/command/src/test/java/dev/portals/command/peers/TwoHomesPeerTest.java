package dev.portals.command.peers;

import static dev.portals.command.peers.Applications.await;
import static dev.portals.command.peers.Applications.done;
import static dev.portals.command.peers.Applications.enrolled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.application.Application;
import dev.portals.engine.application.PortalChange;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Trust;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one orchestrator, the whole way of a byte; all in this process. */
@Tag("peer")
@Timeout(120)
class TwoHomesPeerTest {
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    Path directory;

    private Orchestrator orchestrator;
    private Outbox outbox;
    private ServerSocket service;
    private Application ada;
    private Application bob;

    @BeforeEach
    void start() throws Exception {
        Path home = directory.resolve("orchestrator");
        orchestrator = Orchestrator.start(new OrchestratorSettings.Builder()
                .set("home", home.toString())
                .set("http", "127.0.0.1:0")
                .set("controller", "127.0.0.1:0")
                .set("gateway", "127.0.0.1:0")
                .build());
        outbox = new Outbox(home.resolve("outbox"));
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
        ada = enrolled(directory.resolve("ada"), ADA, orchestrator, outbox);
        bob = enrolled(directory.resolve("bob"), BOB, orchestrator, outbox);
    }

    @AfterEach
    void stop() throws IOException {
        ada.close();
        bob.close();
        service.close();
        orchestrator.close();
    }

    /** Says what it hears. */
    private void serve() {
        ServerSocket serving = service;
        try {
            while (true) {
                Socket client = serving.accept();
                Thread.startVirtualThread(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // The client is gone.
                    }
                });
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    @Test
    void friendsArePinnedOnFirstUseAndVerifiedByNumbers() throws Exception {
        Portal web = share("Web demo", BOB);
        String address = accepted(bob, "Web demo");
        assertThat(echo(address)).isTrue();

        ApplicationState here = await(ada, state -> device(state, BOB) != null);
        assertThat(device(here, BOB).trust()).isEqualTo(Trust.PINNED);
        assertThat(device(here, BOB).identifier()).isEqualTo(bob.state().identifier());
        assertThat(device(bob.state(), ADA).trust()).isEqualTo(Trust.PINNED);
        assertThat(device(bob.state(), ADA).identifier()).isEqualTo(ada.state().identifier());

        SafetyNumber adas = done(ada.safetyNumber(BOB, bob.state().identifier()));
        SafetyNumber bobs = done(bob.safetyNumber(ADA, ada.state().identifier()));
        assertThat(adas).isEqualTo(bobs);
        assertThat(adas.matches(String.join(" ", bobs.words()))).isTrue();

        done(ada.editPortal(web.name(), PortalChange.NONE.withVerifiedOnly(true)));
        assertThat(echo(address)).isFalse();
        done(ada.verifyFriend(BOB, bob.state().identifier()));
        Patience.until("the verified friend is let in", () -> echo(address));
        assertThat(device(ada.state(), BOB).trust()).isEqualTo(Trust.VERIFIED);
    }

    @Test
    void whatAGuestGivesUpEndsAtBothEndsWhicheverSpellingTheAddressHad() throws Exception {
        Portal web = share("Web demo", "Bob@Example.ORG");
        String address = accepted(bob, "Web demo");
        try (Socket held = connect(address)) {
            assertThat(roundTrip(held)).isTrue();
            String id = bob.state().reachable().getFirst().id();
            done(bob.decline(id));
            await(bob, state -> state.reachable().isEmpty());
            await(ada, state -> guests(state, web).isEmpty());
            Patience.until("the connection has ended", () -> !lives(held));
        }
        assertThat(echo(address)).isFalse();
    }

    @Test
    void aGuestWhoseProgramIsAwayGivesUpOnTheWebAndTheOwnersEndCloses() throws Exception {
        Portal web = share("Web demo", BOB);
        String address = accepted(bob, "Web demo");
        assertThat(echo(address)).isTrue();
        String id = bob.state().reachable().getFirst().id();
        bob.close();
        String base = orchestrator.publicAddress().toString();
        try (Person person = new Person(base, outbox)) {
            person.signIn(base + "/invitations", BOB);
            person.declines(id);
        }
        await(ada, state -> guests(state, web).isEmpty());
        bob = Application.open(directory.resolve("bob"));
        await(
                bob,
                state -> state.link().state() == Link.State.CONNECTED
                        && state.reachable().isEmpty());
        assertThat(echo(address)).isFalse();
    }

    private static List<Guest> guests(ApplicationState state, Portal portal) {
        return state.portals().stream()
                .filter(each -> each.name().equals(portal.name()))
                .findFirst()
                .orElseThrow()
                .people();
    }

    private static boolean lives(Socket socket) {
        try {
            return roundTrip(socket);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anotherIdentityOfAFriendIsBlockedUntilThePersonDecides() throws Exception {
        share("first", BOB);
        assertThat(echo(accepted(bob, "first"))).isTrue();
        await(ada, state -> device(state, BOB) != null);
        List<Notice> notices = new CopyOnWriteArrayList<>();
        ada.notices(notices::add);

        share("second", BOB);
        try (Application other = enrolled(directory.resolve("other"), BOB, orchestrator, outbox)) {
            String address = accepted(other, "second");
            assertThat(echo(address)).isFalse();
            ApplicationState state = await(
                    ada,
                    now -> now.attention().stream()
                            .anyMatch(each -> each.kind() == Attention.Kind.IDENTITY_CHANGED
                                    && each.subject().equals(BOB)));
            assertThat(friend(state, BOB).trust()).isEqualTo(Trust.CHANGED);
            Patience.until(
                    "a notice",
                    () -> notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.IDENTITY_CHANGED));
            // The pinned device goes on.
            assertThat(echo(address(bob, "first"))).isTrue();

            done(ada.acceptDevice(BOB, other.state().identifier()));
            Patience.until("the accepted device is let in", () -> echo(address));
            assertThat(friend(ada.state(), BOB).trust()).isEqualTo(Trust.PINNED);

            done(ada.revokeDevice(BOB, other.state().identifier()));
            Patience.until("the removed device is shut out", () -> !echo(address));
            assertThat(echo(address(bob, "first"))).isTrue();
        }
    }

    @Test
    void whatIsPausedTakesNobodyAndWhatIsAwayIsWaitedFor() throws Exception {
        Portal web = share("web", BOB);
        String address = accepted(bob, "web");
        try (Socket open = connect(address)) {
            assertThat(roundTrip(open)).isTrue();
            await(ada, state -> state.portals().getFirst().connections().size() == 1);
            done(ada.pausePortal(web.name()));
            assertThat(ended(open)).isTrue();
        }
        assertThat(ada.state().portals().getFirst().state()).isEqualTo(Portal.State.PAUSED);
        assertThat(echo(address)).isFalse();
        done(ada.resumePortal(web.name()));
        Patience.until("the resumed portal works", () -> echo(address));

        String id = bob.state().reachable().getFirst().id();
        done(bob.pauseReachable(id));
        assertThat(bob.state().reachable().getFirst().state()).isEqualTo(Reachable.State.PAUSED);
        assertThat(echo(address)).isFalse();
        done(bob.resumeReachable(id));
        await(bob, state -> state.reachable().getFirst().state() == Reachable.State.UP);
        assertThat(echo(address)).isTrue();
        await(bob, state -> state.traffic().in() > 0);
        assertThat(bob.state().reachable().getFirst().path()).isNotNull();

        ada.close();
        Reachable waiting = await(bob, state -> state.reachable().getFirst().state() == Reachable.State.WAITING)
                .reachable()
                .getFirst();
        assertThat(waiting.problem()).isNotNull();
        assertThat(waiting.problem().mode()).isEqualTo(FailureMode.FRIEND_AWAY);
        ada = Application.open(directory.resolve("ada"));
        await(bob, state -> state.reachable().getFirst().state() == Reachable.State.UP);
        assertThat(echo(address)).isTrue();
    }

    @Test
    void aServiceThatIsDownIsSeenOnBothSides() throws Exception {
        share("web", BOB);
        String address = accepted(bob, "web");
        assertThat(echo(address)).isTrue();
        int port = service.getLocalPort();
        service.close();
        assertThat(echo(address)).isFalse();
        await(bob, state -> state.reachable().getFirst().state() == Reachable.State.SERVICE_DOWN);
        await(ada, state -> state.portals().getFirst().state() == Portal.State.SERVICE_DOWN);
        service = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
        done(ada.probe("web"));
        assertThat(ada.state().portals().getFirst().state()).isEqualTo(Portal.State.OPEN);
        assertThat(echo(address)).isTrue();
        await(bob, state -> state.reachable().getFirst().state() == Reachable.State.UP);
    }

    private Portal share(String title, String guest) throws Exception {
        Portal portal = done(ada.openPortal(title, "127.0.0.1:" + service.getLocalPort(), "telnet", null));
        done(ada.invite(portal.name(), guest));
        return portal;
    }

    /** Accepts what is called so, and gives its local address once it can be used. */
    private static String accepted(Application application, String name) throws Exception {
        String id = await(application, state -> state.received().stream().anyMatch(each -> name.equals(each.name())))
                .received()
                .stream()
                .filter(each -> name.equals(each.name()))
                .findFirst()
                .orElseThrow()
                .id();
        done(application.accept(id, 0));
        await(
                application,
                state -> state.reachable().stream()
                        .anyMatch(each -> each.name().equals(name) && each.state() == Reachable.State.UP));
        return address(application, name);
    }

    private static String address(Application application, String name) {
        return application.state().reachable().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .address();
    }

    private static Friend friend(ApplicationState state, String email) {
        return state.friends().stream()
                .filter(each -> each.email().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private static Friend.Device device(ApplicationState state, String email) {
        return state.friends().stream()
                .filter(each -> each.email().equals(email))
                .flatMap(each -> each.devices().stream())
                .findFirst()
                .orElse(null);
    }

    private static Socket connect(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Whether what is said there comes back. */
    private static boolean echo(String address) {
        try (Socket socket = connect(address)) {
            return roundTrip(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean roundTrip(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        return socket.getInputStream().read() == 42;
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            return true;
        }
    }
}
