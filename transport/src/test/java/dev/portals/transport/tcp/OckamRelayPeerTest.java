package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayInfo;
import dev.portals.core.relay.RelayRegistration;
import dev.portals.core.relay.RelayService;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.service.Echo;
import dev.portals.transport.testing.Await;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relays with a real ockam 0.150, both ways round (spec 03 section 6.4). */
@Tag("peer")
class OckamRelayPeerTest {
    private final NettyNode netty = NettyNode.create(2);
    private final Node node = netty.node();
    private final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    private final SecureChannels channels = new SecureChannels(
            node, identities, new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
    private final TcpTransport tcp = new TcpTransport(node, netty.loops());
    private final Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
    private final OckamCommand ockam;

    OckamRelayPeerTest() throws Exception {
        ockam = new OckamCommand();
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
    }

    @AfterEach
    void end() throws Exception {
        tcp.close();
        netty.close();
        ockam.close();
    }

    private void send(String route) throws Exception {
        assertThat(ockam.run("message", "send", "hello", "--from", "user", "--to", route)
                        .strip())
                .isEqualTo("hello");
    }

    @Test
    void itsRelayBringsMessagesToUs() throws Exception {
        int port = ockam.node("relay");
        ockam.node("user");
        TcpConnection connection = Await.value(tcp.connect("127.0.0.1", port, Duration.ofSeconds(5)));
        node.flows().addConsumer(Echo.ADDRESS, connection.flow());
        RelayRegistration plain =
                Await.value(new RelayClient(node).register(Route.of(connection.senderAddress()), "plain"));
        assertThat(plain.relay()).isEqualTo(Address.local("forward_to_plain"));
        send("/ip4/127.0.0.1/tcp/" + port + "/service/forward_to_plain/service/echo");

        SecureChannel channel = Await.value(
                channels.connect(Route.of(connection.senderAddress(), Address.local("api")), ChannelOptions.of(self)));
        node.flows().addConsumer(Echo.ADDRESS, channel.flow());
        for (int i = 0; i < 2; i++) {
            RelayRegistration inside =
                    Await.value(new RelayClient(node).register(Route.of(channel.encryptor()), "inside"));
            assertThat(inside.route()).isEqualTo(Route.of(channel.encryptor(), inside.relay()));
            send("/ip4/127.0.0.1/tcp/" + port + "/secure/api/service/forward_to_inside/service/echo");
        }
        Await.value(new RelayClient(node).registerEphemeral(Route.of(channel.encryptor()), Duration.ofSeconds(5)));
    }

    @Test
    void ourRelayBringsMessagesToItAndGoesWithItsNode() throws Exception {
        ockam.node("owner");
        ockam.node("user");
        TcpListener entrance = Await.value(tcp.listen(new InetSocketAddress("127.0.0.1", 0)));
        ChannelListener listener = channels.listen(Address.local("api"), ChannelOptions.of(self), opened -> {});
        node.flows().addConsumer(Address.local("api"), entrance.spawner());
        node.flows().addConsumer(Echo.ADDRESS, listener.flow());
        Set<FlowControlId> flows = Set.of(entrance.spawner(), listener.flow());
        try (RelayService relays =
                new RelayService(node, RelayService.Options.of((peer, name) -> !name.equals("forbidden"), flows))) {
            String here = "/ip4/127.0.0.1/tcp/" + entrance.socketAddress().getPort();
            ockam.run("relay", "create", "inside", "--at", here + "/secure/api", "--to", "owner");
            ockam.run("relay", "create", "plain", "--at", here, "--to", "owner");
            assertThat(relays.relays()).extracting(RelayInfo::name).containsExactlyInAnyOrder("inside", "plain");
            assertThat(relays.relays())
                    .filteredOn(relay -> relay.name().equals("inside"))
                    .singleElement()
                    .satisfies(relay -> assertThat(relay.owner()).isNotNull());

            send(here + "/service/forward_to_plain/service/echo");
            send(here + "/secure/api/service/forward_to_inside/service/echo");
            send(here + "/secure/api/service/forward_to_inside/secure/api/service/echo");
            assertThat(relays.statistics().messages()).isPositive();
            assertThat(relays.statistics().replaced()).isZero();

            ockam.run("node", "delete", "owner", "--yes");
            Await.until("the relays are gone", () -> relays.relays().isEmpty());
        }
    }
}
