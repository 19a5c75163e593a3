package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.testing.Hop;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.MemoryLink;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Router router = node.router();
    private final List<ByteBuf> payloads = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void noPayloadLeaks() {
        loop.run();
        assertThat(payloads).allSatisfy(payload -> assertThat(payload.refCnt()).isZero());
    }

    private static Address at(String name) {
        return Address.local(name);
    }

    private Message to(String... hops) {
        ByteBuf payload = Buffers.copyOf(new byte[] {1});
        payloads.add(payload);
        return Message.of(Route.local(hops), Route.local("back"), payload);
    }

    private Context open(String name) {
        return router.start((message, source) -> message.release(), loop, Mailbox.open(at(name)));
    }

    /** Notes what happens to it. */
    private final class Noted implements Worker {
        private final String name;

        private Noted(String name) {
            this.name = name;
        }

        @Override
        public void started(Context context) {
            events.add(name + " started");
        }

        @Override
        public void handle(Message message, Address source) {
            message.release();
            events.add(name + " got from " + source.name());
        }

        @Override
        public void stopped() {
            events.add(name + " stopped");
        }
    }

    @Test
    void aWorkerStartsHandlesAndStopsInThatOrder() {
        Context worker = router.start(new Noted("w"), loop, Mailbox.open(at("w")));
        assertThat(events).containsExactly("w started");
        assertThat(open("a").send(to("w"))).isEqualTo(Delivery.SENT);
        worker.stop();
        worker.stop();
        assertThat(events).containsExactly("w started", "w got from a", "w stopped");
        assertThat(router.exists(at("w"))).isFalse();
    }

    @Test
    void aContextKnowsItsPlace() {
        Context worker = open("w");
        assertThat(worker.node()).isSameAs(node);
        assertThat(worker.loop()).isSameAs(loop);
        assertThat(worker.address()).isEqualTo(at("w"));
        assertThat(router.loopOf(at("w"))).isSameAs(loop);
        assertThat(router.loopOf(at("x"))).isNull();
        assertThat(node.nextLoop()).isSameAs(loop);
        assertThat(node.clock().millis()).isZero();
    }

    @Test
    void aTakenAddressStartsNothing() {
        open("b");
        Noted worker = new Noted("w");
        assertThatExceptionOfType(AddressInUseException.class)
                .isThrownBy(() ->
                        router.start(worker, loop, Mailbox.open(at("a")), Mailbox.open(at("b")), Mailbox.open(at("c"))))
                .withMessageContaining("b");
        assertThat(router.exists(at("a"))).isFalse();
        assertThat(router.exists(at("b"))).isTrue();
        assertThat(router.exists(at("c"))).isFalse();
        assertThat(router.size()).isEqualTo(1);
        assertThat(events).isEmpty();
        assertThat(open("x").send(to("b"))).isEqualTo(Delivery.SENT);
    }

    @Test
    void theSameAddressTwiceStartsNothing() {
        assertThatExceptionOfType(AddressInUseException.class)
                .isThrownBy(() -> router.start(new Noted("w"), loop, Mailbox.open(at("a")), Mailbox.open(at("a"))));
        assertThat(router.size()).isZero();
    }

    @Test
    void aFreedAddressCanBeTakenAgain() {
        open("a").stop();
        router.start(new Noted("new"), loop, Mailbox.open(at("a")));
        open("b").send(to("a"));
        assertThat(events).containsExactly("new started", "new got from b");
    }

    @Test
    void aMailboxTakenLaterBelongsToTheWorkerUntilItStops() {
        Context worker = router.start(new Noted("w"), loop, Mailbox.open(at("w")));
        worker.addMailbox(Mailbox.open(at("w2")));
        open("a").send(to("w2"));
        assertThat(worker.send(at("w2"), to("a"))).isEqualTo(Delivery.SENT);
        assertThatExceptionOfType(AddressInUseException.class)
                .isThrownBy(() -> worker.addMailbox(Mailbox.open(at("a"))));
        worker.stop();
        assertThat(router.exists(at("w2"))).isFalse();
        worker.addMailbox(Mailbox.open(at("w3")));
        assertThat(router.exists(at("w3"))).isFalse();
        assertThat(events).containsExactly("w started", "w got from a", "w stopped");
    }

    @Test
    void stoppingByAnyAddressStopsTheWholeWorker() {
        router.start(new Noted("w"), loop, Mailbox.open(at("a")), Mailbox.open(at("b")));
        router.stop(at("b"));
        router.stop(at("b"));
        router.stop(at("nobody"));
        assertThat(router.size()).isZero();
        assertThat(events).containsExactly("w started", "w stopped");
    }

    @Test
    void theRouterLeavesTheWorkersOwnAddressInTheRoute() {
        Probe probe = Probe.at(node, "p");
        open("a").send(to("p", "x"));
        assertThat(probe.take()).extracting(Probe.Seen::line).containsExactly("0#p => 0#x / 0#back / 01");
    }

    @Test
    void aPayloadOfItsOwnIsSentWithItsAddressAsReturnRoute() {
        Probe probe = Probe.at(node, "p");
        ByteBuf payload = Buffers.copyOf(new byte[] {7});
        payloads.add(payload);
        assertThat(open("a").send(Route.local("p"), payload)).isEqualTo(Delivery.SENT);
        assertThat(probe.take()).extracting(Probe.Seen::line).containsExactly("0#p / 0#a / 07");
    }

    @Test
    void anUnknownAddressIsToldToTheSenderOnly() {
        assertThat(open("a").send(to("nobody"))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
    }

    @Test
    void anAddressOfATransportIsNeverDeliveredToNorConnected() {
        Message message = to("x").withOnward(Route.of(Address.tcp("127.0.0.1:1"), at("x")));
        assertThat(open("a").send(message)).isEqualTo(Delivery.NO_SUCH_ADDRESS);
    }

    @Test
    void aMessageWithoutAHopIsIncomplete() {
        assertThat(open("a").send(to())).isEqualTo(Delivery.INCOMPLETE_ROUTE);
    }

    @Test
    void nobodySendsFromAnAddressThatIsNotTheirs() {
        Context a = open("a");
        open("b");
        assertThatIllegalArgumentException().isThrownBy(() -> a.send(at("b"), to("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> a.send(at("nobody"), to("b")));
    }

    @Test
    void aStoppedWorkerSendsNothingMore() {
        Context a = open("a");
        Probe probe = Probe.at(node, "p");
        a.stop();
        assertThat(a.send(to("p"))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        open("a");
        assertThat(a.send(to("p"))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(probe.take()).isEmpty();
    }

    @Test
    void whatTheSenderMayNotSendIsDeniedAndNeverSeen() {
        Probe probe = Probe.at(node, "p");
        Context a = router.start(
                new Noted("a"),
                loop,
                Mailbox.of(at("a"), AccessControl.ALLOW_ALL, AccessControl.towards(Set.of(at("x")))));
        assertThat(a.send(to("p", "x"))).isEqualTo(Delivery.DENIED);
        assertThat(probe.take()).isEmpty();
    }

    @Test
    void whatTheReceiverDoesNotTakeLooksSentToTheSender() {
        router.start(
                new Noted("w"),
                loop,
                Mailbox.of(at("w"), AccessControl.fromSources(Set.of(at("b"))), AccessControl.ALLOW_ALL));
        assertThat(open("a").send(to("w"))).isEqualTo(Delivery.SENT);
        assertThat(open("b").send(to("w"))).isEqualTo(Delivery.SENT);
        assertThat(events).containsExactly("w started", "w got from b");
    }

    @Test
    void rulesArePerMailboxAndNotPerWorker() {
        Context w = router.start(
                new Noted("w"),
                loop,
                Mailbox.of(at("closed"), AccessControl.DENY_ALL, AccessControl.DENY_ALL),
                Mailbox.open(at("open")));
        Probe probe = Probe.at(node, "p");
        Context a = open("a");
        a.send(to("closed"));
        a.send(to("open"));
        assertThat(events).containsExactly("w started", "w got from a");
        assertThat(w.send(to("p"))).isEqualTo(Delivery.DENIED);
        assertThat(w.send(at("open"), to("p"))).isEqualTo(Delivery.SENT);
        assertThat(probe.take()).hasSize(1);
    }

    @Test
    void aRuleThatFailsHasNotAllowedTheMessage() {
        AccessControl broken = (source, message) -> {
            throw new IllegalStateException("broken");
        };
        Context a = router.start(new Noted("a"), loop, Mailbox.of(at("a"), AccessControl.ALLOW_ALL, broken));
        router.start(new Noted("w"), loop, Mailbox.of(at("w"), broken, AccessControl.ALLOW_ALL));
        assertThat(a.send(to("w"))).isEqualTo(Delivery.DENIED);
        assertThat(open("b").send(to("w"))).isEqualTo(Delivery.SENT);
        assertThat(events).containsExactly("a started", "w started");
    }

    @Test
    void aWorkerThatFailsOnAMessageGetsTheNextOne() {
        List<RuntimeException> failures = new ArrayList<>(List.of(
                new DecodeException("no"), new IncompleteRouteException(), new IllegalStateException("broken")));
        router.start(
                (message, source) -> {
                    message.release();
                    if (!failures.isEmpty()) {
                        throw failures.removeFirst();
                    }
                    events.add("got");
                },
                loop,
                Mailbox.open(at("w")));
        Context a = open("a");
        for (int i = 0; i < 4; i++) {
            assertThat(a.send(to("w"))).isEqualTo(Delivery.SENT);
        }
        assertThat(events).containsExactly("got");
    }

    @Test
    void aWorkerThatStopsItselfOnAMessageGetsNoOther() {
        List<Context> self = new ArrayList<>();
        self.add(router.start(
                new Worker() {
                    @Override
                    public void handle(Message message, Address source) {
                        message.release();
                        events.add("got");
                        self.getFirst().stop();
                    }

                    @Override
                    public void stopped() {
                        events.add("stopped");
                    }
                },
                loop,
                Mailbox.open(at("w"))));
        Context a = open("a");
        assertThat(a.send(to("w"))).isEqualTo(Delivery.SENT);
        assertThat(a.send(to("w"))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(events).containsExactly("got", "stopped");
    }

    @Test
    void theEndOfAWorkerIsToldOnceToEachWhoAsked() {
        Context w = router.start(new Noted("w"), loop, Mailbox.open(at("w")), Mailbox.open(at("w2")));
        router.whenStopped(at("w"), () -> events.add("first"));
        router.whenStopped(at("w2"), () -> events.add("second"));
        router.whenStopped(at("w"), () -> events.add("never")).cancel();
        w.stop();
        w.stop();
        assertThat(events).containsExactly("w started", "w stopped", "first", "second");
    }

    @Test
    void theEndOfNobodyIsToldAtOnce() {
        router.whenStopped(at("nobody"), () -> events.add("told")).cancel();
        assertThat(events).containsExactly("told");
    }

    @Test
    void askingTwiceWithTheSameTaskIsNotTakenForAnEnd() {
        Context w = open("w");
        Runnable task = () -> events.add("told");
        router.whenStopped(at("w"), task);
        router.whenStopped(at("w"), task);
        assertThat(events).isEmpty();
        w.stop();
        assertThat(events).containsExactly("told");
    }

    @Test
    void forgettingAfterTheEndChangesNothing() {
        Context w = open("w");
        EventLoop.Timer forget = router.whenStopped(at("w"), () -> events.add("told"));
        w.stop();
        forget.cancel();
        forget.cancel();
        assertThat(events).containsExactly("told");
    }

    @Test
    void oneThatFailsAtTheEndDoesNotKeepTheOthersIgnorant() {
        Context w = router.start(
                new Worker() {
                    @Override
                    public void handle(Message message, Address source) {
                        message.release();
                    }

                    @Override
                    public void stopped() {
                        throw new IllegalStateException("broken");
                    }
                },
                loop,
                Mailbox.open(at("w")));
        router.whenStopped(at("w"), () -> {
            throw new IllegalStateException("broken too");
        });
        router.whenStopped(at("w"), () -> events.add("told"));
        w.stop();
        assertThat(events).containsExactly("told");
    }

    @Test
    void whoIsToldOfAnEndFindsTheAddressFree() {
        Context w = open("w");
        router.whenStopped(at("w"), () -> router.start(new Noted("next"), loop, Mailbox.open(at("w"))));
        w.stop();
        assertThat(router.exists(at("w"))).isTrue();
        assertThat(events).containsExactly("next started");
    }

    private void terminal(String name, @Nullable Identifier peer) {
        router.start(
                (message, source) -> message.release(),
                loop,
                new Mailbox(at(name), AccessControl.ALLOW_ALL, AccessControl.ALLOW_ALL, true, peer));
    }

    @Test
    void theFirstAddressThatLeavesTheNodeSaysWhomARouteReaches() {
        byte[] bytes = new byte[32];
        bytes[0] = 1;
        Identifier inner = Identifier.of(bytes);
        Identifier outer = Identifier.of(new byte[32]);
        open("hop");
        terminal("plain", null);
        terminal("inner", inner);
        terminal("outer", outer);
        assertThat(router.peerOf(Route.local("hop", "inner", "outer"))).isEqualTo(inner);
        assertThat(router.peerOf(Route.local("outer", "inner"))).isEqualTo(outer);
        assertThat(router.peerOf(Route.local("plain", "inner"))).isNull();
        assertThat(router.peerOf(Route.local("hop", "nobody"))).isNull();
        assertThat(router.peerOf(Route.EMPTY)).isNull();
        assertThat(router.terminal(Route.local("hop", "nobody", "plain")))
                .map(Mailbox::address)
                .contains(at("plain"));
    }

    @Test
    void aRouteWithATransportAddressInFrontReachesNobodyKnown() {
        Identifier peer = Identifier.of(new byte[32]);
        terminal("channel", peer);
        assertThat(router.peerOf(Route.of(Address.tcp("h:1"), at("channel")))).isNull();
        assertThat(router.terminal(Route.of(Address.tcp("h:1"), at("channel")))).isEmpty();
        assertThat(router.peerOf(Route.of(at("channel")))).isEqualTo(peer);
    }

    @Test
    void theSocketOfARouteIsFoundThroughTheWorkersOnIt() {
        Outflow socket = new Outflow() {
            @Override
            public boolean isWritable() {
                return false;
            }

            @Override
            public void whenWritable(EventLoop on, Runnable task) {
                on.execute(task);
            }
        };
        class Through implements Worker {
            private final boolean isSocket;

            private Through(boolean isSocket) {
                this.isSocket = isSocket;
            }

            @Override
            public void handle(Message message, Address source) {
                message.release();
            }

            @Override
            public @Nullable Outflow outflow(Route rest) {
                return isSocket ? socket : router.outflow(rest);
            }
        }
        router.start(new Through(true), loop, Mailbox.open(at("tcp")));
        router.start(new Through(false), loop, Mailbox.open(at("inner")));
        router.start(new Through(false), loop, Mailbox.open(at("outer")));
        open("local");
        assertThat(router.outflow(Route.local("outer", "inner", "tcp", "far"))).isSameAs(socket);
        assertThat(router.outflow(Route.local("tcp"))).isSameAs(socket);
        assertThat(router.outflow(Route.local("outer", "local", "tcp"))).isNull();
        assertThat(router.outflow(Route.local("outer"))).isNull();
        assertThat(router.outflow(Route.local("nobody"))).isNull();
        assertThat(router.outflow(Route.EMPTY)).isNull();
    }

    @Test
    void aMessageTravelsThroughAHopAndBackAsTheSpecificationDrawsIt() {
        Node other = TestNode.on(loop);
        FlowControlId listener = FlowControlId.random(node.random());
        MemoryLink link = MemoryLink.connect(node, other, listener);
        other.flows().addConsumer(at("hop"), listener);
        Probe app = Probe.at(node, "app");
        node.flows().addConsumerFor(at("app"), Route.of(link.left().sender()));
        Hop.start(other, "hop", message -> events.add("hop " + message.onward() + " / " + message.returning()));
        List<Context> echo = new ArrayList<>();
        echo.add(other.router()
                .start(
                        (message, source) -> {
                            events.add("echo " + message.onward() + " / " + message.returning());
                            echo.getFirst()
                                    .send(message.withRoutes(
                                            message.returning(),
                                            Route.of(message.onward().first())));
                        },
                        loop,
                        Mailbox.open(at("echo"))));
        link.tapToRight(message -> wire("A to B ", message));
        link.tapToLeft(message -> wire("B to A ", message));
        assertThat(app.send(Route.local("hop", "echo").prepend(link.left().sender()), "07"))
                .isEqualTo(Delivery.SENT);
        loop.run();
        String b1 = link.right().sender().toString();
        String a1 = link.left().sender().toString();
        assertThat(events)
                .containsExactly(
                        "A to B 0#hop => 0#echo / 0#app",
                        "hop 0#hop => 0#echo / " + b1 + " => 0#app",
                        "echo 0#echo / 0#hop => " + b1 + " => 0#app",
                        "hop 0#hop => " + b1 + " => 0#app / 0#echo",
                        "B to A 0#app / 0#hop => 0#echo");
        assertThat(app.take())
                .extracting(Probe.Seen::line)
                .containsExactly("0#app / " + a1 + " => 0#hop => 0#echo / 07");
    }

    private @Nullable Message wire(String way, @Nullable Message message) {
        if (message != null) {
            events.add(way + message.onward() + " / " + message.returning());
        }
        return message;
    }

    @Test
    void aStrangerReachesConsumersOnlyAndNoneOfTheConnectionsOwnAddresses() {
        Node other = TestNode.on(loop);
        FlowControlId listener = FlowControlId.random(node.random());
        MemoryLink link = MemoryLink.connect(node, other, listener);
        MemoryLink sibling = MemoryLink.connect(node, other, listener);
        Probe app = Probe.at(node, "app");
        Probe x = Probe.at(other, "x");
        Probe y = Probe.at(other, "y");
        Probe own = Probe.at(other, "own");
        other.flows().addConsumer(at("x"), listener);
        other.flows().addConsumer(at("own"), link.right().flow());
        for (MemoryLink each : List.of(link, sibling)) {
            Address sender = each.left().sender();
            for (Address target :
                    List.of(at("x"), at("y"), at("own"), each.right().sender(), Address.tcp("127.0.0.1:1"))) {
                assertThat(app.send(Route.of(sender, target, at("y")), "01")).isEqualTo(Delivery.SENT);
            }
        }
        loop.run();
        assertThat(x.take()).hasSize(2);
        assertThat(own.take()).hasSize(1);
        assertThat(y.take()).isEmpty();
    }
}
