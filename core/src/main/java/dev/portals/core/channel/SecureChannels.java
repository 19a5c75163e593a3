package dev.portals.core.channel;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identities;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The secure channels of a node: begins them, listens for them, and knows those that are up. Thread-safe. */
public final class SecureChannels {
    /** Bytes that wait for the ends of all handshakes of the node together. */
    private static final long MAX_WAITING_BYTES = 64L << 20;

    private final Node node;
    private final Identities identities;
    private final Credentials credentials;
    private final Map<Address, SecureChannel> open = new ConcurrentHashMap<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Channels of that node, between identities that are kept there. */
    public SecureChannels(Node node, Identities identities, Credentials credentials) {
        this.node = node;
        this.identities = identities;
        this.credentials = credentials;
    }

    /**
     * Begins a channel with the listener at the end of the route.
     *
     * @return the channel when it is up, completed on its loop; fails with {@link ChannelException}. Cancelling it gives
     *     the handshake up
     */
    public CompletableFuture<SecureChannel> connect(Route route, ChannelOptions options) {
        EventLoop first = route.isEmpty() ? null : node.router().loopOf(route.first());
        if (first == null) {
            return CompletableFuture.failedFuture(
                    new ChannelException(Reason.UNREACHABLE, "the route " + route + " begins nowhere"));
        }
        ChannelAddresses addresses = ChannelAddresses.random(node, null);
        HandshakeWorker initiator = new HandshakeWorker(this, first, options, addresses, route, over -> {});
        node.flows().addConsumerFor(addresses.decryptor(), route);
        node.router().start(initiator, first, Mailbox.open(addresses.decryptor()));
        CompletableFuture<SecureChannel> ready = initiator.ready();
        ready.whenComplete((channel, failure) -> {
            if (ready.isCancelled()) {
                initiator.abandon("the caller gave up");
            }
        });
        return ready;
    }

    /** Lets others begin channels at that address. */
    public ChannelListener listen(Address address, ChannelOptions options) {
        return listen(address, options, channel -> {});
    }

    /**
     * Lets others begin channels at that address.
     *
     * @param opened told of each channel that has come up, on its loop
     * @throws dev.portals.core.routing.AddressInUseException if there is a worker already
     */
    public ChannelListener listen(Address address, ChannelOptions options, Consumer<SecureChannel> opened) {
        ChannelListener listener = new ChannelListener(this, options, address, opened);
        node.flows().addSpawner(address, listener.flow());
        node.router().start(listener, node.nextLoop(), listener.mailbox());
        return listener;
    }

    /** The channels that are up. */
    public List<SecureChannel> channels() {
        return List.copyOf(open.values());
    }

    /** How many handshakes have ended with a channel, since the beginning. */
    public long succeeded() {
        return succeeded.sum();
    }

    /** How many handshakes have ended without one. */
    public long failed() {
        return failed.sum();
    }

    void failedOnce() {
        failed.increment();
    }

    /** The channel with that encryptor. */
    public Optional<SecureChannel> find(Address encryptor) {
        return Optional.ofNullable(open.get(encryptor));
    }

    void opened(SecureChannel channel) {
        open.put(channel.encryptor(), channel);
        succeeded.increment();
    }

    void ended(SecureChannel channel) {
        open.remove(channel.encryptor());
    }

    boolean reserveWaiting(int bytes) {
        if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void releaseWaiting(int bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    Node node() {
        return node;
    }

    Identities identities() {
        return identities;
    }

    Credentials credentials() {
        return credentials;
    }
}
