package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes joined for the connections of one of them. */
class BridgeTest {
    private static final Address SERVICE = Address.local("service");

    private final ManualLoop loop = new ManualLoop(1_750_000_000);
    private final Node outer = TestNode.on(loop);
    private final Node inner = outer.sibling();
    private final Bridge bridge = new Bridge(outer, Address.local("front"), inner);
    private final Front front = new Front();
    private final Line line = new Line();
    private final Probe service = Probe.at(inner, SERVICE);
    private final Probe secret = Probe.at(inner, "secret");

    BridgeTest() {
        inner.flows().addConsumer(SERVICE, bridge.entrance());
    }

    /** The worker of the outer node that the bridge begins at. */
    private final class Front implements Worker {
        Front() {
            outer.router().start(this, outer.callersLoop(), Mailbox.open(Address.local("front")));
        }

        @Override
        public void handle(Message message, Address source) {
            bridge.enter(message, message.onward().rest(), source);
        }
    }

    /** A connection of the outer node. */
    private final class Line implements Worker {
        final Address sender = outer.randomAddress();
        final Address receiver = outer.randomAddress();
        final List<Message> left = new ArrayList<>();
        final Context context;
        final Outflow outflow = new Outflow() {
            @Override
            public boolean isWritable() {
                return true;
            }

            @Override
            public void whenWritable(EventLoop home, Runnable task) {
                home.execute(task);
            }
        };

        Line() {
            FlowControlId flow = FlowControlId.random(outer.random());
            outer.flows().addProducer(receiver, flow, null, sender);
            outer.flows().addConsumer(Address.local("front"), flow);
            context = outer.router()
                    .start(
                            this,
                            loop,
                            Mailbox.open(sender),
                            Mailbox.of(
                                    receiver,
                                    AccessControl.DENY_ALL,
                                    outer.flows().outgoing(flow, null)));
        }

        @Override
        public void handle(Message message, Address source) {
            left.add(message);
        }

        @Override
        public @Nullable Outflow outflow(Route rest) {
            return outflow;
        }

        void arrives(Message message) {
            context.send(receiver, message);
            loop.run();
        }

        void arrives(String onward, Address... returning) {
            arrives(Message.of(Route.parse(onward), Route.of(returning), payload()));
        }
    }

    @AfterEach
    void release() {
        // What was sent on is another's already.
        line.left.stream().filter(message -> message.payload().refCnt() > 0).forEach(Message::release);
    }

    private static ByteBuf payload() {
        return Buffers.copyOf(new byte[] {7});
    }

    private Message comesIn() {
        line.arrives("front => service", line.sender, Address.local("c"));
        return service.take().getFirst().message();
    }

    @Test
    void whatComesInHasTheLinkInFrontOfItsWayBackInPlaceOfTheConnection() {
        Message seen = comesIn();
        assertThat(seen.onward()).isEqualTo(Route.of(SERVICE));
        assertThat(seen.returning().rest()).isEqualTo(Route.local("c"));
        assertThat(inner.router().exists(seen.returning().first())).isTrue();
        assertThat(outer.router().exists(seen.returning().first())).isFalse();
    }

    @Test
    void anAnswerLeavesThroughTheConnectionWithTheFrontInFrontOfItsWayBack() {
        service.send(comesIn().returning(), "08");
        assertThat(line.left).singleElement().satisfies(message -> {
            assertThat(message.onward()).isEqualTo(Route.of(line.sender, Address.local("c")));
            assertThat(message.returning()).isEqualTo(Route.local("front", "service"));
            assertThat(Buffers.toBytes(message.payload())).containsExactly(8);
        });
    }

    @Test
    void whatHasNoWayBackGetsNone() {
        service.send(new Message(comesIn().returning(), Route.EMPTY, payload(), null, null));
        assertThat(line.left)
                .singleElement()
                .satisfies(message -> assertThat(message.returning()).isEqualTo(Route.EMPTY));
    }

    @Test
    void onlyWhatTheEntranceAdmitsIsReached() {
        ByteBuf refused = payload();
        line.arrives(Message.of(Route.local("front", "secret"), Route.of(line.sender), refused));
        assertThat(secret.take()).isEmpty();
        assertThat(refused.refCnt()).isZero();
        assertThat(bridge.admits(SERVICE)).isTrue();
        assertThat(bridge.admits(Address.local("secret"))).isFalse();
    }

    @Test
    void aMessageThatNamesNobodyBehindTheFrontIsDropped() {
        ByteBuf dropped = payload();
        line.arrives(Message.of(Route.local("front"), Route.of(line.sender), dropped));
        assertThat(dropped.refCnt()).isZero();
    }

    @Test
    void theLinkIsNoWayFromOneWorkerOfTheOuterNodeToAnother() {
        Probe neighbour = Probe.at(outer, "neighbour");
        Address link = comesIn().returning().first();
        service.send(Route.of(link, Address.local("neighbour")), "09");
        assertThat(neighbour.take()).isEmpty();
        assertThat(line.left)
                .singleElement()
                .satisfies(message ->
                        assertThat(message.onward()).isEqualTo(Route.of(line.sender, Address.local("neighbour"))));
    }

    @Test
    void whoThePeerIsNeverCrosses() {
        Identifier peer = Identifier.of(new byte[Identifier.LENGTH]);
        line.arrives(new Message(Route.local("front", "service"), Route.of(line.sender), payload(), peer, null));
        Message seen = service.take().getFirst().message();
        assertThat(seen.peer()).isNull();
        service.send(new Message(seen.returning(), Route.of(SERVICE), payload(), peer, null));
        assertThat(line.left)
                .singleElement()
                .satisfies(message -> assertThat(message.peer()).isNull());
    }

    @Test
    void payloadAndOriginCrossAsTheyAreInBothDirections() {
        List<Message> arrived = new ArrayList<>();
        Address keeper = Address.local("keeper");
        Context context = inner.router().start((message, source) -> arrived.add(message), loop, Mailbox.open(keeper));
        inner.flows().addConsumer(keeper, bridge.entrance());
        ByteBuf in = payload();
        Inflow origin = outflow -> {};
        line.arrives(new Message(Route.local("front", "keeper"), Route.of(line.sender), in, null, origin));
        assertThat(arrived).singleElement().satisfies(message -> {
            assertThat(message.payload()).isSameAs(in);
            assertThat(message.origin()).isSameAs(origin);
        });
        ByteBuf out = payload();
        context.send(new Message(arrived.getFirst().returning(), Route.EMPTY, out, null, origin));
        assertThat(line.left).singleElement().satisfies(message -> {
            assertThat(message.payload()).isSameAs(out);
            assertThat(message.origin()).isSameAs(origin);
        });
        in.release();
        out.release();
    }

    @Test
    void theSocketThatAnAnswerLeavesThroughIsThatOfTheConnection() {
        Message seen = comesIn();
        assertThat(inner.router().outflow(seen.returning())).isSameAs(line.outflow);
        assertThat(inner.router().terminal(seen.returning())).isPresent();
        assertThat(inner.router().peerOf(seen.returning())).isNull();
    }

    @Test
    void allMessagesOfAConnectionHaveTheSameLinkAndThoseOfAnotherConnectionNot() {
        Address first = comesIn().returning().first();
        assertThat(comesIn().returning().first()).isEqualTo(first);
        Line other = new Line();
        other.arrives("front => service", other.sender);
        assertThat(service.take().getFirst().returning().first()).isNotEqualTo(first);
        assertThat(bridge.links()).isEqualTo(2);
    }

    @Test
    void nobodyComesInByAConnectionOfSomebodyElse() {
        Line other = new Line();
        other.arrives("front => service", line.sender, Address.local("c"));
        assertThat(service.take()).isEmpty();
        comesIn();
        other.arrives("front => service", line.sender, Address.local("c"));
        other.arrives("front => service");
        other.arrives("front => service", Address.local("nobody"));
        Probe.at(outer, "worker").send(Route.local("front", "service"), "00");
        assertThat(service.take()).isEmpty();
        assertThat(bridge.links()).isEqualTo(1);
    }

    @Test
    void theLinkEndsWithTheConnectionAndNothingIsLeftOfIt() {
        int before = inner.flows().size();
        AtomicInteger ends = new AtomicInteger();
        Address link = comesIn().returning().first();
        inner.router().whenStopped(link, ends::incrementAndGet);
        line.context.stop();
        loop.run();
        assertThat(ends).hasValue(1);
        assertThat(inner.router().exists(link)).isFalse();
        assertThat(bridge.links()).isZero();
        assertThat(inner.flows().size()).isEqualTo(before);
        assertThat(bridge.admits(SERVICE)).isTrue();
    }

    @Test
    void aBridgeThatIsClosedEndsItsLinksAfterWhatIsOnItsWayAndLetsNothingIn() {
        Message seen = comesIn();
        loop.execute(() -> service.send(seen.returning(), "0a"));
        bridge.close();
        loop.run();
        assertThat(line.left).hasSize(1);
        assertThat(inner.router().exists(seen.returning().first())).isFalse();
        line.arrives("front => service", line.sender);
        assertThat(service.take()).isEmpty();
        assertThat(bridge.links()).isZero();
        bridge.close();
    }

    @Test
    void aWorkerOnTheCallersLoopIsCalledOnWhicheverThatIs() {
        FakeLoop one = new FakeLoop();
        FakeLoop two = new FakeLoop();
        EventLoop callers = new Node(List.of(one, two), one, outer.random()).callersLoop();
        assertThat(callers.inEventLoop()).isFalse();
        callers.execute(() -> {});
        callers.execute(() -> {});
        assertThat(one.tasks).as("always the same, so that order is kept").isEqualTo(2);
        assertThat(two.tasks).isZero();
        two.here = true;
        assertThat(callers.inEventLoop()).isTrue();
        callers.execute(() -> {});
        callers.schedule(Duration.ZERO, () -> {});
        assertThat(two.tasks).isEqualTo(2);
    }

    private static final class FakeLoop implements EventLoop {
        boolean here;
        int tasks;

        @Override
        public boolean inEventLoop() {
            return here;
        }

        @Override
        public void execute(Runnable task) {
            tasks++;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            tasks++;
            return () -> {};
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }
    }
}
