package dev.portals.core.routing;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the worker at the first address of a message's onward route and hands the message over, if the rules of both
 * mailboxes allow it (spec 01 section 4.3). Thread-safe.
 *
 * <p>To a worker on the caller's own loop this is a plain call, a few deep at most; only another loop, or a deeper call,
 * costs a queue. Messages from one sender arrive in the order they were sent.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** Calls between workers on one stack before the next one is queued; a path through two channels takes about 8. */
    private static final int MAX_DEPTH = 24;

    private final Node node;
    private final Map<Address, Entry> mailboxes = new ConcurrentHashMap<>();
    private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

    Router(Node node) {
        this.node = node;
    }

    private record Entry(Running running, Mailbox mailbox) {}

    /**
     * Starts a worker on a loop. The first mailbox is its primary one. Its {@link Worker#started} runs on the loop before
     * any message, even of one that a faster thread sends; on the loop itself that is before this method returns.
     *
     * @throws AddressInUseException if one of the addresses is taken; then nothing was started
     */
    public Context start(Worker worker, EventLoop loop, Mailbox... mailboxes) {
        Running running = new Running(worker, loop, mailboxes[0].address());
        running.take(mailboxes);
        if (loop.inEventLoop()) {
            running.begin();
        } else {
            loop.execute(running::begin);
        }
        return running;
    }

    /** Stops the worker that has this address, if there is one. */
    public void stop(Address address) {
        Entry entry = mailboxes.get(address);
        if (entry != null) {
            entry.running.stop();
        }
    }

    /** Whether a worker has this address. */
    public boolean exists(Address address) {
        return mailboxes.containsKey(address);
    }

    /** The home loop of the worker that has this address; null if there is none. */
    public @Nullable EventLoop loopOf(Address address) {
        Entry entry = mailboxes.get(address);
        return entry == null ? null : entry.running.loop;
    }

    /**
     * Runs the task once, on that worker's loop, when the worker stops; at once and on the caller's thread if there is no
     * such worker. This is how what is built on a connection learns of its end.
     *
     * @return forgets the task
     */
    public EventLoop.Timer whenStopped(Address address, Runnable task) {
        Entry entry = mailboxes.get(address);
        if (entry == null || !entry.running.watch(task)) {
            task.run();
            return () -> {};
        }
        return () -> entry.running.unwatch(task);
    }

    /** The number of addresses in use. */
    public int size() {
        return mailboxes.size();
    }

    /** The first address of the route whose messages leave the node; with a non-local address in the route, none. */
    public Optional<Mailbox> terminal(Route route) {
        for (Address hop : route.hops()) {
            if (!hop.isLocal()) {
                return Optional.empty();
            }
            Entry entry = mailboxes.get(hop);
            if (entry != null && entry.mailbox.terminal()) {
                return Optional.of(entry.mailbox);
            }
        }
        return Optional.empty();
    }

    /** The authenticated peer that a message along this route reaches, null for none (spec 02 section 5.17). */
    public @Nullable Identifier peerOf(Route route) {
        return terminal(route).map(Mailbox::peer).orElse(null);
    }

    /** The socket that a message along this route leaves through, or null if it stays here. */
    public @Nullable Outflow outflow(Route route) {
        if (route.isEmpty()) {
            return null;
        }
        Entry entry = mailboxes.get(route.first());
        return entry == null ? null : entry.running.worker.outflow(route.rest());
    }

    /**
     * Sends a request from a temporary address and waits for the one answer (spec 01 section 4.3, send_and_receive).
     *
     * @return the answer, whose payload belongs to the caller; fails with {@link TimeoutException} after the time, at
     *     once with {@link UnreachableException} if the first hop doesn't exist. Completed on a loop: continue elsewhere
     *     with anything slow
     */
    public CompletableFuture<Message> ask(Route onward, ByteBuf payload, Duration timeout) {
        return ask(onward, payload, timeout, node.nextLoop());
    }

    private CompletableFuture<Message> ask(Route onward, ByteBuf payload, Duration timeout, EventLoop loop) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        Address temporary = node.randomAddress();
        AccessControl outgoing =
                onward.isEmpty() ? AccessControl.DENY_ALL : AccessControl.towards(Set.of(onward.first()));
        Context context = start(
                (message, source) -> {
                    if (!answer.complete(message)) {
                        message.release();
                    }
                },
                loop,
                Mailbox.of(temporary, AccessControl.ALLOW_ALL, outgoing));
        node.flows().addConsumerFor(temporary, onward);
        EventLoop.Timer timer = loop.schedule(
                timeout, () -> answer.completeExceptionally(new TimeoutException("no answer within " + timeout)));
        answer.whenComplete((message, failure) -> {
            timer.cancel();
            context.stop();
        });
        Delivery delivery = context.send(onward, payload);
        if (delivery != Delivery.SENT) {
            answer.completeExceptionally(new UnreachableException(onward, delivery));
        }
        return answer;
    }

    private Delivery send(Running sender, Address from, Message message) {
        Entry own = mailboxes.get(from);
        if (own == null || own.running != sender) {
            message.release();
            if (sender.stopped) {
                return Delivery.NO_SUCH_ADDRESS;
            }
            throw new IllegalArgumentException(from + " is not an address of this worker");
        }
        if (message.onward().isEmpty()) {
            message.release();
            return Delivery.INCOMPLETE_ROUTE;
        }
        Entry target = mailboxes.get(message.onward().first());
        if (target == null) {
            LOG.debug("no worker at {}", message.onward().first());
            message.release();
            return Delivery.NO_SUCH_ADDRESS;
        }
        if (!allows(own.mailbox.outgoing(), from, message)) {
            LOG.debug(
                    "a message from {} to {} was refused on the way out",
                    from,
                    message.onward().first());
            message.release();
            return Delivery.DENIED;
        }
        deliver(target, from, message);
        return Delivery.SENT;
    }

    /** A rule that fails on a message has not allowed it (spec 01 section 4.5). */
    private static boolean allows(AccessControl rule, Address from, Message message) {
        try {
            return rule.allows(from, message);
        } catch (RuntimeException e) {
            LOG.warn("a rule failed on a message from {}", from, e);
            return false;
        }
    }

    private void deliver(Entry target, Address from, Message message) {
        Running running = target.running;
        int[] calls = depth.get();
        if (running.loop.inEventLoop() && calls[0] < MAX_DEPTH && running.queued.get() == 0) {
            calls[0]++;
            try {
                handle(target, from, message);
            } finally {
                calls[0]--;
            }
        } else {
            running.queued.incrementAndGet();
            try {
                running.loop.execute(() -> {
                    running.queued.decrementAndGet();
                    handle(target, from, message);
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("the loop of {} has ended", running.address.name());
                running.queued.decrementAndGet();
                message.release();
            }
        }
    }

    private void handle(Entry target, Address from, Message message) {
        Running running = target.running;
        if (!running.stopped) {
            running.begin();
        }
        if (running.stopped) {
            message.release();
            return;
        }
        if (!allows(target.mailbox.incoming(), from, message)) {
            LOG.debug(
                    "a message from {} to {} was refused on the way in",
                    from,
                    message.onward().first());
            message.release();
            return;
        }
        try {
            running.worker.handle(message, from);
        } catch (DecodeException | IncompleteRouteException e) {
            LOG.debug("{} dropped a message: {}", running.address.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} failed on a message", running.address.name(), e);
        }
    }

    /** One worker that has been started. */
    private final class Running implements Context {
        private final Worker worker;
        private final EventLoop loop;
        private final Address address;
        private final Set<Address> addresses = ConcurrentHashMap.newKeySet();
        private final AtomicInteger queued = new AtomicInteger();
        private final Set<Runnable> watchers = new LinkedHashSet<>();
        private volatile boolean stopped;
        /** Only touched on the loop. */
        private boolean begun;

        Running(Worker worker, EventLoop loop, Address address) {
            this.worker = worker;
            this.loop = loop;
            this.address = address;
        }

        /** All of them or none. */
        synchronized void take(Mailbox... wanted) {
            for (Mailbox mailbox : wanted) {
                if (mailboxes.putIfAbsent(mailbox.address(), new Entry(this, mailbox)) != null) {
                    stopped = true;
                    addresses.forEach(mailboxes::remove);
                    throw new AddressInUseException(mailbox.address());
                }
                addresses.add(mailbox.address());
            }
        }

        /** Tells the worker that it has started, before whatever else happens to it first. */
        private void begin() {
            if (!begun) {
                begun = true;
                worker.started(this);
            }
        }

        @Override
        public Node node() {
            return node;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public Delivery send(Address mailbox, Message message) {
            return Router.this.send(this, mailbox, message);
        }

        @Override
        public synchronized void addMailbox(Mailbox mailbox) {
            if (stopped) {
                return;
            }
            if (mailboxes.putIfAbsent(mailbox.address(), new Entry(this, mailbox)) != null) {
                throw new AddressInUseException(mailbox.address());
            }
            addresses.add(mailbox.address());
        }

        private synchronized boolean watch(Runnable task) {
            if (stopped) {
                return false;
            }
            watchers.add(task);
            return true;
        }

        private synchronized void unwatch(Runnable task) {
            watchers.remove(task);
        }

        @Override
        public void stop() {
            List<Runnable> told;
            synchronized (this) {
                if (stopped) {
                    return;
                }
                stopped = true;
                told = List.copyOf(watchers);
                watchers.clear();
            }
            for (Address each : addresses) {
                node.flows().forget(each);
                mailboxes.remove(each);
            }
            if (loop.inEventLoop()) {
                end(told);
            } else {
                loop.execute(() -> end(told));
            }
        }

        private void end(List<Runnable> told) {
            begin();
            tell(worker::stopped);
            told.forEach(this::tell);
        }

        /** One that fails must not keep the others ignorant. */
        private void tell(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed at the end of a worker", address.name(), e);
            }
        }
    }
}
