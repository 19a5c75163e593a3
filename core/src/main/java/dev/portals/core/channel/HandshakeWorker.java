package dev.portals.core.channel;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.channel.NoiseXX.FirstMessage;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker at the decryptor's addresses: first it leads the handshake, then it hands everything to the channel.
 * Cryptography of the handshake runs off the loop; what arrives meanwhile waits, within limits.
 *
 * <pre>
 * initiator   STARTING ─message 1─▶ AWAITING ─message 2▶ READING ─message 3─▶ OPEN
 * responder   STARTING ─message 2─▶ AWAITING ─message 3▶ READING ─▶ OPEN
 *             READING ─a message that doesn't fit─▶ AWAITING      any ─▶ ENDED
 * </pre>
 */
final class HandshakeWorker implements Worker {
    /** Messages that wait for one handshake: an initiator may send as soon as its message 3 is out. */
    static final int MAX_WAITING = 256;
    /** Bytes that wait for one handshake. */
    static final int MAX_WAITING_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeWorker.class);

    private enum State {
        STARTING,
        AWAITING,
        READING,
        OPEN,
        ENDED
    }

    private final SecureChannels channels;
    private final EventLoop loop;
    private final ChannelOptions options;
    private final Introductions introductions;
    private final ChannelAddresses addresses;
    private final @Nullable Route target;
    private final Consumer<HandshakeWorker> over;
    private final CompletableFuture<SecureChannel> ready = new CompletableFuture<>();
    private final Queue<Message> waiting = new ArrayDeque<>(0);
    private int waitingBytes;
    private State state = State.STARTING;
    private @Nullable Context context;
    private @Nullable Handshake handshake;
    private EventLoop.@Nullable Timer deadline;
    private EventLoop.Timer watch = () -> {};
    private @Nullable Route firstReturn;
    private @Nullable Channel channel;
    private String lastProblem = "nothing came back";

    /**
     * An end that has not begun.
     *
     * @param loop where it will live
     * @param target where an initiator's message 1 goes; null for a responder
     * @param over told once, on the loop, when the handshake has ended in either way
     */
    HandshakeWorker(
            SecureChannels channels,
            EventLoop loop,
            ChannelOptions options,
            ChannelAddresses addresses,
            @Nullable Route target,
            Consumer<HandshakeWorker> over) {
        this.channels = channels;
        this.loop = loop;
        this.options = options;
        this.addresses = addresses;
        this.target = target;
        this.over = over;
        this.introductions = new Introductions(channels.identities(), channels.credentials(), options);
    }

    /** The channel, when it is up; fails with a {@link ChannelException}. */
    CompletableFuture<SecureChannel> ready() {
        return ready;
    }

    private boolean isInitiator() {
        return target != null;
    }

    @Override
    public void started(Context running) {
        context = running;
        if (state == State.ENDED) {
            running.stop();
            return;
        }
        Duration time = isInitiator() ? options.timeout() : options.halfOpenTime();
        deadline = loop.schedule(time, () -> fail(timeout(time)));
        if (target != null) {
            Route route = target;
            Handshake begun = Handshake.initiator(
                    channels.identities().vault().agreement(), introductions, options.keyExchangeOnly());
            handshake = begun;
            offload(begun::begin, message -> send(route, message));
        }
    }

    private ChannelException timeout(Duration time) {
        return new ChannelException(
                Reason.TIMEOUT,
                "no secure channel" + (target == null ? "" : " over " + target) + " within " + time.toSeconds() + " s: "
                        + lastProblem);
    }

    @Override
    public void handle(Message message, Address source) {
        if (channel != null) {
            channel.received(message);
            return;
        }
        switch (state) {
            case STARTING -> {
                if (isInitiator() || handshake != null) {
                    message.release();
                } else {
                    first(message);
                }
            }
            case AWAITING -> introduced(message);
            case READING -> await(message);
            case OPEN, ENDED -> message.release();
        }
    }

    private void first(Message message) {
        firstReturn = message.returning();
        Route back = message.returning();
        byte[] bytes = Buffers.toBytes(message.payload());
        try {
            Handshake begun = Handshake.responder(
                    channels.identities().vault().agreement(),
                    introductions,
                    options.keyExchangeOnly(),
                    FirstMessage.read(bytes));
            handshake = begun;
            offload(begun::begin, answer -> send(back, answer));
        } catch (NoiseException e) {
            fail(new ChannelException(Reason.HANDSHAKE, e.sentence()));
        }
    }

    private void send(Route route, byte[] bytes) {
        Delivery delivery = running().send(route, Buffers.copyOf(bytes));
        if (delivery == Delivery.SENT) {
            state = State.AWAITING;
            watch = channels.node()
                    .router()
                    .whenStopped(
                            route.first(),
                            () -> onLoop(() -> fail(new ChannelException(
                                    Reason.UNREACHABLE, "the connection ended before the secure channel was up"))));
        } else {
            fail(unreachable(route, delivery));
        }
    }

    private static ChannelException unreachable(Route route, Delivery delivery) {
        return new ChannelException(Reason.UNREACHABLE, "the route " + route + " can't be used: " + delivery);
    }

    private void introduced(Message message) {
        Handshake begun = handshake;
        if (begun == null || message.payload().readableBytes() > NoiseXX.MAX_MESSAGE) {
            message.release();
            return;
        }
        state = State.READING;
        Route back = message.returning();
        byte[] bytes = Buffers.toBytes(message.payload());
        offload(() -> begun.finish(bytes), completed -> finished(completed, back));
    }

    private void finished(Handshake.Completed completed, Route back) {
        Route route = back;
        if (completed.message() != null) {
            Delivery delivery = running().send(back, Buffers.copyOf(completed.message()));
            if (delivery != Delivery.SENT) {
                completed.destroy();
                fail(unreachable(back, delivery));
                return;
            }
        } else if (firstReturn != null) {
            route = firstReturn;
        }
        state = State.OPEN;
        settle();
        Channel opened =
                new Channel(channels, options, introductions, addresses, isInitiator(), route, completed, running());
        channel = opened;
        opened.open();
        over.accept(this);
        if (!ready.complete(opened)) {
            opened.close();
        }
        drain();
    }

    /** Keeps what comes while the loop waits for the cryptography. */
    private void await(Message message) {
        int length = message.payload().readableBytes();
        if (waiting.size() >= MAX_WAITING
                || waitingBytes + length > MAX_WAITING_BYTES
                || !channels.reserveWaiting(length)) {
            LOG.debug("too much arrives before the handshake is over; a message is dropped");
            message.release();
            return;
        }
        waitingBytes += length;
        waiting.add(message);
    }

    private void drain() {
        while (state != State.READING) {
            Message message = waiting.poll();
            if (message == null) {
                return;
            }
            int length = message.payload().readableBytes();
            waitingBytes -= length;
            channels.releaseWaiting(length);
            handle(message, addresses.decryptor());
        }
    }

    /** Runs the task off the loop, and what follows back on it unless the handshake has ended meanwhile. */
    private <T> void offload(Callable<T> task, Consumer<T> then) {
        channels.node().offload().execute(() -> {
            try {
                T result = task.call();
                loop.execute(() -> {
                    if (state != State.ENDED) {
                        then.accept(result);
                    } else if (result instanceof Handshake.Completed completed) {
                        completed.destroy();
                    }
                });
            } catch (NoiseException e) {
                loop.execute(() -> refused(e));
            } catch (ChannelException e) {
                loop.execute(() -> fail(e));
            } catch (Exception e) {
                LOG.warn("a handshake failed", e);
                loop.execute(() -> fail(new ChannelException(Reason.HANDSHAKE, "an internal failure", null, e)));
            }
        });
    }

    /** A message that did not fit: as if it had not come. */
    private void refused(NoiseException problem) {
        if (state == State.READING) {
            LOG.debug("a handshake message is dropped: {}", problem.sentence());
            lastProblem = problem.sentence();
            state = State.AWAITING;
            drain();
        }
    }

    /** Gives the handshake up; callable from any thread. */
    void abandon(String why) {
        onLoop(() -> fail(new ChannelException(Reason.CLOSED, why)));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void fail(ChannelException failure) {
        if (state == State.OPEN || state == State.ENDED) {
            return;
        }
        LOG.debug("no secure channel: {}", failure.getMessage());
        channels.failedOnce();
        state = State.ENDED;
        settle();
        drain();
        if (context != null) {
            context.stop();
        }
        over.accept(this);
        ready.completeExceptionally(failure);
    }

    /** Ends what belongs to the handshake only. */
    private void settle() {
        watch.cancel();
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        Handshake begun = handshake;
        handshake = null;
        if (begun != null) {
            channels.node().offload().execute(begun::close);
        }
    }

    @Override
    public void stopped() {
        if (channel != null) {
            channel.end(true);
        } else {
            fail(new ChannelException(Reason.CLOSED, "the worker was stopped"));
        }
    }

    private Context running() {
        if (context == null) {
            throw new IllegalStateException("the worker has not been started");
        }
        return context;
    }
}
