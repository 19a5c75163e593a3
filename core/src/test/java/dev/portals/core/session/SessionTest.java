package dev.portals.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.core.service.Echo;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.TestNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spec 03 section 1.15 and checklist 6.3. */
class SessionTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Maker maker = new Maker();
    private final List<String> steps = new ArrayList<>();
    private final List<Throwable> reasons = new ArrayList<>();
    private final List<byte[]> pings = new ArrayList<>();
    private final List<Message> answers = new ArrayList<>();
    private boolean alive = true;
    private Session session = session(SessionOptions.DEFAULT);

    /** A connection that the test ends. */
    private final class Made implements Connection {
        final CompletableFuture<Void> closed = new CompletableFuture<>();
        final Route route;
        int closes;
        long received;

        Made(Route route) {
            this.route = route;
        }

        @Override
        public Route pingRoute() {
            return route;
        }

        @Override
        public CompletableFuture<Void> closed() {
            return closed;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public void close() {
            closes++;
            steps.add("close");
        }
    }

    /** Gives what the test has prepared, in order; nothing prepared is a try without end. */
    private final class Maker implements Replacer {
        final Queue<CompletableFuture<Made>> prepared = new ArrayDeque<>();
        final List<CompletableFuture<Made>> tries = new ArrayList<>();

        Made ready() {
            Made made = new Made(Route.local("channel"));
            prepared.add(CompletableFuture.completedFuture(made));
            return made;
        }

        void failing() {
            prepared.add(CompletableFuture.failedFuture(new IllegalStateException("refused")));
        }

        @Override
        public CompletableFuture<Made> create() {
            steps.add("create");
            CompletableFuture<Made> next = prepared.isEmpty() ? new CompletableFuture<>() : prepared.remove();
            tries.add(next);
            return next;
        }

        @Override
        public void up(Connection connection) {
            steps.add("up");
        }

        @Override
        public void down() {
            steps.add("down");
        }
    }

    SessionTest() {
        // Stands for a channel to a node with an echo.
        node.router()
                .start(
                        new Worker() {
                            private @Nullable Context context;

                            @Override
                            public void started(Context started) {
                                context = started;
                            }

                            @Override
                            public void handle(Message message, Address source) {
                                assertThat(message.onward().rest()).isEqualTo(Route.local("echo"));
                                byte[] payload = Buffers.toBytes(message.payload());
                                pings.add(payload);
                                Message answer =
                                        Message.of(message.returning(), Route.local("echo"), Buffers.copyOf(payload));
                                if (alive && context != null) {
                                    context.send(answer);
                                } else {
                                    answers.add(answer);
                                }
                            }
                        },
                        loop,
                        Mailbox.open(Address.local("channel")));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        session.close();
        loop.run();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(node.router().size()).isLessThanOrEqualTo(2);
        answers.forEach(Message::release);
    }

    private Session session(SessionOptions options) {
        return new Session("test", node, maker, options, new Random(42), (from, to, reason) -> {
            assertThat(from.mayBecome(to)).isTrue();
            steps.add(from + ">" + to);
            if (reason != null) {
                reasons.add(reason);
            }
        });
    }

    private void start() {
        session.start();
        loop.run();
    }

    private void advance(double seconds) {
        loop.advance(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private ConnectionLostException.Sign lastSign() {
        return ((ConnectionLostException) reasons.getLast()).sign();
    }

    @Test
    void aSessionConnectsAndStaysUp() {
        Made made = maker.ready();
        assertThat(session.status()).isEqualTo(SessionStatus.IDLE);
        start();
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(steps).containsExactly("IDLE>CONNECTING", "create", "CONNECTING>UP", "up");
        advance(600);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(maker.tries).hasSize(1);
        assertThat(made.closes).isZero();
        assertThat(session.losses()).isZero();
        assertThat(pings).hasSize(151);
    }

    @Test
    void aPingIsABareNumberAndNeverTheSameTwice() {
        maker.ready();
        start();
        advance(60);
        assertThat(pings.stream().map(HexFormat.of()::formatHex))
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates();
        for (byte[] ping : pings) {
            CborReader in = new CborReader(ping);
            in.unsigned64();
            assertThat(in.atEnd()).isTrue();
        }
    }

    @Test
    void theOrdinaryPaceIsThatOfOckam() {
        session = session(SessionOptions.OCKAM);
        maker.ready();
        start();
        advance(100);
        assertThat(pings).hasSize(11);
        alive = false;
        advance(39);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        advance(1);
        assertThat(session.status()).isEqualTo(SessionStatus.CONNECTING);
        assertThat(lastSign()).isEqualTo(ConnectionLostException.Sign.SILENT);
    }

    @Test
    void silenceIsNoticedWithinTenSeconds() {
        maker.ready();
        start();
        advance(20.001);
        alive = false;
        Made next = maker.ready();
        advance(9.9);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(session.losses()).isZero();
        alive = true;
        advance(0.1);
        assertThat(session.losses()).isEqualTo(1);
        assertThat(lastSign()).isEqualTo(ConnectionLostException.Sign.SILENT);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(next.closes).isZero();
    }

    @Test
    void anyMatchingAnswerClearsAllLostPings() {
        maker.ready();
        start();
        advance(4);
        alive = false;
        advance(7);
        assertThat(answers).hasSizeGreaterThanOrEqualTo(2);
        deliver(answers.removeFirst());
        alive = true;
        advance(60);
        assertThat(session.losses()).isZero();
    }

    private void deliver(Message answer) {
        node.router()
                .start((message, source) -> message.release(), loop, Mailbox.open(Address.local("late")))
                .send(Address.local("late"), answer);
        node.router().stop(Address.local("late"));
        loop.run();
    }

    @Test
    void anAnswerThatDoesntMatchIsNone() {
        maker.ready();
        start();
        alive = false;
        advance(4);
        byte[][] wrong = {new CborWriter().uint(7).toBytes(), {}, new byte[20], {(byte) 0x80}, {0x61, 0x61}, {0x1b, 1}};
        for (byte[] payload : wrong) {
            deliver(Message.of(answers.getLast().onward(), Route.local("echo"), Buffers.copyOf(payload)));
        }
        advance(6);
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void whatArrivesOverABusyConnectionCountsAsASignOfLife() {
        Made made = maker.ready();
        start();
        advance(4);
        alive = false;
        for (int i = 0; i < 60; i++) {
            made.received += 1000;
            advance(1);
        }
        assertThat(session.losses()).isZero();
        advance(12);
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsClosedIsReplacedAtOnce() {
        Made first = maker.ready();
        Made second = maker.ready();
        start();
        advance(30);
        steps.clear();
        first.closed.complete(null);
        loop.run();
        assertThat(steps).containsExactly("down", "close", "UP>CONNECTING", "create", "CONNECTING>UP", "up");
        assertThat(lastSign()).isEqualTo(ConnectionLostException.Sign.CLOSED);
        assertThat(session.losses()).isEqualTo(1);
        assertThat(second.closes).isZero();
    }

    @Test
    void aConnectionThatBreaksWithAnErrorIsReplacedToo() {
        Made first = maker.ready();
        maker.ready();
        start();
        advance(30);
        first.closed.completeExceptionally(new IllegalStateException("reset"));
        loop.run();
        assertThat(session.losses()).isEqualTo(1);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
    }

    @Test
    void aFirstHopThatIsGoneIsNoticedByTheNextPing() {
        maker.prepared.add(CompletableFuture.completedFuture(new Made(Route.local("nowhere"))));
        start();
        assertThat(lastSign()).isEqualTo(ConnectionLostException.Sign.UNREACHABLE);
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
    }

    @Test
    void aNodeThatComesBackIsFoundWithinFiveSeconds() {
        Made first = maker.ready();
        start();
        advance(60);
        for (int i = 0; i < 50; i++) {
            maker.failing();
        }
        first.closed.complete(null);
        advance(30);
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
        int tries = maker.tries.size();
        assertThat(tries).isBetween(10, 30);
        maker.prepared.clear();
        maker.ready();
        advance(3);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
    }

    @Test
    void delaysGrowToTheirLimitAndAreNotAllTheSame() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            maker.failing();
        }
        start();
        long at = loop.clock().millis();
        for (int i = 0; i < 30; i++) {
            int tries = maker.tries.size();
            while (maker.tries.size() == tries) {
                advance(0.01);
            }
            delays.add(loop.clock().millis() - at);
            at = loop.clock().millis();
        }
        assertThat(delays.get(0)).isBetween(250L, 510L);
        assertThat(delays.get(1)).isBetween(500L, 1010L);
        assertThat(delays.subList(2, 30)).allSatisfy(delay -> assertThat(delay).isBetween(990L, 2010L));
        assertThat(delays.subList(2, 30).stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void aTryThatNeverEndsIsGivenUp() {
        start();
        advance(9.9);
        assertThat(session.status()).isEqualTo(SessionStatus.CONNECTING);
        advance(0.1);
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
        assertThat(reasons.getLast()).isInstanceOf(TimeoutException.class);
        maker.ready();
        advance(3);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
    }

    @Test
    void aConnectionThatComesTooLateIsClosed() {
        start();
        advance(10);
        maker.ready();
        advance(3);
        steps.clear();
        Made late = new Made(Route.local("channel"));
        maker.tries.getFirst().complete(late);
        loop.run();
        assertThat(late.closes).isEqualTo(1);
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        assertThat(steps).containsExactly("close");
    }

    @Test
    void aConnectionThatDiesAtOnceCountsAsAFailedTry() {
        for (int i = 0; i < 100; i++) {
            maker.ready().closed.complete(null);
        }
        start();
        advance(30);
        assertThat(maker.tries).hasSizeBetween(10, 30);
        assertThat(steps).contains("UP>WAITING");
    }

    @Test
    void aConnectionWithoutAnAnswerIsNotGood() {
        alive = false;
        Made first = maker.ready();
        start();
        advance(5);
        first.closed.complete(null);
        loop.run();
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
    }

    @Test
    void aReplacerThatThrowsIsAFailedTry() {
        Replacer broken = () -> {
            throw new IllegalArgumentException("broken");
        };
        Session other =
                new Session("broken", node, broken, SessionOptions.DEFAULT, new Random(1), (from, to, reason) -> {
                    if (from == SessionStatus.IDLE) {
                        throw new IllegalStateException("broken too");
                    }
                });
        other.start();
        loop.run();
        assertThat(other.status()).isEqualTo(SessionStatus.WAITING);
        advance(10);
        assertThat(other.status()).isEqualTo(SessionStatus.WAITING);
        other.close();
        loop.run();
        assertThat(other.status()).isEqualTo(SessionStatus.CLOSED);
    }

    @Test
    void aReplacerWithoutAConnectionIsAFailedTry() {
        Replacer empty = () -> CompletableFuture.<Connection>supplyAsync(() -> null, Runnable::run);
        Session other = new Session("empty", node, empty, SessionOptions.DEFAULT, new Random(1), SessionListener.NONE);
        other.start();
        loop.run();
        assertThat(other.status()).isEqualTo(SessionStatus.WAITING);
        other.close();
        loop.run();
    }

    @Test
    void closingEndsTheConnectionForGood() {
        Made made = maker.ready();
        start();
        steps.clear();
        session.close();
        session.close();
        loop.run();
        assertThat(steps).containsExactly("UP>CLOSED", "down", "close");
        assertThat(made.closes).isEqualTo(1);
        made.closed.complete(null);
        session.start();
        session.retryNow();
        advance(60);
        assertThat(maker.tries).hasSize(1);
        assertThat(session.status()).isEqualTo(SessionStatus.CLOSED);
    }

    @Test
    void closingWhileConnectingClosesWhatComes() {
        start();
        session.close();
        loop.run();
        Made late = new Made(Route.local("channel"));
        maker.tries.getFirst().complete(late);
        loop.run();
        assertThat(late.closes).isEqualTo(1);
        assertThat(steps).doesNotContain("up", "down");
    }

    @Test
    void closingBeforeTheStartIsFinal() {
        session.close();
        start();
        assertThat(session.status()).isEqualTo(SessionStatus.CLOSED);
        assertThat(maker.tries).isEmpty();
    }

    @Test
    void startingTwiceIsStartingOnce() {
        maker.ready();
        start();
        start();
        assertThat(maker.tries).hasSize(1);
    }

    @Test
    void retryNowEndsTheWaitingAndPingsAtOnce() {
        maker.failing();
        start();
        assertThat(session.status()).isEqualTo(SessionStatus.WAITING);
        maker.ready();
        session.retryNow();
        loop.run();
        assertThat(session.status()).isEqualTo(SessionStatus.UP);
        int sent = pings.size();
        session.retryNow();
        loop.run();
        assertThat(pings).hasSize(sent + 1);
        alive = false;
        for (int i = 0; i < 10; i++) {
            session.retryNow();
        }
        loop.run();
        assertThat(pings).hasSize(sent + 2);
        advance(6);
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void theEndOfAnOldConnectionSaysNothingAboutTheNewOne() {
        Made first = maker.ready();
        maker.ready();
        start();
        advance(10);
        alive = false;
        advance(9.9);
        alive = true;
        advance(2);
        assertThat(session.losses()).isEqualTo(1);
        first.closed.complete(null);
        advance(30);
        assertThat(session.losses()).isEqualTo(1);
    }

    @Test
    void layersAreClosedFromTheInside() {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> inner = new CompletableFuture<>();
        Connection layered = Connection.of(
                Route.local("Ei2"),
                List.of(
                        layer("tcp", new CompletableFuture<>(), order),
                        layer("outer", new CompletableFuture<>(), order),
                        layer("inner", inner, order)));
        layered.close();
        assertThat(order).containsExactly("inner", "outer", "tcp");
        assertThat(layered.closed()).isNotDone();
        inner.completeExceptionally(new IllegalStateException());
        assertThat(layered.closed()).isCompleted();
        assertThat(layered.pingRoute()).isEqualTo(Route.local("Ei2"));
        assertThat(layered.received()).isZero();
    }

    private static Connection.Layer layer(String name, CompletableFuture<Void> closed, List<String> order) {
        return new Connection.Layer() {
            @Override
            public CompletableFuture<Void> closed() {
                return closed;
            }

            @Override
            public void close() {
                order.add(name);
            }
        };
    }

    @Test
    void answersMayComeInOverTheFlowOfTheFirstHop() {
        FlowControlId flow = FlowControlId.random(node.random());
        node.flows().addProducer(Address.local("decryptor"), flow, null, Address.local("channel"));
        List<Address> collectors = new ArrayList<>();
        maker.ready();
        start();
        alive = false;
        advance(4);
        collectors.add(answers.getFirst().onward().first());
        assertThat(node.flows().isConsumer(collectors.getFirst(), flow)).isTrue();
        session.close();
        loop.run();
        assertThat(node.flows().isConsumer(collectors.getFirst(), flow)).isFalse();
    }

    @Test
    void aNodeMayBeItsOwnPeer() {
        Context echo = Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        maker.prepared.add(CompletableFuture.completedFuture(new Made(Route.EMPTY)));
        start();
        advance(30);
        assertThat(session.losses()).isZero();
        echo.stop();
        advance(10);
        assertThat(session.losses()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void nothingFollowsOnTheEndAndNothingOnItself(SessionStatus status) {
        assertThat(SessionStatus.CLOSED.mayBecome(status)).isFalse();
        assertThat(status.mayBecome(status)).isFalse();
        assertThat(status.mayBecome(SessionStatus.IDLE)).isFalse();
    }

    @Test
    void nonsensicalTimesAreRefused() {
        Duration one = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new SessionOptions(one, Duration.ofSeconds(2), 3, one, one, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionOptions(one, Duration.ZERO, 3, one, one, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionOptions(one, one, 0, one, one, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionOptions(one, one, 3, one, one, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionOptions(one, one, 3, Duration.ZERO, one, one))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
