package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many who knock and some who throw stones at an orchestrator that a real ockam uses (checklist C-40 and C-42). */
@Tag("peer")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class OrchestratorUnderLoadPeerTest {
    private static final int A_SECOND = 100;
    private static final int SECONDS = 60;
    private static final int ABANDONED = 1000;
    /** A machine of two cores does both sides' work here, and builds besides. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;
    private static Ockam ada;

    @BeforeAll
    static void start() {
        orchestrator = new OrchestratorProcess(directory);
        ada = orchestrator.enrolled("ada", "ada@example.org");
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
    }

    private static void serves() {
        assertThat(ada.json("space", "list")).hasSize(1);
        assertThat(ada.run("message", "send", "hello", "--to", "/project/default/service/echo"))
                .isEqualTo("hello");
    }

    /** C-42, at the controller and at the gateway; what each byte does is told in {@link HostileFramesTest}. */
    @Test
    void whateverComesOverAConnectionHarmsNobodyElse() throws Exception {
        byte[] nested = new byte[1 << 20];
        Arrays.fill(nested, (byte) 0x81);
        for (int port : new int[] {orchestrator.controllerPort(), orchestrator.gatewayPort()}) {
            for (byte[] hostile : List.of(
                    RawPeer.hex("01000001"),
                    RawPeer.hex("7fffffff"),
                    RawPeer.hex("ffffffff"),
                    RawPeer.hex("0000000a 84 9bffffffffffffffff"),
                    RawPeer.hex("0000000d 8480805bffffffffffffffff f6"),
                    RawPeer.frame(nested))) {
                for (int i = 0; i < 20; i++) {
                    try (RawPeer peer = new RawPeer(port)) {
                        peer.greet().send(hostile);
                        assertThat(peer.isClosed()).isTrue();
                    }
                }
            }
        }
        serves();
    }

    /** C-40: of six thousand who come in a minute all are let in, beside others who begin and never go on. */
    @Test
    void aHundredHandshakesASecondSucceedForAMinute(TestReporter reporter) throws Exception {
        List<RawPeer> abandoned = new ArrayList<>();
        Identities identities =
                new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
        Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
        ChannelOptions options =
                ChannelOptions.of(self).withTrust(TrustPolicy.exactly(Identifier.parse(orchestrator.controller())));
        AtomicInteger opened = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        NettyNode netty = NettyNode.create(1);
        try (TcpTransport tcp = new TcpTransport(netty.node(), netty.loops());
                ScheduledExecutorService clients = Executors.newScheduledThreadPool(A_SECOND)) {
            SecureChannels channels = new SecureChannels(
                    netty.node(),
                    identities,
                    new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
            for (int i = 0; i < ABANDONED; i++) {
                RawPeer peer = new RawPeer(orchestrator.controllerPort()).greet();
                byte[] key = new byte[32];
                Arrays.fill(key, (byte) (i + 9));
                peer.send(RawPeer.frame(RawPeer.message(new String[] {"api"}, new String[] {"initiator"}, key)));
                abandoned.add(peer);
            }
            long begin = System.nanoTime();
            for (int i = 0; i < A_SECOND * SECONDS; i++) {
                all.add(clients.schedule(
                        () -> {
                            TcpConnection connection =
                                    value(tcp.connect("127.0.0.1", orchestrator.controllerPort(), PATIENCE));
                            SecureChannel channel = value(
                                    channels.connect(Route.local("api").prepend(connection.senderAddress()), options));
                            opened.incrementAndGet();
                            channel.close();
                            connection.close();
                            return null;
                        },
                        i * 1000L / A_SECOND,
                        TimeUnit.MILLISECONDS));
            }
            for (Future<?> each : all) {
                each.get();
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            reporter.publishEntry("handshakes", opened + " in " + took + " ms");
            assertThat(opened).hasValue(A_SECOND * SECONDS);
            serves();
            for (RawPeer peer : abandoned) {
                peer.close();
            }
        } finally {
            netty.close();
        }
    }

    private static <T> T value(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
