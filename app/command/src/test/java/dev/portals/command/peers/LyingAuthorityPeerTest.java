package dev.portals.command.peers;

import static dev.portals.command.peers.Applications.await;
import static dev.portals.command.peers.Applications.done;
import static dev.portals.command.peers.Applications.enrolled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.Project;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.NodeSettings;
import dev.portals.engine.PortalNode;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.application.Application;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Trust;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The orchestrator's operator turns on its people: the authority of Ada's project, with its own key, attests an address to
 * Mallory, and the controller tells whatever helps her. She gets nothing, and those whom she attacks see it.
 */
@Tag("peer")
@Timeout(120)
class LyingAuthorityPeerTest {
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    Path directory;

    private Orchestrator orchestrator;
    private Outbox outbox;
    private Application ada;
    private Application bob;
    private Counted service;
    private Path mallory;
    private String liar;
    private final Queue<NodeEvent> told = new ConcurrentLinkedQueue<>();

    /** A service that says what it hears and counts it. */
    private static final class Counted implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger bytes = new AtomicInteger();

        Counted() throws IOException {
            Thread.startVirtualThread(this::serve);
        }

        private void serve() {
            try {
                while (true) {
                    Socket client = listening.accept();
                    Thread.startVirtualThread(() -> answer(client));
                }
            } catch (IOException e) {
                // It was closed.
            }
        }

        private void answer(Socket client) {
            connections.incrementAndGet();
            try (client) {
                for (int heard = client.getInputStream().read();
                        heard >= 0;
                        heard = client.getInputStream().read()) {
                    bytes.incrementAndGet();
                    client.getOutputStream().write(heard);
                }
            } catch (IOException e) {
                // The client is gone.
            }
        }

        String address() {
            return "127.0.0.1:" + listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

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
        service = new Counted();
        ada = enrolled(directory.resolve("ada"), ADA, orchestrator, outbox);
        bob = enrolled(directory.resolve("bob"), BOB, orchestrator, outbox);
        // Both have met: each has pinned the other.
        done(ada.openPortal("web", service.address(), "telnet", null));
        done(ada.invite("web", BOB));
        accept("web");
        await(bob, state -> row(state, "web").state() == Reachable.State.UP);
        assertThat(echo(row(bob.state(), "web").address())).isTrue();
        await(ada, state -> state.friends().stream().anyMatch(friend -> friend.trust() == Trust.PINNED));

        mallory = directory.resolve("mallory");
        liar = Portals.run("identity", "create", "--home", mallory.toString());
        // She knows the project from somebody who is in it.
        Identifier project = new ProjectStore(directory.resolve("ada"))
                .defaultProject()
                .orElseThrow()
                .identifier();
        new ProjectStore(mallory)
                .put(new ProjectStore(directory.resolve("bob"))
                        .list().stream()
                                .filter(each -> each.identifier().equals(project))
                                .findFirst()
                                .orElseThrow());
    }

    @AfterEach
    void stop() throws IOException {
        ada.close();
        bob.close();
        service.close();
        orchestrator.close();
    }

    /** From now on the authority attests to Mallory what it knows of somebody else, signed with its own key. */
    private void attest(String whose) throws SQLException {
        change(
                "INSERT INTO members (project_id, identifier, attributes, added_by, added_at, pre_trusted)"
                        + " SELECT project_id, ?, attributes, added_by, added_at, pre_trusted FROM members"
                        + " WHERE identifier = ? AND project_id = ?",
                liar,
                whose,
                project().id());
    }

    private Project project() {
        return new ProjectStore(mallory).defaultProject().orElseThrow();
    }

    private void change(String sql, String... parameters) throws SQLException {
        try (Connection records = records();
                PreparedStatement statement = records.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    /** From now on the controller says that what an invitation is for is on that identity's computer. */
    private void name(String identity, String invitation) throws SQLException {
        try (Connection records = records();
                PreparedStatement question = records.prepareStatement("SELECT details FROM invitations WHERE id = ?")) {
            question.setString(1, invitation);
            String details = question.executeQuery().getString(1);
            ServiceAccessDetails told = ServiceAccessDetails.decode(
                    new CborReader(Base64.getDecoder().decode(details)));
            ServiceAccessDetails lie = new ServiceAccessDetails(
                    told.projectIdentifier(),
                    told.projectRoute(),
                    told.authorityIdentifier(),
                    told.authorityRoute(),
                    Identifier.parse(identity),
                    told.nodeRoute(),
                    told.ticket(),
                    told.description());
            change(
                    "UPDATE invitations SET details = ? WHERE id = ?",
                    Base64.getEncoder().encodeToString(lie.encode()),
                    invitation);
        }
    }

    private Connection records() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("orchestrator/orchestrator.db"));
    }

    private PortalNode node(String setting, String value) {
        return PortalNode.start(
                new NodeSettings.Builder()
                        .set("home", mallory.toString())
                        .set(setting, value)
                        .build(),
                told::add);
    }

    @Test
    void anotherIdentityWithBobsAddressDoesNotReachAdasService() throws Exception {
        String name = ada.state().portals().getFirst().name();
        int before = service.bytes.get();
        attest(bob.state().identifier());
        try (PortalNode attacker = node(
                "inlet",
                "127.0.0.1:0=/project/" + project().name() + "/service/forward_to_"
                        + ada.state().identifier() + "/secure/api/service/" + name)) {
            Patience.until(
                    "Mallory has a channel to Ada's computer",
                    () -> told.stream().anyMatch(NodeEvent.Up.class::isInstance));
            String address = "127.0.0.1:" + attacker.inlets().getFirst().getPort();
            for (int i = 0; i < 3; i++) {
                assertThat(echo(address)).isFalse();
            }
            ApplicationState state = await(ada, now -> warned(now, BOB));
            Friend friend = friend(state, BOB);
            assertThat(friend.trust()).isEqualTo(Trust.CHANGED);
            assertThat(friend.devices())
                    .anyMatch(device -> device.identifier().equals(liar) && device.trust() == Trust.CHANGED)
                    .anyMatch(device ->
                            device.identifier().equals(bob.state().identifier()) && device.trust() == Trust.PINNED);
            assertThat(service.bytes).hasValue(before);
            // Nothing else was in her way.
            done(ada.acceptDevice(BOB, liar));
            Patience.until("Mallory is let in once Ada takes her for Bob", () -> echo(address));
        }
        // Bob himself goes on.
        assertThat(echo(row(bob.state(), "web").address())).isTrue();
    }

    @Test
    void anotherIdentityThatIsSaidToBeAdaGetsNothingFromBob() throws Exception {
        attest(ada.state().identifier());
        try (Counted trap = new Counted()) {
            done(ada.openPortal("mail", service.address(), "telnet", null));
            done(ada.invite("mail", BOB));
            String name = ada.state().portals().stream()
                    .filter(portal -> portal.title().equals("mail"))
                    .findFirst()
                    .orElseThrow()
                    .name();
            await(bob, state -> !state.received().isEmpty());
            String invitation = bob.state().received().getFirst().id();
            name(liar, invitation);
            PortalNode attacker = serving(name, trap, liar);
            try (attacker) {
                done(bob.accept(invitation, 0));
                Reachable denied = await(
                                bob, state -> reachable(state, invitation).state() == Reachable.State.DENIED)
                        .reachable()
                        .stream()
                        .filter(each -> each.id().equals(invitation))
                        .findFirst()
                        .orElseThrow();
                assertThat(denied.problem().mode()).isEqualTo(FailureMode.ACCESS_ENDED);
                assertThat(denied.trust()).isEqualTo(Trust.CHANGED);
                for (int i = 0; i < 3; i++) {
                    assertThat(echo(denied.address())).isFalse();
                }
            }
            ApplicationState state = await(bob, now -> warned(now, ADA));
            assertThat(friend(state, ADA).trust()).isEqualTo(Trust.CHANGED);
            assertThat(trap.connections).hasValue(0);
        }
        assertThat(echo(row(bob.state(), "web").address())).isTrue();
    }

    /** The project sends what is for Ada's computer to Mallory's, with a credential like Ada's. */
    @Test
    void whoTakesAdasPlaceBehindTheRelayGetsNothingFromBob() throws Exception {
        String name = ada.state().portals().getFirst().name();
        String identifier = ada.state().identifier();
        attest(identifier);
        ada.close();
        await(bob, state -> row(state, "web").state() == Reachable.State.WAITING);
        try (Counted trap = new Counted()) {
            PortalNode attacker = serving(name, trap, identifier);
            try (attacker) {
                bob.retryNow();
                Reachable refused =
                        row(await(bob, state -> row(state, "web").state() == Reachable.State.DENIED), "web");
                for (int i = 0; i < 3; i++) {
                    assertThat(echo(refused.address())).isFalse();
                }
                assertThat(refused.problem().sentence()).contains(liar);
                assertThat(bob.state().attention())
                        .anyMatch(each -> each.kind() == Attention.Kind.DENIED
                                && each.subject().equals(refused.id()));
                assertThat(trap.connections).hasValue(0);
            }
        }
        ada = Application.open(directory.resolve("ada"));
        await(bob, state -> row(state, "web").state() == Reachable.State.UP);
        assertThat(echo(row(bob.state(), "web").address())).isTrue();
    }

    /** Mallory's computer, with a relay of that name and everything else as on Ada's. */
    private PortalNode serving(String name, Counted trap, String relay) {
        PortalNode node = PortalNode.start(
                new NodeSettings.Builder()
                        .set("home", mallory.toString())
                        .set("outlet", name + "=" + trap.address())
                        .set("relay", relay + "=/project/" + project().name())
                        .build(),
                told::add);
        Patience.until("Mallory is there", () -> told.stream().anyMatch(NodeEvent.Up.class::isInstance));
        return node;
    }

    private void accept(String name) throws Exception {
        String id = await(bob, state -> state.received().stream().anyMatch(each -> name.equals(each.name())))
                .received()
                .getFirst()
                .id();
        done(bob.accept(id, 0));
    }

    private static boolean warned(ApplicationState state, String email) {
        return state.attention().stream()
                .anyMatch(each -> each.kind() == Attention.Kind.IDENTITY_CHANGED
                        && each.subject().equals(email));
    }

    private static Friend friend(ApplicationState state, String email) {
        return state.friends().stream()
                .filter(each -> each.email().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private static Reachable row(ApplicationState state, String name) {
        return state.reachable().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Reachable reachable(ApplicationState state, String id) {
        return state.reachable().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Whether what is said there comes back. */
    private static boolean echo(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(42);
            return socket.getInputStream().read() == 42;
        } catch (IOException e) {
            return false;
        }
    }
}
