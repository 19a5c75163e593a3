package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.engine.application.Application;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.transport.tcp.HostnamePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two orchestrators on one PostgreSQL behind plain TCP balancers: people meet wherever they are connected. */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InstancesPeerTest {
    private static final Logger LOG = LoggerFactory.getLogger(InstancesPeerTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a killed instance may cost its relays, and those who reach something through them. */
    private static final Duration REPLACED = Duration.ofSeconds(15);

    /** How long a connection is tried that may be a dead one. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    private Path directory;

    private Cluster cluster;
    private Cluster.Member one;
    private Cluster.Member two;
    private ServerSocket service;
    private Application ada;
    private Application bob;

    @BeforeEach
    void adaIsAtTheOneAndBobAtTheOther() throws IOException {
        cluster = new Cluster(directory);
        one = cluster.new Member("one");
        two = cluster.new Member("two");
        service = echo();
        cluster.use(one);
        ada = enrol("ada", ADA);
        ada.openPortal("notes", "127.0.0.1:" + service.getLocalPort(), null, null)
                .join();
        until(() -> ada.state().link().state() == Link.State.CONNECTED);
        cluster.use(two);
        bob = enrol("bob", BOB);
        until(() -> bob.state().link().state() == Link.State.CONNECTED);
    }

    @AfterEach
    void end() throws IOException {
        ada.close();
        bob.close();
        service.close();
        cluster.close();
    }

    private Application enrol(String name, String email) {
        Application application = Application.open(directory.resolve("home-" + name));
        try {
            Outbox outbox = new Outbox(cluster.outbox());
            application
                    .enroll(
                            cluster.address(),
                            new SignIn.Code(
                                    (page, code) -> Thread.ofVirtual().start(() -> allow(page, code, email, outbox))))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return application;
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    private static void allow(URI page, String code, String email, Outbox outbox) {
        try (ScriptedBrowser browser = new ScriptedBrowser()) {
            browser.open(page);
            browser.submit("email", email);
            browser.submit(
                    "code", outbox.await(email, Outbox.Kind.CODE, PATIENCE).code());
            browser.submit("user_code", code);
            browser.submit("decision", "allow");
        }
    }

    private static ServerSocket echo() throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = listening.accept();
                    Thread.ofVirtual().start(() -> {
                        try (client) {
                            client.getInputStream().transferTo(client.getOutputStream());
                        } catch (IOException e) {
                            // The client is gone.
                        }
                    });
                }
            } catch (IOException e) {
                // Closed.
            }
        });
        return listening;
    }

    private static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    private static Duration until(Duration patience, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new AssertionError("it never came true");
            }
            LockSupport.parkNanos(20_000_000);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Bob's port that leads to Ada's service. */
    private HostnamePort portal() {
        ada.invite("notes", BOB).join();
        until(() -> !bob.state().received().isEmpty());
        bob.accept(bob.state().received().getFirst().id(), 0).join();
        until(() -> bob.state().reachable().stream().anyMatch(each -> each.state() == Reachable.State.UP));
        Reachable reachable = bob.state().reachable().getFirst();
        return HostnamePort.parse(String.valueOf(reachable.address()));
    }

    private static boolean works(HostnamePort portal, int bytes) {
        return works(portal, bytes, SHORT);
    }

    private static boolean works(HostnamePort portal, int bytes, Duration patience) {
        byte[] sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        try (Socket socket = new Socket(portal.host(), portal.port())) {
            socket.setSoTimeout((int) patience.toMillis());
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(sent);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    // The reader finds out.
                }
            });
            InputStream in = socket.getInputStream();
            return Arrays.equals(sent, in.readNBytes(bytes));
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> places(Application owner) {
        return cluster.ask("SELECT i.name FROM relays r JOIN instances i ON i.id = r.instance_id WHERE r.name LIKE '%"
                + owner.state().identifier() + "%'");
    }

    @Test
    void peopleShareAcrossInstancesAndWhatIsTakenBackIsGoneAtTheOther() {
        HostnamePort portal = portal();
        assertThat(places(ada)).containsExactly("one");
        assertThat(works(portal, 3_000_000, PATIENCE)).isTrue();
        for (int i = 1; i <= 50; i++) {
            assertThat(works(portal, 1_000 * i, PATIENCE)).isTrue();
        }
        Guest guest = ada.state().portals().getFirst().people().getFirst();
        ada.revoke(guest.invitation()).join();
        LOG.info("revoked after {}", until(Duration.ofSeconds(10), () -> !works(portal, 10)));
        until(() -> bob.state().reachable().isEmpty());
    }

    @Test
    void anInstanceThatIsKilledCostsItsRelaysAndPortalsLessThan15Seconds() throws IOException {
        HostnamePort portal = portal();
        assertThat(works(portal, 100_000, PATIENCE)).isTrue();

        cluster.use(one, two);
        one.kill();
        Duration relay = until(REPLACED, () -> places(ada).equals(List.of("two")));
        Duration again = until(REPLACED, () -> works(portal, 100_000));
        LOG.info("Ada's instance was killed: her relay was back after {}, the portal {} later", relay, again);
        assertThat(relay.plus(again)).isLessThan(REPLACED);

        one = cluster.new Member("one");
        cluster.use(one);
        two.kill();
        Duration both = until(REPLACED, () -> works(portal, 100_000));
        LOG.info("The instance of both was killed: the portal worked again after {}", both);
        until(() -> places(ada).equals(List.of("one")));
    }

    @Test
    void theInstanceOfTheGuestIsReplacedToo() {
        HostnamePort portal = portal();
        assertThat(works(portal, 100_000, PATIENCE)).isTrue();
        cluster.use(one, two);
        two.kill();
        Duration again = until(REPLACED, () -> works(portal, 100_000));
        LOG.info("Bob's instance was killed: the portal worked again after {}", again);
        until(() -> cluster.ask("SELECT name FROM instances").equals(List.of("one")));
    }

    @Test
    void signingInAndInvitingGoOnWhereverEachRequestEnds() {
        cluster.use(one, two);
        try (Application carol = enrol("carol", "carol@example.org")) {
            until(() -> carol.state().link().state() == Link.State.CONNECTED);
            ada.invite("notes", "carol@example.org").join();
            until(() -> !carol.state().received().isEmpty());
            Received invitation = carol.state().received().getFirst();
            CompletableFuture<Void> accepted = carol.accept(invitation.id(), 0);
            accepted.join();
            until(() -> carol.state().reachable().stream().anyMatch(each -> each.state() == Reachable.State.UP));
            assertThatThrownBy(() -> bob.accept(invitation.id(), 0).join()).isNotNull();
        }
        until(() -> cluster.ask("SELECT id FROM mails WHERE state = 'queued'").isEmpty());
    }
}
