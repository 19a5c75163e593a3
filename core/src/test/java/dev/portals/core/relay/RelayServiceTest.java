package dev.portals.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.AddressInUseException;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service's side of relays: spec 03 section 2.3 and 04 section 4.4. */
class RelayServiceTest {
    private static final Identifier ALICE = identifier(1);
    private static final Identifier BOB = identifier(2);

    private final ManualLoop loop = new ManualLoop(1_000_000);
    private final Node node = TestNode.on(loop);
    private final Set<String> allowed = new HashSet<>();
    private Probe channel = Probe.at(node, "Eco");
    private @Nullable RelayService service;

    @BeforeEach
    void allowAlice() {
        allowed.add(ALICE + "/*");
    }

    @AfterEach
    void end() {
        if (service != null) {
            service.close();
            assertThat(service.relays()).isEmpty();
        }
    }

    private static Identifier identifier(int fill) {
        byte[] bytes = new byte[Identifier.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return Identifier.of(bytes);
    }

    private RelayService open() {
        return start(RelayService.Options.of(RelayAuthorization.EVERYBODY, Set.of()));
    }

    private RelayService withAuthority() {
        return start(RelayService.Options.of(
                RelayAuthorization.peers(
                        (peer, name) -> allowed.contains(peer + "/*") || allowed.contains(peer + "/" + name)),
                Set.of()));
    }

    private RelayService start(RelayService.Options options) {
        RelayService started = new RelayService(node, options);
        service = started;
        return started;
    }

    private void ask(Address to, Route returning, @Nullable Identifier peer, byte[] payload) {
        channel.send(new Message(Route.of(to), returning, Buffers.copyOf(payload), peer, null));
        loop.run();
    }

    private void register(@Nullable Identifier peer, String name) {
        ask(RelayService.STATIC, Route.local("Eco", "M"), peer, Bare.string(name));
    }

    private List<String> arrived() {
        return channel.take().stream().map(Probe.Seen::line).toList();
    }

    @Test
    void aNameIsConfirmedAlongTheWholeWayBack() {
        open();
        ask(RelayService.STATIC, Route.local("Eco", "M"), null, HexFormat.of().parseHex("0178"));
        assertThat(arrived()).containsExactly("0#Eco => 0#M / 0#forward_to_x / 0c666f72776172645f746f5f78");
    }

    @Test
    void theConfirmationOfWebIsThatOfTheSpecification() {
        open();
        ask(RelayService.STATIC, Route.local("Eco", "M"), null, HexFormat.of().parseHex("03776562"));
        assertThat(channel.take())
                .singleElement()
                .satisfies(seen -> assertThat(seen.payload()).isEqualTo("0e666f72776172645f746f5f776562"));
    }

    @Test
    void everyAddressTakesBothForms() {
        RelayService relays = open();
        byte[] map = new CborWriter()
                .map(2)
                .uint(1)
                .text("tagged")
                .uint(2)
                .map(1)
                .text("colour")
                .text("blue")
                .toBytes();
        for (String address :
                List.of("static_forwarding_service", "forwarding_service", "static_forwarding", "forwarding")) {
            ask(Address.local(address), Route.local("Eco", "M"), null, Bare.string("plain"));
            assertThat(arrived()).singleElement().asString().contains("0#forward_to_plain");
            ask(Address.local(address), Route.local("Eco", "M"), null, map);
            assertThat(arrived()).singleElement().asString().contains("0#forward_to_tagged");
        }
        assertThat(relays.relays())
                .filteredOn(relay -> relay.name().equals("tagged"))
                .singleElement()
                .satisfies(relay -> assertThat(relay.tags()).isEqualTo(Map.of("colour", "blue")));
        assertThat(relays.statistics().registered()).isEqualTo(2);
        assertThat(relays.statistics().replaced()).isEqualTo(6);
    }

    @Test
    void aRelayWithoutANameGetsARandomOneAndTheRequestBack() {
        open();
        ask(RelayService.EPHEMERAL, Route.local("Eco", "M"), null, Bare.string("register"));
        ask(RelayService.EPHEMERAL, Route.local("Eco", "M"), null, Bare.string("register"));
        List<String> lines = arrived();
        assertThat(lines).hasSize(2).doesNotHaveDuplicates();
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line).matches("0#Eco => 0#M / 0#forward_to_[0-9a-f]{32} / 087265676973746572"));
    }

    @Test
    void forwardingPutsTheWholeRouteInPlaceOfTheRelayAndTouchesNothingElse() {
        open();
        register(null, "x");
        channel.take();
        ByteBuf payload = Buffers.copyOf(new byte[] {1, 2, 3});
        int place = payload.readerIndex();
        Inflow origin = outflow -> {};
        List<Message> forwarded = new ArrayList<>();
        node.router().start((message, source) -> forwarded.add(message), loop, Mailbox.open(Address.local("Eco2")));
        ask(RelayService.STATIC, Route.local("Eco2", "M"), null, Bare.string("y"));
        forwarded.forEach(Message::release);
        forwarded.clear();

        channel.send(new Message(
                Route.local("forward_to_y", "api", "more"), Route.local("Eci", "Di2"), payload, ALICE, origin));
        loop.run();

        assertThat(forwarded).singleElement().satisfies(message -> {
            assertThat(message.onward()).isEqualTo(Route.local("Eco2", "M", "api", "more"));
            assertThat(message.returning()).isEqualTo(Route.local("Eci", "Di2"));
            assertThat(message.payload()).isSameAs(payload);
            assertThat(message.payload().readerIndex()).isEqualTo(place);
            assertThat(message.peer()).isEqualTo(ALICE);
            assertThat(message.origin()).isSameAs(origin);
        });
        payload.release();
        RelayStatistics statistics = open0().statistics();
        assertThat(statistics.messages()).isEqualTo(1);
        assertThat(statistics.bytes()).isEqualTo(3);
    }

    private RelayService open0() {
        RelayService started = service;
        if (started == null) {
            throw new AssertionError("no service");
        }
        return started;
    }

    @Test
    void aMessageThatEndsAtTheRelayIsDropped() {
        open();
        register(null, "x");
        channel.take();
        ByteBuf payload = Buffers.copyOf(new byte[] {1});
        channel.send(Message.of(Route.local("forward_to_x"), Route.local("Eci"), payload));
        loop.run();
        assertThat(channel.take()).isEmpty();
        assertThat(payload.refCnt()).isZero();
    }

    @Test
    void aMessageWithoutAWayBackIsDropped() {
        open();
        register(null, "x");
        channel.take();
        ByteBuf payload = Buffers.copyOf(new byte[] {1});
        channel.send(Message.of(Route.local("forward_to_x", "api"), Route.EMPTY, payload));
        loop.run();
        assertThat(channel.take()).isEmpty();
        assertThat(payload.refCnt()).isZero();
    }

    @Test
    void onlyWhoHasTheAttributeIsServed() {
        RelayService relays = withAuthority();
        allowed.add(BOB + "/bobrelay");
        register(null, "x");
        register(BOB, "other");
        register(identifier(3), "x");
        assertThat(arrived()).isEmpty();
        assertThat(relays.statistics().refused()).isEqualTo(3);
        register(ALICE, "anything");
        register(BOB, "bobrelay");
        assertThat(arrived()).hasSize(2);
        assertThat(relays.relays())
                .extracting(RelayInfo::name, RelayInfo::owner)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("anything", ALICE),
                        org.assertj.core.groups.Tuple.tuple("bobrelay", BOB));
    }

    @Test
    void aRandomNameNeedsTheRightToEveryName() {
        withAuthority();
        allowed.add(BOB + "/register");
        ask(RelayService.EPHEMERAL, Route.local("Eco", "M"), BOB, Bare.string("register"));
        assertThat(arrived()).isEmpty();
        ask(RelayService.EPHEMERAL, Route.local("Eco", "M"), ALICE, Bare.string("register"));
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void aHashInANameIsSilenceAndTheServiceLives() {
        RelayService relays = open();
        register(null, "a#b");
        register(null, "#");
        assertThat(arrived()).isEmpty();
        register(null, "x");
        assertThat(arrived()).hasSize(1);
        assertThat(relays.statistics().refused()).isEqualTo(2);
    }

    @Test
    void anUndecodableRequestIsSilenceAndTheServiceLives() {
        RelayService relays = open();
        for (String hex : List.of("", "05", "0561", "02fffe", "a0", "a10261", "a101", "a1014161", "ff", "f6", "80")) {
            ask(
                    RelayService.STATIC,
                    Route.local("Eco", "M"),
                    null,
                    HexFormat.of().parseHex(hex));
        }
        ask(RelayService.STATIC, Route.local("Eco", "M"), null, new byte[9000]);
        ask(RelayService.STATIC, Route.EMPTY, null, Bare.string("nowhere"));
        ask(RelayService.STATIC, Route.local("gone", "M"), null, Bare.string("gone"));
        assertThat(arrived()).isEmpty();
        assertThat(relays.relays()).isEmpty();
        assertThat(relays.statistics().refused()).isEqualTo(14);
        register(null, "x");
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void registeringAgainReplacesTheRouteAndTheOwner() {
        RelayService relays = withAuthority();
        allowed.add(BOB + "/*");
        register(ALICE, "x");
        loop.advance(Duration.ofSeconds(5));
        Probe other = Probe.at(node, "Eco2");
        ask(RelayService.STATIC, Route.local("Eco2", "M2"), BOB, Bare.string("x"));
        assertThat(other.take()).hasSize(1);
        channel.take();

        channel.send(
                Message.of(Route.local("forward_to_x", "api"), Route.local("Eci"), Buffers.copyOf(new byte[] {7})));
        loop.run();
        assertThat(channel.take()).isEmpty();
        assertThat(other.take().stream().map(Probe.Seen::line)).containsExactly("0#Eco2 => 0#M2 => 0#api / 0#Eci / 07");
        assertThat(relays.relays()).singleElement().satisfies(relay -> {
            assertThat(relay.owner()).isEqualTo(BOB);
            assertThat(relay.via()).isEqualTo(Address.local("Eco2"));
            assertThat(relay.createdAt().getEpochSecond()).isEqualTo(1_000_000);
            assertThat(relay.updatedAt().getEpochSecond()).isEqualTo(1_000_005);
        });
        assertThat(relays.statistics().replaced()).isEqualTo(1);
    }

    @Test
    void whoMayNotHaveANameCannotTakeItOver() {
        withAuthority();
        register(ALICE, "x");
        channel.take();
        Probe other = Probe.at(node, "Eco2");
        ask(RelayService.STATIC, Route.local("Eco2", "M2"), BOB, Bare.string("x"));
        channel.send(Route.local("forward_to_x", "api"), "07");
        loop.run();
        assertThat(other.take()).isEmpty();
        assertThat(channel.take()).hasSize(1);
    }

    @Test
    void aRelayEndsWithTheChannelItWasRegisteredThrough() {
        RelayService relays = open();
        register(null, "x");
        register(null, "y");
        Probe other = Probe.at(node, "Eco2");
        ask(RelayService.STATIC, Route.local("Eco2", "M"), null, Bare.string("z"));
        channel.context().stop();
        loop.run();
        assertThat(relays.relays()).extracting(RelayInfo::name).containsExactly("z");
        assertThat(relays.statistics().removed()).isEqualTo(2);
        assertThat(other.send(Route.local("forward_to_x", "api"), "07")).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(node.router().exists(Address.local("forward_to_z"))).isTrue();
    }

    @Test
    void aRelayThatMovedOutlivesItsFirstChannel() {
        RelayService relays = open();
        register(null, "x");
        Probe other = Probe.at(node, "Eco2");
        ask(RelayService.STATIC, Route.local("Eco2", "M"), null, Bare.string("x"));
        channel.context().stop();
        loop.run();
        assertThat(relays.relays()).hasSize(1);
        other.context().stop();
        loop.run();
        assertThat(relays.relays()).isEmpty();
    }

    @Test
    void aRelayEndsAMinuteAfterItsOwnersRight() {
        RelayService relays = withAuthority();
        register(ALICE, "x");
        allowed.clear();
        loop.advance(Duration.ofSeconds(60));
        assertThat(relays.relays()).hasSize(1);
        loop.advance(Duration.ofSeconds(60));
        assertThat(relays.relays()).isEmpty();
    }

    @Test
    void aRightThatComesBackInTimeKeepsTheRelay() {
        RelayService relays = withAuthority();
        register(ALICE, "x");
        allowed.clear();
        loop.advance(Duration.ofSeconds(60));
        allowed.add(ALICE + "/x");
        loop.advance(Duration.ofSeconds(30));
        allowed.clear();
        loop.advance(Duration.ofSeconds(60));
        assertThat(relays.relays()).hasSize(1);
        loop.advance(Duration.ofSeconds(60));
        assertThat(relays.relays()).isEmpty();
    }

    @Test
    void namesAndNumbersAreBounded() {
        RelayService relays = start(new RelayService.Options(
                (peer, name) -> true,
                AccessControl.ALLOW_ALL,
                AccessControl.ALLOW_ALL,
                Set.of(),
                new RelayLimits(3, 2, 4)));
        register(ALICE, "longer");
        register(ALICE, "ééé");
        assertThat(relays.relays()).isEmpty();
        register(ALICE, "a");
        register(ALICE, "b");
        register(ALICE, "c");
        assertThat(relays.relays()).hasSize(2);
        register(ALICE, "b");
        register(BOB, "d");
        register(BOB, "e");
        assertThat(relays.relays()).extracting(RelayInfo::name).containsExactlyInAnyOrder("a", "b", "d");
        register(ALICE, "d");
        assertThat(relays.relays())
                .filteredOn(relay -> relay.name().equals("d"))
                .singleElement()
                .satisfies(relay -> assertThat(relay.owner()).isEqualTo(BOB));
        assertThat(relays.statistics().refused()).isEqualTo(5);
        assertThat(relays.statistics().full()).isEqualTo(3);
        relays.limit(new RelayLimits(4, 2, 4));
        register(BOB, "e");
        assertThat(relays.relays()).extracting(RelayInfo::name).containsExactlyInAnyOrder("a", "b", "d", "e");
        relays.limit(new RelayLimits(1, 1, 4));
        assertThat(relays.relays()).as("what there is stays").hasSize(4);
    }

    @Test
    void anAddressThatSomebodyElseHasIsRefused() {
        RelayService relays = open();
        Probe other = Probe.at(node, "forward_to_x");
        register(null, "x");
        assertThat(arrived()).isEmpty();
        assertThat(relays.relays()).isEmpty();
        other.context().stop();
        register(null, "x");
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void theRulesOfTheMailboxesAreAsked() {
        AccessControl onlyAlice = (source, message) -> ALICE.equals(message.peer());
        start(new RelayService.Options(
                RelayAuthorization.EVERYBODY,
                onlyAlice,
                AccessControl.ANY_CHANNEL_PEER,
                Set.of(),
                RelayLimits.DEFAULT));
        register(BOB, "x");
        assertThat(arrived()).isEmpty();
        register(ALICE, "x");
        assertThat(arrived()).hasSize(1);
        channel.send(Route.local("forward_to_x", "api"), "07");
        loop.run();
        assertThat(arrived()).isEmpty();
        channel.send(new Message(
                Route.local("forward_to_x", "api"), Route.local("Eci"), Buffers.copyOf(new byte[1]), BOB, null));
        loop.run();
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void serviceAndRelaysAreReachableFromTheGivenFlows() {
        FlowControlId api = FlowControlId.random(node.random());
        RelayService relays = start(RelayService.Options.of(RelayAuthorization.EVERYBODY, Set.of(api)));
        register(null, "x");
        for (String name : List.of("static_forwarding_service", "forwarding_service", "forward_to_x")) {
            assertThat(node.flows().isConsumer(Address.local(name), api)).isTrue();
        }
        register(null, "x");
        assertThat(node.flows().isConsumer(Address.local("forward_to_x"), api)).isTrue();
        relays.remove(Address.local("forward_to_x"));
        assertThat(node.flows().isConsumer(Address.local("forward_to_x"), api)).isFalse();
        assertThat(relays.relays()).isEmpty();
        relays.remove(Address.local("forward_to_x"));
    }

    @Test
    void forwardingOpensTheDirectWayBetweenTheTwoEndsAndNoOther() {
        open();
        FlowControlId owner = FlowControlId.random(node.random());
        FlowControlId user = FlowControlId.random(node.random());
        FlowControlId third = FlowControlId.random(node.random());
        Probe.at(node, "Dco");
        Probe.at(node, "Eci");
        Probe.at(node, "Dci");
        Probe.at(node, "D3");
        node.flows().addProducer(Address.local("Dco"), owner, null, Address.local("Eco"));
        node.flows().addProducer(Address.local("Dci"), user, null, Address.local("Eci"));
        node.flows().addProducer(Address.local("D3"), third, null, Address.local("E3"));
        register(null, "x");
        channel.take();
        assertThat(node.flows().isConsumer(Address.local("Eci"), owner)).isFalse();

        for (int i = 0; i < 3; i++) {
            channel.send(Message.of(
                    Route.local("forward_to_x", "api"), Route.local("Eci", "Di2"), Buffers.copyOf(new byte[1])));
        }
        loop.run();
        assertThat(channel.take()).hasSize(3);
        assertThat(node.flows().isConsumer(Address.local("Eci"), owner)).isTrue();
        assertThat(node.flows().isConsumer(Address.local("Eco"), user)).isTrue();
        assertThat(node.flows().isConsumer(Address.local("Eci"), third)).isFalse();
        assertThat(node.flows().isConsumer(Address.local("Eco"), third)).isFalse();
    }

    @Test
    void aChannelThatComesBackUnderAnOldNameIsOpenedAnew() {
        open();
        FlowControlId owner = FlowControlId.random(node.random());
        node.flows().addProducer(Address.local("Dco"), owner, null, Address.local("Eco"));
        register(null, "x");
        for (int i = 0; i < 2; i++) {
            Probe user = Probe.at(node, "user");
            user.send(Route.local("forward_to_x", "api"), "01");
            loop.run();
            assertThat(node.flows().isConsumer(Address.local("user"), owner)).isTrue();
            user.context().stop();
            assertThat(node.flows().isConsumer(Address.local("user"), owner)).isFalse();
        }
    }

    @Test
    void backPressureIsThatOfTheConnectionBehindTheRelay() {
        open();
        List<Route> asked = new ArrayList<>();
        Outflow socket = new Outflow() {
            @Override
            public boolean isWritable() {
                return false;
            }

            @Override
            public void whenWritable(EventLoop home, Runnable task) {
                home.execute(task);
            }
        };
        Worker sender = new Worker() {
            @Override
            public void handle(Message message, Address source) {
                message.release();
            }

            @Override
            public Outflow outflow(Route rest) {
                asked.add(rest);
                return socket;
            }
        };
        node.router().start(sender, loop, Mailbox.open(Address.local("T")));
        ask(RelayService.STATIC, Route.local("T", "M"), null, Bare.string("x"));
        assertThat(node.router().outflow(Route.local("forward_to_x", "api"))).isSameAs(socket);
        assertThat(asked).containsExactly(Route.local("M", "api"));
    }

    @Test
    void aNodeHasOneRelayService() {
        open();
        assertThatThrownBy(() -> new RelayService(node, RelayService.Options.of((peer, name) -> true, Set.of())))
                .isInstanceOf(AddressInUseException.class);
    }

    @Test
    void closingTheServiceEndsItsRelaysAndTimers() {
        RelayService relays = open();
        register(null, "x");
        relays.close();
        loop.run();
        assertThat(node.router().exists(Address.local("forward_to_x"))).isFalse();
        assertThat(node.router().exists(RelayService.STATIC)).isFalse();
        assertThat(loop.pendingTimers()).isZero();
        channel.context().stop();
        assertThat(relays.statistics().removed()).isEqualTo(1);
    }

    @Test
    void aMapDecodesAsLenientlyAsPeersDo() {
        CborWriter reversed = new CborWriter()
                .map(4)
                .uint(2)
                .none()
                .uint(9)
                .array(1)
                .uint(1)
                .uint(1)
                .text("first")
                .uint(1)
                .text("last");
        assertThat(RelayRequest.decode(reversed.toBytes())).isEqualTo(new RelayRequest("last", Map.of()));
        assertThat(RelayRequest.decode(HexFormat.of().parseHex("bf016178ff")))
                .isEqualTo(new RelayRequest("x", Map.of()));
    }

    @Test
    void bytesBehindABareNameAreIgnoredAsRustDoes() {
        assertThat(RelayRequest.decode(HexFormat.of().parseHex("0178ffff")).name())
                .isEqualTo("x");
    }

    @Test
    void aLongMapIsNotTakenForAName() {
        String name = "n".repeat(200);
        byte[] map = new CborWriter().map(1).uint(1).text(name).toBytes();
        assertThat(RelayRequest.decode(map).name()).isEqualTo(name);
    }

    @Test
    void noBytesHurtTheService() {
        RelayService relays = open();
        Random random = new Random(7);
        byte[] map = new CborWriter()
                .map(2)
                .uint(1)
                .text("x")
                .uint(2)
                .map(1)
                .text("k")
                .text("v")
                .toBytes();
        for (int i = 0; i < 5_000; i++) {
            byte[] payload = i % 2 == 0 ? new byte[random.nextInt(40)] : map.clone();
            if (i % 2 == 0) {
                random.nextBytes(payload);
            } else {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            }
            ask(RelayService.STATIC, Route.local("Eco", "M"), null, payload);
        }
        channel.take();
        relays.relays().forEach(relay -> relays.remove(relay.address()));
        register(null, "x");
        assertThat(arrived()).hasSize(1);
    }
}
