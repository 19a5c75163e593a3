package dev.portals.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.Bare;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The registrant's side of relays: spec 03 section 2.2. */
class RelayClientTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Probe channel = Probe.at(node, "Eo1");
    private final FlowControlId flow = FlowControlId.random(node.random());
    private final RelayClient client = new RelayClient(node);
    private Address receiver = Address.local("unknown");

    RelayClientTest() {
        node.flows().addProducer(Address.local("Do1"), flow, null, Address.local("Eo1"));
    }

    private CompletableFuture<RelayRegistration> register(String name) {
        CompletableFuture<RelayRegistration> registration = client.register(Route.local("Eo1"), name);
        loop.run();
        receiver = requested("0#Eo1 => 0#static_forwarding_service", Bare.string(name));
        return registration;
    }

    private Address requested(String onward, byte[] payload) {
        List<Probe.Seen> seen = channel.take();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().onward().toString()).isEqualTo(onward);
        assertThat(seen.getFirst().payload()).isEqualTo(java.util.HexFormat.of().formatHex(payload));
        assertThat(seen.getFirst().returning().size()).isEqualTo(1);
        assertThat(seen.getFirst().returning().first().name()).matches("[0-9a-f]{32}");
        return seen.getFirst().returning().first();
    }

    private void confirm(Route returning, byte[] payload) {
        channel.send(Message.of(Route.of(receiver), returning, Buffers.copyOf(payload)));
        loop.run();
    }

    private static void assertFails(CompletableFuture<RelayRegistration> registration, RelayException.Reason reason) {
        assertThat(registration).isCompletedExceptionally();
        assertThat(registration.exceptionNow())
                .isInstanceOfSatisfying(
                        RelayException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    @Test
    void anElixirConfirmationIsTheNameAlone() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        assertThat(registration).isCompleted();
        assertThat(registration.join().relay()).isEqualTo(Address.local("forward_to_x"));
        assertThat(registration.join().route()).isEqualTo(Route.local("Eo1", "forward_to_x"));
        assertThat(registration.join().receiver()).isEqualTo(receiver);
        assertThat(registration.join().closed()).isNotDone();
    }

    @Test
    void aRustConfirmationHasAPrefix() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("forward_to_x"));
        assertThat(registration.join().relay().name()).isEqualTo("forward_to_x");
    }

    @Test
    void aConfirmationOfAnotherNameIsNone() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_y"), Bare.string("forward_to_y"));
        confirm(Route.local("Eo1", "forward_to_x"), new byte[] {5, 'x'});
        confirm(Route.of(Address.local("Eo1"), Address.tcp("host:1")), Bare.string("x"));
        confirm(Route.EMPTY, Bare.string("x"));
        confirm(Route.local("Eo1", "forward_to_x"), new byte[10_000]);
        assertThat(registration).isNotDone();
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        assertThat(registration).isCompleted();
    }

    @Test
    void whatComesAfterTheConfirmationChangesNothing() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        confirm(Route.local("Eo1", "other", "forward_to_x"), Bare.string("x"));
        assertThat(registration.join().route()).isEqualTo(Route.local("Eo1", "forward_to_x"));
    }

    @Test
    void aRelayWithoutANameTakesWhateverNameComes() {
        CompletableFuture<RelayRegistration> registration =
                client.registerEphemeral(Route.local("Eo1"), Duration.ofSeconds(5));
        loop.run();
        receiver = requested("0#Eo1 => 0#forwarding_service", Bare.string("register"));
        confirm(Route.local("Eo1", "FWD_12"), Bare.string("register"));
        assertThat(registration.join().relay()).isEqualTo(Address.local("FWD_12"));
    }

    @Test
    void silenceIsAnAnswerAfterThirtySeconds() {
        CompletableFuture<RelayRegistration> registration = register("x");
        loop.advance(Duration.ofMillis(29_999));
        assertThat(registration).isNotDone();
        loop.advance(Duration.ofMillis(1));
        assertFails(registration, RelayException.Reason.NO_ANSWER);
        assertThat(node.router().exists(receiver)).isFalse();
        assertThat(loop.pendingTimers()).isZero();
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
    }

    @Test
    void aRouteThatBeginsNowhereFailsAtOnce() {
        int before = node.router().size();
        assertFails(client.register(Route.local("gone"), "x"), RelayException.Reason.UNREACHABLE);
        assertFails(client.register(Route.EMPTY, "x"), RelayException.Reason.UNREACHABLE);
        assertThat(node.router().size()).isEqualTo(before);
    }

    @Test
    void aConnectionThatBreaksEndsTheWait() {
        CompletableFuture<RelayRegistration> registration = register("x");
        channel.context().stop();
        loop.run();
        assertFails(registration, RelayException.Reason.CLOSED);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aRegistrationEndsWithItsConnection() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        CompletableFuture<Void> closed = registration.join().closed();
        channel.context().stop();
        loop.run();
        assertThat(closed).isCompleted();
        assertThat(node.router().exists(receiver)).isFalse();
    }

    @Test
    void aClosedRegistrationTakesNothingMore() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        registration.join().close();
        registration.join().close();
        loop.run();
        assertThat(registration.join().closed()).isCompleted();
        assertThat(node.router().exists(receiver)).isFalse();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aCancelledRegistrationLeavesNothingBehind() {
        int before = node.router().size();
        CompletableFuture<RelayRegistration> registration = register("x");
        registration.cancel(false);
        loop.run();
        assertThat(node.router().size()).isEqualTo(before);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whatARelayBringsIsHandedOnAsItIs() {
        register("x");
        List<Message> arrived = new ArrayList<>();
        node.router().start((message, source) -> arrived.add(message), loop, Mailbox.open(Address.local("api")));
        node.flows().addConsumer(Address.local("api"), flow);
        ByteBuf payload = Buffers.copyOf(new byte[] {1, 2});
        Identifier peer = Identifier.of(new byte[32]);
        Inflow origin = outflow -> {};
        channel.send(new Message(
                Route.of(receiver, Address.local("api"), Address.local("more")),
                Route.local("Eo1", "Eci", "Di2"),
                payload,
                peer,
                origin));
        loop.run();
        assertThat(arrived).singleElement().satisfies(message -> {
            assertThat(message.onward()).isEqualTo(Route.local("api", "more"));
            assertThat(message.returning()).isEqualTo(Route.local("Eo1", "Eci", "Di2"));
            assertThat(message.payload()).isSameAs(payload);
            assertThat(message.peer()).isEqualTo(peer);
            assertThat(message.origin()).isSameAs(origin);
        });
        payload.release();
    }

    @Test
    void aRelayReachesWhatItsConnectionReachesAndNoMore() {
        register("x");
        Probe allowed = Probe.at(node, "api");
        Probe secret = Probe.at(node, "secret");
        node.flows().addConsumer(Address.local("api"), flow);
        for (String target : List.of("api", "secret")) {
            channel.send(Message.of(
                    Route.of(receiver, Address.local(target)), Route.local("Eo1"), Buffers.copyOf(new byte[1])));
        }
        loop.run();
        assertThat(allowed.take()).hasSize(1);
        assertThat(secret.take()).isEmpty();
        assertThat(node.flows().isConsumer(receiver, flow)).isTrue();
    }

    @Test
    void withoutAFlowEverythingIsReachable() {
        Probe plain = Probe.at(node, "plain");
        client.register(Route.local("plain"), "x");
        loop.run();
        receiver = plain.take().getFirst().returning().first();
        Probe target = Probe.at(node, "target");
        plain.send(Message.of(
                Route.of(receiver, Address.local("target")), Route.local("plain"), Buffers.copyOf(new byte[1])));
        loop.run();
        assertThat(target.take()).hasSize(1);
    }

    @Test
    void aMessageInACircleIsDropped() {
        register("x");
        ByteBuf payload = Buffers.copyOf(new byte[1]);
        channel.send(Message.of(Route.of(receiver, receiver), Route.local("Eo1"), payload));
        loop.run();
        assertThat(payload.refCnt()).isZero();
        assertThat(node.router().exists(receiver)).isTrue();
    }

    @Test
    void nobodySendsToTheInnerAddress() {
        register("x");
        List<Address> inner = new ArrayList<>();
        node.router()
                .start(
                        (message, source) -> {
                            inner.add(source);
                            message.release();
                        },
                        loop,
                        Mailbox.open(Address.local("api")));
        node.flows().addConsumer(Address.local("api"), flow);
        channel.send(
                Message.of(Route.of(receiver, Address.local("api")), Route.local("Eo1"), Buffers.copyOf(new byte[1])));
        loop.run();
        assertThat(inner).hasSize(1).doesNotContain(receiver);
        assertThat(node.flows().producer(inner.getFirst())).isPresent();
        channel.send(Message.of(
                Route.of(inner.getFirst(), Address.local("api")), Route.local("Eo1"), Buffers.copyOf(new byte[1])));
        loop.run();
        assertThat(inner).hasSize(1);
    }

    @Test
    void theFlowsKnowNothingOfAClosedRegistration() {
        CompletableFuture<RelayRegistration> registration = register("x");
        confirm(Route.local("Eo1", "forward_to_x"), Bare.string("x"));
        assertThat(node.flows().isConsumer(receiver, flow)).isTrue();
        registration.join().close();
        loop.run();
        assertThat(node.flows().isConsumer(receiver, flow)).isFalse();
        assertThat(node.flows().producerFor(Address.local("Eo1"))).isPresent();
    }

    @Test
    void backPressureIsThatOfTheNextHop() {
        register("x");
        Outflow socket = new Outflow() {
            @Override
            public boolean isWritable() {
                return true;
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
            public @Nullable Outflow outflow(Route rest) {
                return rest.isEmpty() ? socket : null;
            }
        };
        node.router().start(sender, loop, Mailbox.open(Address.local("T")));
        assertThat(node.router().outflow(Route.of(receiver, Address.local("T"))))
                .isSameAs(socket);
        assertThat(node.router().outflow(Route.of(receiver))).isNull();
    }

    @Test
    void noBytesHurtTheReceiver() {
        CompletableFuture<RelayRegistration> registration = register("alias");
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            byte[] payload = new byte[random.nextInt(30)];
            random.nextBytes(payload);
            confirm(Route.local("Eo1", "forward_to_alias"), payload);
        }
        assertThat(registration).isNotDone();
        confirm(Route.local("Eo1", "forward_to_alias"), Bare.string("alias"));
        assertThat(registration.handle((r, e) -> e instanceof CompletionException))
                .isCompletedWithValue(false);
    }
}
