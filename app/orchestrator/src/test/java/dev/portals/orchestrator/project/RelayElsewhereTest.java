package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.channel.SecureChannel;
import dev.portals.core.credential.Credential;
import dev.portals.core.relay.RelayInfo;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.service.Echo;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.NettyNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project that runs behind two gateways, whose members reach each other although each is at another one. */
@Timeout(60)
class RelayElsewhereTest {
    private static final Address MIRROR = Address.local("mirror");

    private final City city = new City();
    private final HostedProject here = city.project("p1", Map.of());
    private final NettyNode secondNode = NettyNode.create(1);
    private final ProjectGateway second =
            ProjectGateway.start(secondNode, new InetSocketAddress("127.0.0.1", 0), city.identities);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HostedProject there = there();
    private final Guest owner = new Guest(city);
    private final Guest sender = new Guest(second.address().getPort());

    private HostedProject there() {
        second.watch(new RelayWatch() {
            @Override
            public CompletionStage<?> registered(String projectId, RelayInfo relay) {
                told.add(projectId + " has " + relay.name());
                return CompletableFuture.completedStage(true);
            }

            @Override
            public void ended(String projectId, RelayInfo relay) {
                told.add(projectId + " lost " + relay.name());
            }
        });
        return second.host(here.identity(), here.authority());
    }

    @AfterEach
    void end() {
        owner.close();
        sender.close();
        second.close();
        secondNode.close();
        city.close();
    }

    private Credential credential(Guest guest) {
        return city.credential(
                here.authority().identifier(),
                guest.history(),
                Map.of("ockam-relay", "*"),
                InstantSource.system(),
                Duration.ofHours(1));
    }

    private HostnamePort place(ProjectGateway gateway) {
        return new HostnamePort("127.0.0.1", gateway.address().getPort());
    }

    /** The owner's mirror can be reached through the project and its relay. */
    private SecureChannel own(HostedProject project, String relay) {
        if (!owner.node.router().exists(MIRROR)) {
            Echo.start(owner.node, MIRROR, AccessControl.ALLOW_ALL);
        }
        SecureChannel channel = owner.channel(project, credential(owner));
        owner.allow(channel, MIRROR);
        Await.value(owner.relay(channel, relay, Duration.ofSeconds(10)));
        return channel;
    }

    private CompletableFuture<String> through(SecureChannel channel, String text, Duration patience) {
        return sender.ask(channel, text, patience, "forward_to_box", "mirror");
    }

    private String answer(SecureChannel channel, String text) {
        return Await.value(through(channel, text, Duration.ofSeconds(10)));
    }

    @Test
    void aMemberReachesARelayAtTheOtherInstanceAndIsAnswered() {
        own(here, "box");
        there.divert("box", place(city.gateway));
        SecureChannel channel = sender.channel(there, credential(sender));
        assertThat(answer(channel, "hello")).isEqualTo("hello");
        assertThat(answer(channel, "again")).isEqualTo("again");
    }

    @Test
    void aMessageIsCountedOnceWhereItEnters() {
        own(here, "box");
        there.divert("box", place(city.gateway));
        SecureChannel channel = sender.channel(there, credential(sender));
        answer(channel, "hello");
        assertThat(there.traffic().relayedMessages()).isOne();
        assertThat(there.traffic().relayedBytes()).isEqualTo(5);
        assertThat(here.traffic().relayedMessages()).isOne();
        assertThat(here.traffic().relayedBytes()).isEqualTo(5);
        assertThat(here.relays())
                .singleElement()
                .satisfies(relay -> assertThat(relay.bytes()).isEqualTo(10));
    }

    @Test
    void aStrangerReachesNoRelayAtTheOtherInstance() {
        own(here, "box");
        there.divert("box", place(city.gateway));
        SecureChannel stranger = sender.channel(there);
        assertThat(through(stranger, "hello", Guest.SHORT)).failsWithin(Duration.ofSeconds(10));
        assertThat(here.traffic().connections()).isOne();
    }

    @Test
    void onlyAnInstanceWithTheProjectsKeyIsBelieved() {
        HostedProject namesake = city.project("p2", Map.of());
        HostedProject impostor = second.host(new ProjectIdentity("p2", city.person()), namesake.authority());
        impostor.divert("box", place(city.gateway));
        Credential credential = city.credential(
                namesake.authority().identifier(),
                sender.history(),
                Map.of("ockam-relay", "*"),
                InstantSource.system(),
                Duration.ofHours(1));
        assertThat(through(sender.channel(impostor, credential), "hello", Guest.SHORT))
                .failsWithin(Duration.ofSeconds(10));
        assertThat(namesake.traffic().channels()).isZero();
    }

    @Test
    void twoInstancesThatSendToEachOtherDoNotGoRoundInCircles() {
        there.divert("box", place(city.gateway));
        here.divert("box", place(second));
        SecureChannel channel = sender.channel(there, credential(sender));
        assertThat(through(channel, "hello", Guest.SHORT)).failsWithin(Duration.ofSeconds(10));
        assertThat(there.traffic().relayedMessages()).isOne();
        assertThat(here.traffic().relayedMessages()).isZero();
    }

    @Test
    void aRelayThatMovesHereIsReachedHere() {
        own(here, "box").close();
        there.divert("box", place(city.gateway));
        SecureChannel channel = sender.channel(there, credential(sender));
        try (Guest moved = new Guest(second.address().getPort())) {
            Echo.start(moved.node, MIRROR, AccessControl.ALLOW_ALL);
            SecureChannel owning = moved.channel(there, credential(moved));
            moved.allow(owning, MIRROR);
            Await.value(moved.relay(owning, "box", Duration.ofSeconds(10)));
            assertThat(told).containsExactly("p1 has box");
            assertThat(answer(channel, "hello")).isEqualTo("hello");
            assertThat(here.traffic().relayedMessages()).isZero();
        }
        Await.until("its end is told", () -> told.contains("p1 lost box"));
    }

    @Test
    void aRelayThatMovesAwayIsReachedThere() {
        Await.value(sender.relay(sender.channel(there, credential(sender)), "box", Duration.ofSeconds(10)));
        own(here, "box");
        there.divert("box", place(city.gateway));
        assertThat(there.relays()).hasSize(1);
        there.displace(there.relays().getFirst().info());
        there.divert("box", place(city.gateway));
        assertThat(there.relays()).isEmpty();
        assertThat(answer(sender.channel(there, credential(sender)), "hello")).isEqualTo("hello");
        assertThat(here.traffic().relayedMessages()).isOne();
    }

    @Test
    void theEndOfAnInstanceEndsTheWayThereAndTheNextMessageFindsAnother() {
        own(here, "box");
        there.divert("box", place(city.gateway));
        SecureChannel channel = sender.channel(there, credential(sender));
        answer(channel, "hello");
        city.gateway.stop("p1");
        HostedProject again = city.gateway.host(here.identity(), here.authority());
        own(again, "box");
        Await.until(
                "the new way is found",
                () -> through(channel, "again", Guest.SHORT)
                        .handle((answer, failure) -> failure == null)
                        .join());
    }

    @Test
    void whatIsNoLongerElsewhereIsNowhere() {
        own(here, "box");
        there.divert("box", place(city.gateway));
        SecureChannel channel = sender.channel(there, credential(sender));
        answer(channel, "hello");
        there.undivert("box");
        assertThat(through(channel, "again", Guest.SHORT)).failsWithin(Duration.ofSeconds(10));
        Await.until(
                "the connection between them has ended", () -> here.traffic().connections() == 1);
    }
}
