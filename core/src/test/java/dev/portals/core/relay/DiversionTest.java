package dev.portals.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.Bare;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service answers for relays that were registered with another one. */
class DiversionTest {
    private static final Address X = Address.local("forward_to_x");

    private final ManualLoop loop = new ManualLoop(1_000_000);
    private final Node node = TestNode.on(loop);
    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Route>> asked = new ArrayList<>();
    private CompletionStage<?> confirmation = CompletableFuture.completedStage(true);
    private final Probe sender = Probe.at(node, "sender");
    private Probe link = Probe.at(node, "link");
    private final RelayService relays = new RelayService(
            node,
            new RelayService.Options(
                    RelayAuthorization.EVERYBODY,
                    AccessControl.ALLOW_ALL,
                    AccessControl.ALLOW_ALL,
                    Set.of(),
                    RelayLimits.DEFAULT,
                    new RelayListener() {
                        @Override
                        public CompletionStage<?> registered(RelayInfo relay) {
                            told.add("registered " + relay.name() + " via " + relay.via());
                            return confirmation;
                        }

                        @Override
                        public void ended(RelayInfo relay) {
                            told.add("ended " + relay.name() + " via " + relay.via());
                        }
                    }));

    @AfterEach
    void end() {
        relays.close();
        loop.run();
        assertThat(node.router().exists(X)).isFalse();
    }

    private CompletionStage<Route> open() {
        CompletableFuture<Route> way = new CompletableFuture<>();
        asked.add(way);
        return way;
    }

    private void divert() {
        assertThat(relays.divert("x", AccessControl.ALLOW_ALL, this::open)).isTrue();
    }

    private void send(String hex) {
        assertThat(sender.send(Route.local("forward_to_x", "api"), hex)).isEqualTo(Delivery.SENT);
        loop.run();
    }

    private void arrive() {
        asked.getLast().complete(Route.local("link", "forward_to_x"));
        loop.run();
    }

    private List<String> arrived() {
        return link.take().stream().map(Probe.Seen::line).toList();
    }

    private void register(String via) {
        sender.send(Message.of(Route.of(RelayService.STATIC), Route.local(via), Buffers.copyOf(Bare.string("x"))));
        loop.run();
    }

    @Test
    void noWayIsOpenedBeforeThereIsAMessage() {
        divert();
        loop.run();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsSentTakesTheWayThereInItsOrder() {
        divert();
        send("01");
        send("02");
        assertThat(asked).hasSize(1);
        arrive();
        send("03");
        assertThat(arrived())
                .containsExactly(
                        "0#link => 0#forward_to_x => 0#api / 0#sender / 01",
                        "0#link => 0#forward_to_x => 0#api / 0#sender / 02",
                        "0#link => 0#forward_to_x => 0#api / 0#sender / 03");
        assertThat(asked).hasSize(1);
    }

    @Test
    void bothEndsReachEachOtherWithoutItAfterwards() {
        FlowControlId senders = FlowControlId.random(node.random());
        FlowControlId links = FlowControlId.random(node.random());
        node.flows().addProducer(Address.local("sender's"), senders, null, Address.local("sender"));
        node.flows().addProducer(Address.local("link's"), links, null, Address.local("link"));
        divert();
        send("01");
        arrive();
        assertThat(node.flows().isConsumer(Address.local("link"), senders)).isTrue();
        assertThat(node.flows().isConsumer(Address.local("sender"), links)).isTrue();
    }

    @Test
    void onlyAFewMessagesWait() {
        divert();
        for (int i = 0; i < Diversion.MOST_WAITING + 5; i++) {
            send("00");
        }
        arrive();
        assertThat(arrived()).hasSize(Diversion.MOST_WAITING);
    }

    @Test
    void onlyAFewBytesWait() {
        divert();
        ByteBuf large = Buffers.copyOf(new byte[Diversion.MOST_WAITING_BYTES]);
        ByteBuf over = Buffers.copyOf(new byte[1]);
        for (ByteBuf payload : List.of(large, over)) {
            sender.send(Message.of(Route.local("forward_to_x", "api"), Route.local("sender"), payload));
            loop.run();
        }
        assertThat(over.refCnt()).isZero();
        arrive();
        assertThat(arrived()).hasSize(1);
        send("01");
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void aMessageThatCannotGoOnDoesNotKeepOthersFromIt() {
        divert();
        sender.send(Route.local("forward_to_x"), "01");
        send("02");
        arrive();
        assertThat(arrived()).containsExactly("0#link => 0#forward_to_x => 0#api / 0#sender / 02");
    }

    @Test
    void withoutAWayNothingWaitsAndTheNextMessageAsksAgain() {
        divert();
        send("01");
        asked.getFirst().completeExceptionally(new IllegalStateException("the instance is gone"));
        loop.run();
        send("02");
        assertThat(asked).hasSize(2);
        arrive();
        assertThat(arrived()).containsExactly("0#link => 0#forward_to_x => 0#api / 0#sender / 02");
    }

    @Test
    void aWayThatHasEndedIsOpenedAgain() {
        divert();
        send("01");
        arrive();
        link.take();
        link.context().stop();
        loop.run();
        link = Probe.at(node, "link");
        send("02");
        assertThat(asked).hasSize(2);
        arrive();
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void aWayThatIsGoneBeforeItIsUsedIsNotKept() {
        divert();
        send("01");
        link.context().stop();
        loop.run();
        arrive();
        link = Probe.at(node, "link");
        send("02");
        assertThat(asked).hasSize(2);
        arrive();
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void itFollowsTheRuleOfWhoMaySend() {
        relays.divert("x", AccessControl.DENY_ALL, this::open);
        send("01");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRelayThatIsRegisteredHereTakesItsPlace() {
        divert();
        send("01");
        Probe here = Probe.at(node, "here");
        register("here");
        assertThat(told).containsExactly("registered x via 0#here");
        here.take();
        send("02");
        assertThat(here.take().stream().map(Probe.Seen::payload)).containsExactly("02");
        arrive();
        assertThat(arrived()).isEmpty();
    }

    @Test
    void aRelayThatIsHereIsNotDiverted() {
        Probe here = Probe.at(node, "here");
        register("here");
        here.take();
        assertThat(relays.divert("x", AccessControl.ALLOW_ALL, this::open)).isFalse();
        send("01");
        assertThat(here.take()).hasSize(1);
    }

    @Test
    void theNextDiversionReplacesTheEarlierOne() {
        divert();
        send("01");
        arrive();
        divert();
        send("02");
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatNobodyAnswersForIsNowhere() {
        divert();
        send("01");
        relays.undivert("x");
        loop.run();
        assertThat(sender.send(Route.local("forward_to_x", "api"), "02")).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        arrive();
        assertThat(arrived()).isEmpty();
    }

    @Test
    void anAddressOfAnotherWorkerIsNotTaken() {
        Probe other = Probe.at(node, X);
        assertThat(relays.divert("x", AccessControl.ALLOW_ALL, this::open)).isFalse();
        other.context().stop();
        loop.run();
    }

    @Test
    void theRegistrantIsToldWhenTheListenerHasDoneItsPart() {
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        confirmation = known;
        Probe here = Probe.at(node, "here");
        register("here");
        assertThat(here.take()).isEmpty();
        send("01");
        assertThat(here.take()).hasSize(1);
        known.complete(true);
        loop.run();
        assertThat(here.take()).hasSize(1);
    }

    @Test
    void theListenerHearsOfEveryEnd() {
        Probe here = Probe.at(node, "here");
        Probe.at(node, "there");
        register("here");
        register("there");
        assertThat(told).containsExactly("registered x via 0#here", "ended x via 0#here", "registered x via 0#there");
        told.clear();
        here.context().stop();
        relays.remove(X);
        assertThat(told).containsExactly("ended x via 0#there");
    }

    @Test
    void aRelayThatWasRegisteredAgainIsNotRemovedForTheEarlierOne() {
        Probe.at(node, "here");
        register("here");
        RelayInfo earlier = relays.relays().getFirst();
        register("here");
        relays.remove(earlier);
        assertThat(relays.relays()).hasSize(1);
        relays.remove(relays.relays().getFirst());
        assertThat(relays.relays()).isEmpty();
        relays.remove(earlier);
        assertThat(relays.relays()).isEmpty();
    }
}
