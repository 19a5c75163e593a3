package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.channel.ChannelException;
import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.testing.Await;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secure channels with a real ockam 0.150, both ways round (spec 02 section 10, interoperation). */
@Tag("peer")
class OckamChannelPeerTest {
    private final NettyNode netty = NettyNode.create(2);
    private final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    private final SecureChannels channels = new SecureChannels(
            netty.node(), identities, new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
    private final TcpTransport tcp = new TcpTransport(netty.node(), netty.loops());
    private @Nullable OckamCommand ockam;

    @BeforeEach
    void start() throws Exception {
        ockam = new OckamCommand();
    }

    @AfterEach
    void end() throws Exception {
        tcp.close();
        netty.close();
        if (ockam != null) {
            ockam.close();
        }
    }

    private OckamCommand ockam() {
        if (ockam == null) {
            throw new IllegalStateException("not started");
        }
        return ockam;
    }

    private static String text(byte[] bareString) {
        return new String(bareString, 1, bareString.length - 1, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void weConnectToItAndItEchoes(SigningAlgorithm algorithm) throws Exception {
        int port = ockam().node("responder");
        Identifier self = identities.create(algorithm).identifier();
        TcpConnection connection = Await.value(tcp.connect("127.0.0.1", port, Duration.ofSeconds(5)));
        Route api = Route.of(connection.senderAddress(), Address.local("api"));
        SecureChannel channel = Await.value(channels.connect(api, ChannelOptions.of(self)));
        for (int i = 0; i < 200; i++) {
            byte[] message = ("\u000bmessage " + (100 + i)).getBytes(StandardCharsets.UTF_8);
            Message answer = Await.value(netty.node()
                    .router()
                    .ask(
                            Route.of(channel.encryptor(), Address.local("echo")),
                            Buffers.copyOf(message),
                            Duration.ofSeconds(5)));
            assertThat(answer.peer()).isEqualTo(channel.peer());
            assertThat(text(Buffers.toBytes(answer.payload()))).isEqualTo("message " + (100 + i));
        }
        channel.close();
        Await.value(channel.closed());

        ChannelOptions picky = ChannelOptions.of(self).withTrust(TrustPolicy.exactly(self));
        assertThatThrownBy(() -> channels.connect(api, picky).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ChannelException.class, e -> {
                    assertThat(e.reason()).isEqualTo(ChannelException.Reason.PEER_NOT_TRUSTED);
                    assertThat(e.answered()).contains(channel.peer());
                });
    }

    @Test
    void itConnectsToUsAndHearsOurEchoAndCloses() throws Exception {
        ockam().node("initiator");
        Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
        TcpListener entrance = Await.value(tcp.listen(new InetSocketAddress("127.0.0.1", 0)));
        BlockingQueue<SecureChannel> opened = new LinkedBlockingQueue<>();
        ChannelListener listener = channels.listen(Address.local("api"), ChannelOptions.of(self), opened::add);
        netty.node().flows().addConsumer(Address.local("api"), entrance.spawner());
        netty.node().flows().addConsumer(Address.local("echo"), listener.flow());
        netty.node().router().start(new Echo(), netty.node().nextLoop(), Mailbox.open(Address.local("echo")));
        String route = "/ip4/127.0.0.1/tcp/" + entrance.socketAddress().getPort() + "/secure/api/service/echo";
        for (int i = 0; i < 3; i++) {
            assertThat(ockam().run("message", "send", "hello " + i, "--from", "initiator", "--to", route)
                            .strip())
                    .isEqualTo("hello " + i);
            SecureChannel channel = opened.poll(20, TimeUnit.SECONDS);
            assertThat(channel).isNotNull();
            assertThat(channel.isInitiator()).isFalse();
        }
        String api = "/ip4/127.0.0.1/tcp/" + entrance.socketAddress().getPort() + "/service/api";
        String created = ockam().run("secure-channel", "create", "--from", "initiator", "--to", api)
                .strip();
        SecureChannel channel = opened.poll(20, TimeUnit.SECONDS);
        assertThat(channel).isNotNull();
        assertThat(channel.closed()).isNotDone();
        String address = created.substring(created.lastIndexOf('/') + 1);
        ockam().run("secure-channel", "delete", address, "--at", "initiator", "--yes");
        Await.value(channel.closed());
    }

    private static final class Echo implements Worker {
        private @Nullable Context context;

        @Override
        public void started(Context running) {
            context = running;
        }

        @Override
        public void handle(Message message, Address source) {
            if (context != null) {
                context.send(message.withRoutes(message.returning(), Route.of(context.address())));
            }
        }
    }
}
