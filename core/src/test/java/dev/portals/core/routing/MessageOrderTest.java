package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.TestNode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries on one loop: plain calls, a few deep, and then a queue that keeps the order. */
class MessageOrderTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);
    private final Router router = node.router();
    private final List<ByteBuf> payloads = new ArrayList<>();
    private final List<Integer> arrived = new ArrayList<>();
    private int deepest;
    private int depth;

    @AfterEach
    void noPayloadLeaks() {
        loop.run();
        assertThat(payloads).allSatisfy(payload -> assertThat(payload.refCnt()).isZero());
    }

    private Message numbered(int number, String... hops) {
        ByteBuf payload = Buffers.allocate(4).writeInt(number);
        payloads.add(payload);
        return Message.of(Route.local(hops), Route.EMPTY, payload);
    }

    private Context sink(String name) {
        return router.start(
                (message, source) -> {
                    arrived.add(message.payload().getInt(message.payload().readerIndex()));
                    message.release();
                },
                loop,
                Mailbox.open(Address.local(name)));
    }

    /** Passes messages on to the next hop. */
    private final class Pass implements Worker {
        private @Nullable Context context;

        @Override
        public void started(Context started) {
            context = started;
        }

        @Override
        public void handle(Message message, Address source) {
            Context own = context;
            if (own == null) {
                throw new IllegalStateException("not started");
            }
            deepest = Math.max(deepest, ++depth);
            own.send(message.withOnward(message.onward().rest()));
            depth--;
        }
    }

    private Context pass(String name) {
        return router.start(new Pass(), loop, Mailbox.open(Address.local(name)));
    }

    @Test
    void aDeliveryOnTheSameLoopIsAPlainCall() {
        sink("sink");
        pass("p");
        Context sender = pass("sender");
        sender.send(numbered(1, "p", "sink"));
        assertThat(arrived).containsExactly(1);
    }

    @Test
    void twoWorkersThatSendEachOtherAMessageForEverNeverOverflowTheStack() {
        int rounds = 200_000;
        List<Context> both = new ArrayList<>();
        int[] passed = new int[1];
        Worker back = (message, source) -> {
            deepest = Math.max(deepest, ++depth);
            if (++passed[0] == rounds) {
                message.release();
            } else {
                Context self = both.get(message.onward().first().equals(Address.local("a")) ? 0 : 1);
                self.send(message.withOnward(Route.of(source)));
            }
            depth--;
        };
        both.add(router.start(back, loop, Mailbox.open(Address.local("a"))));
        both.add(router.start(back, loop, Mailbox.open(Address.local("b"))));
        both.get(0).send(numbered(1, "b"));
        assertThat(passed[0]).isLessThan(100);
        loop.run();
        assertThat(passed[0]).isEqualTo(rounds);
        assertThat(deepest).isBetween(8, 32);
    }

    @Test
    void aWorkerThatSendsToItselfForEverLeavesTheLoopToOthers() {
        int[] left = {10_000};
        List<Context> self = new ArrayList<>();
        self.add(router.start(
                (message, source) -> {
                    if (left[0]-- > 0) {
                        self.getFirst().send(message);
                    } else {
                        message.release();
                    }
                },
                loop,
                Mailbox.open(Address.local("self"))));
        self.getFirst().send(numbered(1, "self"));
        loop.execute(() -> arrived.add(left[0]));
        loop.run();
        assertThat(left[0]).isNegative();
        assertThat(arrived.getFirst()).isPositive();
    }

    @Test
    void whatIsSentAfterAQueuedMessageDoesNotOvertakeIt() {
        sink("sink");
        int hops = 30;
        List<String> way =
                new ArrayList<>(IntStream.range(0, hops).mapToObj(i -> "p" + i).toList());
        way.forEach(this::pass);
        way.add("sink");
        Context sender = pass("sender");
        sender.send(numbered(1, way.toArray(String[]::new)));
        assertThat(arrived).isEmpty();
        Context last = pass("last");
        last.send(numbered(10, "sink"));
        sender.send(numbered(2, way.toArray(String[]::new)));
        sender.send(numbered(3, way.toArray(String[]::new)));
        loop.run();
        assertThat(arrived).containsSubsequence(1, 2, 3).containsExactlyInAnyOrder(10, 1, 2, 3);
        assertThat(deepest).isLessThanOrEqualTo(32);
    }

    @Test
    void aQueuedMessageIsNotOvertakenByOneFromTheSameSenderSentLessDeep() {
        sink("sink");
        List<Context> deep = new ArrayList<>();
        deep.add(router.start(
                (message, source) -> {
                    int level = message.payload().getInt(message.payload().readerIndex());
                    message.release();
                    if (level < 23) {
                        deep.getFirst().send(numbered(level + 1, "deep"));
                    } else {
                        deep.getFirst().send(numbered(100, "sink"));
                    }
                    if (level == 0) {
                        deep.getFirst().send(numbered(200, "sink"));
                    }
                },
                loop,
                Mailbox.open(Address.local("deep"))));
        pass("sender").send(numbered(0, "deep"));
        loop.run();
        assertThat(arrived).containsExactly(100, 200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void messagesOfOneSenderArriveInTheirOrderWhateverTheirWaysThroughDeepNodes(long seed) {
        Random random = new Random(seed);
        sink("sink");
        int hops = 10 + random.nextInt(60);
        List<String> way =
                new ArrayList<>(IntStream.range(0, hops).mapToObj(i -> "p" + i).toList());
        way.forEach(this::pass);
        way.add("sink");
        Context sender = pass("sender");
        for (int i = 0; i < 100; i++) {
            sender.send(numbered(i, way.toArray(String[]::new)));
            if (random.nextInt(5) == 0) {
                loop.run();
            }
        }
        loop.run();
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void whatWaitsForAWorkerIsGivenUpWhenItStops() {
        Context sink = sink("sink");
        int hops = 24;
        List<String> way =
                new ArrayList<>(IntStream.range(0, hops).mapToObj(i -> "p" + i).toList());
        way.forEach(this::pass);
        way.add("sink");
        Context sender = pass("sender");
        sender.send(numbered(1, way.toArray(String[]::new)));
        assertThat(arrived).isEmpty();
        sink.stop();
        sink("sink");
        loop.run();
        assertThat(arrived).isEmpty();
        sender.send(numbered(2, "sink"));
        assertThat(arrived).containsExactly(2);
    }

    @Test
    void aWorkerThatFailsDeepInsideDoesNotUseUpTheDepth() {
        router.start(
                (message, source) -> {
                    message.release();
                    throw new DecodeException("no");
                },
                loop,
                Mailbox.open(Address.local("broken")));
        sink("sink");
        Context sender = pass("sender");
        for (int i = 0; i < 100; i++) {
            sender.send(numbered(i, "broken"));
        }
        sender.send(numbered(7, "sink"));
        assertThat(arrived).containsExactly(7);
    }
}
