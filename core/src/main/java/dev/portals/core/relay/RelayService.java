package dev.portals.core.relay;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.AddressInUseException;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes relays for whoever may have them (spec 03 section 2.3, 04 section 4.4). Every refusal is silence.
 *
 * <p>A name that is registered again gets the new route. A relay ends with the connection or channel it was registered
 * through, or when its owner's right to it has been gone for a minute.
 */
public final class RelayService implements AutoCloseable {
    /** In front of every name. */
    public static final String PREFIX = "forward_to_";
    /** Where relays with a name are registered; the other addresses take the same requests. */
    public static final Address STATIC = Address.local("static_forwarding_service");
    /** Where relays without a name are registered. */
    public static final Address EPHEMERAL = Address.local("forwarding_service");

    /** What the services of Elixir nodes are called. */
    private static final List<Address> ALIASES =
            List.of(Address.local("static_forwarding"), Address.local("forwarding"));

    /** Bytes of a whole request; only tags could make one longer than its name. */
    private static final int MAX_REQUEST = 8 * 1024;
    /** How often the right to a relay is looked at again, and how long it may be gone. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);

    private static final Duration LAPSE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RelayService.class);

    private final Node node;
    private final RelayAuthorization authorization;
    private volatile RelayLimits limits;
    private final AccessControl relayIncoming;
    private final Set<FlowControlId> reachableFrom;
    private final RelayListener listener;
    private final Map<Address, Registered> relays = new HashMap<>();
    private final Map<Address, Context> diversions = new HashMap<>();
    private final LongAdder registered = new LongAdder();
    private final LongAdder replaced = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder full = new LongAdder();
    private final LongAdder removed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Context context;

    /** One relay as the service knows it; guarded by the service's lock. */
    private static final class Registered {
        final RelayInfo info;
        final Object owner;
        final Context context;
        EventLoop.Timer watch = () -> {};
        CompletionStage<?> known = CompletableFuture.completedStage(true);

        @Nullable Instant lapsedSince;

        Registered(RelayInfo info, Object owner, Context context) {
            this.info = info;
            this.owner = owner;
            this.context = context;
        }
    }

    /**
     * Who may do what.
     *
     * @param authorization who may have which relay
     * @param incoming who may ask the service at all
     * @param relayIncoming who may send to relays
     * @param reachableFrom flows from which the service and its relays can be reached
     * @param limits how much is kept for others
     * @param listener told of all relays
     */
    public record Options(
            RelayAuthorization authorization,
            AccessControl incoming,
            AccessControl relayIncoming,
            Set<FlowControlId> reachableFrom,
            RelayLimits limits,
            RelayListener listener) {
        /** Without a listener. */
        public Options(
                RelayAuthorization authorization,
                AccessControl incoming,
                AccessControl relayIncoming,
                Set<FlowControlId> reachableFrom,
                RelayLimits limits) {
            this(authorization, incoming, relayIncoming, reachableFrom, limits, RelayListener.NONE);
        }

        /** Default limits, and no rules but the one about names. */
        public static Options of(RelayAuthorization authorization, Set<FlowControlId> reachableFrom) {
            return new Options(
                    authorization,
                    AccessControl.ALLOW_ALL,
                    AccessControl.ALLOW_ALL,
                    Set.copyOf(reachableFrom),
                    RelayLimits.DEFAULT);
        }
    }

    /** Starts the service at its addresses; {@link AddressInUseException} if the node has one. */
    public RelayService(Node node, Options options) {
        this.node = node;
        this.authorization = options.authorization();
        this.limits = options.limits();
        this.relayIncoming = options.relayIncoming();
        this.reachableFrom = Set.copyOf(options.reachableFrom());
        this.listener = options.listener();
        List<Address> addresses = List.of(STATIC, EPHEMERAL, ALIASES.get(0), ALIASES.get(1));
        this.context = node.router()
                .start(
                        new Registrar(),
                        node.nextLoop(),
                        addresses.stream()
                                .map(address -> Mailbox.of(address, options.incoming(), AccessControl.DENY_ALL))
                                .toArray(Mailbox[]::new));
        for (Address address : addresses) {
            reachableFrom.forEach(flow -> node.flows().addConsumer(address, flow));
        }
    }

    /** The relays there are now. */
    public synchronized List<RelayInfo> relays() {
        return relays.values().stream().map(relay -> relay.info).toList();
    }

    /** What the service has done so far. */
    public RelayStatistics statistics() {
        return new RelayStatistics(
                registered.sum(),
                replaced.sum(),
                refused.sum(),
                full.sum(),
                removed.sum(),
                messages.sum(),
                bytes.sum());
    }

    /** Keeps so much for others from now on; what there is stays. */
    public void limit(RelayLimits now) {
        limits = now;
    }

    /** Ends one relay. */
    public synchronized void remove(Address address) {
        remove(relays.get(address), "it was removed");
    }

    /** Ends one relay, unless it was registered again since that was said of it. */
    public synchronized void remove(RelayInfo relay) {
        Registered registered = relays.get(relay.address());
        if (registered != null && registered.info == relay) {
            remove(registered, "it was registered elsewhere");
        }
    }

    /**
     * Answers for a relay of that name that was registered elsewhere, until one is registered here. The way of an earlier
     * diversion of that name is used no more.
     *
     * @param incoming who may send to it
     * @return false if there is a relay of that name here, which stays
     */
    public synchronized boolean divert(String name, AccessControl incoming, RelayDetour detour) {
        Address address = Address.local(PREFIX + name);
        if (relays.containsKey(address)) {
            return false;
        }
        undivert(name);
        Diversion diversion = new Diversion(node, detour, messages, bytes);
        try {
            diversions.put(
                    address,
                    node.router()
                            .start(
                                    diversion,
                                    node.nextLoop(),
                                    Mailbox.of(
                                            address,
                                            incoming,
                                            (source, message) -> diversion.leadsTo(
                                                    message.onward().first()))));
        } catch (AddressInUseException e) {
            LOG.debug("no diversion: {}", e.getMessage());
            return false;
        }
        reachableFrom.forEach(flow -> node.flows().addConsumer(address, flow));
        return true;
    }

    /** Answers no more for a relay elsewhere. */
    public synchronized void undivert(String name) {
        Context diversion = diversions.remove(Address.local(PREFIX + name));
        if (diversion != null) {
            diversion.stop();
        }
    }

    /** Ends the service and all its relays. */
    @Override
    public void close() {
        context.stop();
        synchronized (this) {
            diversions.values().forEach(Context::stop);
            diversions.clear();
            List.copyOf(relays.values()).forEach(relay -> remove(relay, "the service ends"));
        }
    }

    private final class Registrar implements Worker {
        private EventLoop.Timer timer = () -> {};
        private @Nullable EventLoop loop;

        @Override
        public void started(Context started) {
            loop = started.loop();
            schedule();
        }

        private void schedule() {
            if (loop != null) {
                timer = loop.schedule(CHECK_INTERVAL, () -> {
                    checkRights();
                    schedule();
                });
            }
        }

        @Override
        public void handle(Message message, Address source) {
            if (message.payload().readableBytes() > MAX_REQUEST) {
                message.release();
                refuse("the request is too long");
                return;
            }
            byte[] payload = Buffers.toBytes(message.payload());
            try {
                register(RelayRequest.decode(payload), payload, message.returning(), message.peer());
            } catch (DecodeException e) {
                refuse(e.getMessage());
            }
        }

        @Override
        public void stopped() {
            loop = null;
            timer.cancel();
        }
    }

    private void refuse(@Nullable String why) {
        refused.increment();
        LOG.debug("a relay was refused: {}", why);
    }

    private void register(RelayRequest request, byte[] payload, Route target, @Nullable Identifier peer) {
        String name = request.isEphemeral() ? randomName() : request.name();
        if (target.isEmpty()) {
            refuse("there is no way back");
        } else if (name.indexOf('#') >= 0) {
            refuse("a # separates the type of an address");
        } else if (name.getBytes(StandardCharsets.UTF_8).length > limits.nameBytes()) {
            refuse("the name is too long");
        } else if (!authorization.mayRegister(peer, name)) {
            refuse("the peer has no right to the name");
        } else {
            Registered relay = start(name, request.tags(), target, peer);
            if (relay != null) {
                byte[] confirmation = request.isEphemeral() ? payload : Bare.string(PREFIX + name);
                relay.known.whenComplete((done, failure) -> relay.context.send(target, Buffers.copyOf(confirmation)));
            }
        }
    }

    private String randomName() {
        byte[] random = new byte[16];
        node.random().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private synchronized @Nullable Registered start(
            String name, Map<String, String> tags, Route target, @Nullable Identifier peer) {
        Address address = Address.local(PREFIX + name);
        Object owner = peer != null ? peer : target.first();
        Registered old = relays.get(address);
        if (old == null && relays.size() >= limits.relays()) {
            full.increment();
            refuse("there are " + limits.relays() + " relays already");
            return null;
        }
        if ((old == null || !old.owner.equals(owner))
                && relays.values().stream()
                                .filter(relay -> relay.owner.equals(owner))
                                .count()
                        >= limits.relaysOfOne()) {
            full.increment();
            refuse("one owner has " + limits.relaysOfOne() + " relays already");
            return null;
        }
        EventLoop loop = node.router().loopOf(target.first());
        if (loop == null) {
            refuse("the way back is gone");
            return null;
        }
        if (old != null) {
            old.watch.cancel();
            old.context.stop();
            relays.remove(address);
            listener.ended(old.info);
        }
        undivert(name);
        Context started;
        try {
            started = node.router()
                    .start(
                            new Relay(node.router(), node.flows(), target, messages, bytes),
                            loop,
                            Mailbox.of(address, relayIncoming, AccessControl.towards(Set.of(target.first()))));
        } catch (AddressInUseException e) {
            refuse(e.getMessage());
            return null;
        }
        reachableFrom.forEach(flow -> node.flows().addConsumer(address, flow));
        Instant now = node.clock().instant();
        Registered relay = new Registered(
                new RelayInfo(name, address, peer, target.first(), tags, old == null ? now : old.info.createdAt(), now),
                owner,
                started);
        relays.put(address, relay);
        (old == null ? registered : replaced).increment();
        LOG.info("{} {} for {}", printable(address), old == null ? "was registered" : "was registered again", owner);
        relay.known = listener.registered(relay.info);
        relay.watch = node.router().whenStopped(target.first(), () -> removeIfCurrent(relay, "its connection is gone"));
        return relay;
    }

    private synchronized void removeIfCurrent(Registered relay, String why) {
        if (relays.get(relay.info.address()) == relay) {
            remove(relay, why);
        }
    }

    private void remove(@Nullable Registered relay, String why) {
        if (relay != null) {
            relays.remove(relay.info.address());
            relay.watch.cancel();
            relay.context.stop();
            removed.increment();
            listener.ended(relay.info);
            LOG.info("{} ends: {}", printable(relay.info.address()), why);
        }
    }

    /** A peer chose the name: it must not be able to write lines into a log. */
    private static String printable(Address address) {
        return address.name().replaceAll("\\p{Cntrl}", "?");
    }

    private synchronized void checkRights() {
        Instant now = node.clock().instant();
        for (Registered relay : List.copyOf(relays.values())) {
            if (authorization.mayRegister(relay.info.owner(), relay.info.name())) {
                relay.lapsedSince = null;
            } else if (relay.lapsedSince == null) {
                relay.lapsedSince = now;
            } else if (!now.isBefore(relay.lapsedSince.plus(LAPSE))) {
                remove(relay, "its owner has lost the right to it");
            }
        }
    }
}
