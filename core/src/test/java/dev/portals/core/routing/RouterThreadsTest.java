package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two loops with a thread each, kept in step by latches. */
class RouterThreadsTest {
    /** A thread as a loop; it has no timers. */
    private static final class OneThread implements EventLoop {
        private volatile @Nullable Thread thread;
        private final ThreadFactory factory = task -> {
            Thread made = Thread.ofPlatform().daemon().unstarted(task);
            thread = made;
            return made;
        };
        private final ExecutorService executor = Executors.newSingleThreadExecutor(factory);

        @Override
        public boolean inEventLoop() {
            return Thread.currentThread() == thread;
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        /** Waits until everything that is queued has run. */
        void settle() throws Exception {
            executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    private final OneThread left = new OneThread();
    private final OneThread right = new OneThread();
    private final Node node = new Node(List.of(left, right), Runnable::run, new SecureRandom());
    private final Router router = node.router();
    private final List<ByteBuf> payloads = Collections.synchronizedList(new ArrayList<>());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void noPayloadLeaks() throws Exception {
        if (!left.executor.isShutdown()) {
            left.settle();
            right.settle();
            left.settle();
        }
        left.executor.shutdown();
        right.executor.shutdown();
        assertThat(left.executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(right.executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(payloads).allSatisfy(payload -> assertThat(payload.refCnt()).isZero());
    }

    private Message numbered(int number, String... hops) {
        ByteBuf payload = Buffers.allocate(4).writeInt(number);
        payloads.add(payload);
        return Message.of(Route.local(hops), Route.EMPTY, payload);
    }

    private static int number(Message message) {
        return message.payload().getInt(message.payload().readerIndex());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes what happens to it, and whether that was on its loop. */
    private final class Noted implements Worker {
        private final EventLoop home;

        private Noted(EventLoop home) {
            this.home = home;
        }

        private void note(String what) {
            events.add(home.inEventLoop() ? what : what + " elsewhere");
        }

        @Override
        public void started(Context context) {
            note("started");
        }

        @Override
        public void handle(Message message, Address source) {
            note("got " + number(message));
            message.release();
        }

        @Override
        public void stopped() {
            note("stopped");
        }
    }

    private Context open(String name, EventLoop loop) {
        return router.start((message, source) -> message.release(), loop, Mailbox.open(Address.local(name)));
    }

    @Test
    void loopsAreTakenInTurn() {
        EventLoop first = node.nextLoop();
        assertThat(node.nextLoop()).isNotSameAs(first);
        assertThat(node.nextLoop()).isSameAs(first);
    }

    @Test
    void everythingThatHappensToAWorkerHappensOnItsLoop() throws Exception {
        Context worker = router.start(new Noted(right), right, Mailbox.open(Address.local("w")));
        Context sender = open("s", left);
        sender.send(numbered(1, "w"));
        left.execute(() -> sender.send(numbered(2, "w")));
        left.settle();
        right.settle();
        worker.stop();
        right.settle();
        assertThat(events).containsExactly("started", "got 1", "got 2", "stopped");
    }

    @Test
    void aWorkerIsStartedBeforeAMessageOfAThreadThatIsFaster() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Context sender = open("s", right);
        right.settle();
        right.execute(() -> {
            await(started);
            assertThat(sender.send(numbered(1, "w"))).isEqualTo(Delivery.SENT);
        });
        router.start(new Noted(right), right, Mailbox.open(Address.local("w")));
        started.countDown();
        right.settle();
        assertThat(events).containsExactly("started", "got 1");
    }

    @Test
    void aWorkerThatIsStoppedBeforeItsLoopHadTimeStartsAndStopsOnce() throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        right.execute(() -> {
            await(made);
            router.stop(Address.local("w"));
        });
        router.start(new Noted(right), right, Mailbox.open(Address.local("w")));
        made.countDown();
        right.settle();
        assertThat(events).containsExactly("started", "stopped");
        assertThat(router.size()).isZero();
    }

    @Test
    void messagesToAnotherLoopArriveInTheirOrder() throws Exception {
        List<Integer> arrived = new ArrayList<>();
        router.start(
                (message, source) -> {
                    arrived.add(number(message));
                    message.release();
                },
                right,
                Mailbox.open(Address.local("sink")));
        Context sender = open("s", left);
        left.execute(() -> {
            for (int i = 0; i < 5000; i++) {
                sender.send(numbered(i, "sink"));
            }
        });
        left.settle();
        right.settle();
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 5000).boxed().toList());
    }

    @Test
    void messagesOfTwoLoopsAtOnceKeepTheOrderOfEach() throws Exception {
        List<Integer> arrived = new ArrayList<>();
        AtomicInteger wrongThread = new AtomicInteger();
        router.start(
                (message, source) -> {
                    if (!right.inEventLoop()) {
                        wrongThread.incrementAndGet();
                    }
                    arrived.add(number(message));
                    message.release();
                },
                right,
                Mailbox.open(Address.local("sink")));
        Context far = open("far", left);
        Context near = open("near", right);
        CyclicBarrier both = new CyclicBarrier(2);
        for (Context sender : List.of(far, near)) {
            int base = sender == far ? 0 : 100_000;
            sender.loop().execute(() -> {
                try {
                    both.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                for (int i = 0; i < 5000; i++) {
                    sender.send(numbered(base + i, "sink"));
                }
            });
        }
        left.settle();
        right.settle();
        right.settle(); // what the near sender queued behind the first mark
        assertThat(wrongThread).hasValue(0);
        assertThat(arrived.stream().filter(i -> i < 100_000))
                .containsExactlyElementsOf(IntStream.range(0, 5000).boxed().toList());
        assertThat(arrived.stream().filter(i -> i >= 100_000))
                .containsExactlyElementsOf(
                        IntStream.range(100_000, 105_000).boxed().toList());
    }

    @Test
    void messagesThatCrossTheLoopsManyTimesKeepTheirOrder() throws Exception {
        List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            EventLoop home = i % 2 == 0 ? left : right;
            List<Context> self = Collections.synchronizedList(new ArrayList<>());
            self.add(router.start(
                    (message, source) -> self.getFirst()
                            .send(message.withOnward(message.onward().rest())),
                    home,
                    Mailbox.open(Address.local("p" + i))));
        }
        CountDownLatch all = new CountDownLatch(2000);
        router.start(
                (message, source) -> {
                    arrived.add(number(message));
                    message.release();
                    all.countDown();
                },
                right,
                Mailbox.open(Address.local("sink")));
        Context sender = open("s", left);
        for (int i = 0; i < 2000; i++) {
            sender.send(numbered(i, "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "sink"));
        }
        await(all);
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
    }

    @Test
    void whatWaitsOnAnotherLoopIsGivenUpWhenTheWorkerStops() throws Exception {
        Context worker = router.start(new Noted(right), right, Mailbox.open(Address.local("w")));
        Context sender = open("s", left);
        right.settle();
        CountDownLatch sent = new CountDownLatch(1);
        right.execute(() -> await(sent));
        for (int i = 0; i < 100; i++) {
            assertThat(sender.send(numbered(i, "w"))).isEqualTo(Delivery.SENT);
        }
        worker.stop();
        assertThat(sender.send(numbered(100, "w"))).isEqualTo(Delivery.NO_SUCH_ADDRESS);
        sent.countDown();
        right.settle();
        assertThat(events).containsExactly("started", "stopped");
    }

    @Test
    void aStopWhileAMessageIsHandledComesAfterIt() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Context worker = router.start(
                new Worker() {
                    @Override
                    public void handle(Message message, Address source) {
                        handling.countDown();
                        await(stopped);
                        events.add("handled");
                        message.release();
                    }

                    @Override
                    public void stopped() {
                        events.add("stopped");
                    }
                },
                right,
                Mailbox.open(Address.local("w")));
        router.whenStopped(Address.local("w"), () -> events.add(right.inEventLoop() ? "told" : "told elsewhere"));
        open("s", left).send(numbered(1, "w"));
        await(handling);
        worker.stop();
        assertThat(router.exists(Address.local("w"))).isFalse();
        stopped.countDown();
        right.settle();
        assertThat(events).containsExactly("handled", "stopped", "told");
    }

    @Test
    void manyThreadsThatStopAWorkerAtOnceStopItOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            events.clear();
            Context worker = router.start(new Noted(right), right, Mailbox.open(Address.local("w")));
            router.whenStopped(Address.local("w"), () -> events.add("told"));
            CyclicBarrier all = new CyclicBarrier(4);
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        try {
                            all.await(10, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        worker.stop();
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            right.settle();
            assertThat(events).containsExactly("started", "stopped", "told");
        }
    }

    @Test
    void ofManyThreadsThatWantAnAddressOneGetsIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            AtomicInteger won = new AtomicInteger();
            CyclicBarrier all = new CyclicBarrier(4);
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        try {
                            all.await(10, TimeUnit.SECONDS);
                            router.start(
                                    (message, source) -> message.release(),
                                    right,
                                    Mailbox.open(Address.local("own" + i)),
                                    Mailbox.open(Address.local("wanted")));
                            won.incrementAndGet();
                        } catch (AddressInUseException expected) {
                            assertThat(router.exists(Address.local("own" + i))).isFalse();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(won).hasValue(1);
            assertThat(router.size()).isEqualTo(2);
            router.stop(Address.local("wanted"));
            assertThat(router.size()).isZero();
        }
    }

    @Test
    void anEndIsToldOnceHoweverItRacesWithTheQuestion() throws Exception {
        for (int round = 0; round < 200; round++) {
            Context worker = open("w", right);
            AtomicInteger told = new AtomicInteger();
            CyclicBarrier both = new CyclicBarrier(2);
            Thread stopper = Thread.ofPlatform().start(() -> {
                try {
                    both.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                worker.stop();
            });
            both.await(10, TimeUnit.SECONDS);
            router.whenStopped(Address.local("w"), told::incrementAndGet);
            stopper.join();
            right.settle();
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void aMessageToALoopThatHasEndedIsGivenUp() {
        open("w", right);
        Context sender = open("s", left);
        right.executor.shutdown();
        left.executor.shutdown();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> right.execute(() -> {}));
        assertThat(sender.send(numbered(1, "w"))).isEqualTo(Delivery.SENT);
    }
}
