package dev.portals.core.channel;

import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a channel that is up: its encryptor, its decryptor, its way to the peer, and its end. Lives on the loop of
 * the connection below.
 */
final class Channel implements SecureChannel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final SecureChannels channels;
    private final ChannelOptions options;
    private final Introductions introductions;
    private final ChannelAddresses addresses;
    private final boolean initiator;
    private final Address peerDecryptor;
    private final Identifier peer;
    private final Context decryptorContext;
    private final EventLoop loop;
    final SealingCipher sealing;
    final OpeningCipher opening;
    private final Encryptor encryptor;
    private final Decryptor decryptor;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Route route;
    private Route followed;
    private EventLoop.Timer watch = () -> {};
    private CredentialSource.@Nullable Subscription subscription;
    private volatile @Nullable Credential presented;
    private byte @Nullable [] nextRefresh;
    private @Nullable Route losing;
    private boolean refreshing;
    private boolean ended;

    Channel(
            SecureChannels channels,
            ChannelOptions options,
            Introductions introductions,
            ChannelAddresses addresses,
            boolean initiator,
            Route route,
            Handshake.Completed completed,
            Context decryptorContext) {
        this.channels = channels;
        this.options = options;
        this.introductions = introductions;
        this.addresses = addresses;
        this.initiator = initiator;
        this.route = route;
        this.followed = route.withoutLast();
        this.peerDecryptor = route.last();
        this.peer = completed.peer();
        this.presented = completed.presented();
        this.decryptorContext = decryptorContext;
        this.loop = decryptorContext.loop();
        this.sealing = completed.sealing();
        this.opening = completed.opening();
        this.encryptor = new Encryptor(this, addresses, sealing, options.keyExchangeOnly());
        this.decryptor = new Decryptor(this, addresses, opening, options.keyExchangeOnly());
    }

    /** Takes the addresses, so that messages flow. */
    void open() {
        channels.node()
                .flows()
                .addProducer(addresses.decrypted(), addresses.flow(), addresses.spawner(), addresses.encryptor());
        decryptorContext.addMailbox(Mailbox.of(
                addresses.decrypted(),
                AccessControl.DENY_ALL,
                channels.node().flows().outgoing(addresses.flow(), addresses.spawner())));
        decryptorContext.addMailbox(Mailbox.open(addresses.decryptorApi()));
        channels.node()
                .router()
                .start(
                        encryptor,
                        loop,
                        new Mailbox(addresses.encryptor(), options.sending(), AccessControl.ALLOW_ALL, true, peer),
                        Mailbox.open(addresses.encryptorApi()));
        channels.opened(this);
        watchRoute();
        CredentialSource source = options.credential();
        if (source != null && !options.keyExchangeOnly() && !ended) {
            subscription = source.subscribe(this::presentAgain);
            presentAgain();
        }
    }

    /** A message for one of the decryptor's addresses. */
    void received(Message message) {
        decryptor.handle(message, decryptorContext);
    }

    /** Whether the way to the peer is gone for now; what is sealed meanwhile would use up the peer's window for nothing. */
    boolean isCutOff() {
        return losing != null && losing.equals(route);
    }

    /** Sends a sealed message to the peer; the buffer is given away. */
    void send(ByteBuf sealed, Route returning, @Nullable Inflow origin) {
        Route way = route;
        Delivery delivery = decryptorContext.send(new Message(way, returning, sealed, null, origin));
        if (delivery == Delivery.NO_SUCH_ADDRESS) {
            lost(way);
        }
    }

    /** The socket that this channel's messages leave through. */
    @Nullable Outflow outflow() {
        return channels.node().router().outflow(route);
    }

    /** The initiator has been heard over this way; the answers take it too. */
    void follow(Route returning) {
        if (!initiator && !returning.equals(followed)) {
            followed = returning;
            route = returning.append(peerDecryptor);
            watchRoute();
        }
    }

    @Override
    public void moveTo(Route newRoute) {
        if (!initiator) {
            throw new IllegalStateException("a responder follows the initiator");
        }
        Route whole = newRoute.append(peerDecryptor);
        onLoop(() -> {
            if (!ended) {
                channels.node().flows().addConsumerFor(addresses.decryptor(), newRoute);
                route = whole;
                watchRoute();
            }
        });
    }

    private void watchRoute() {
        watch.cancel();
        Route watched = route;
        if (!options.keyExchangeOnly()) {
            watch = channels.node().router().whenStopped(watched.first(), () -> onLoop(() -> lost(watched)));
        }
    }

    /** The first hop of that way is gone: the end, unless there is time to move to another one. */
    private void lost(Route way) {
        if (ended || !way.equals(route) || losing != null && losing.equals(way)) {
            return;
        }
        if (options.routeLossGrace().isZero()) {
            end(false);
        } else {
            losing = way;
            loop.schedule(options.routeLossGrace(), () -> {
                losing = null;
                if (way.equals(route) && !channels.node().router().exists(way.first())) {
                    end(false);
                }
            });
        }
    }

    /** Our source has a new credential: the peer gets it if it differs from the one it has. */
    private void presentAgain() {
        channels.node().offload().execute(() -> {
            try {
                Credential credential = introductions.credential();
                if (credential != null && !credential.equals(presented)) {
                    byte[] message = introductions.refresh(credential);
                    loop.execute(() -> presentAgain(credential, message));
                }
            } catch (ChannelException e) {
                LOG.warn("no new credential to present to {}: {}", peer, e.getMessage());
            }
        });
    }

    private void presentAgain(Credential credential, byte[] message) {
        if (!ended && !credential.equals(presented)) {
            presented = credential;
            encryptor.sendControl(message);
        }
    }

    /** The peer presents credentials again; of several that come at once the last one counts. */
    void refreshed(byte[] encoded) {
        nextRefresh = encoded;
        if (!refreshing) {
            takeRefresh();
        }
    }

    private void takeRefresh() {
        byte[] encoded = nextRefresh;
        nextRefresh = null;
        refreshing = encoded != null && !ended;
        if (encoded != null && !ended) {
            channels.node().offload().execute(() -> {
                try {
                    introductions.refreshed(encoded, peer);
                } finally {
                    loop.execute(this::takeRefresh);
                }
            });
        }
    }

    @Override
    public void close() {
        onLoop(() -> end(true));
    }

    /** Ends this end, once: on the loop. */
    void end(boolean tellPeer) {
        if (ended) {
            return;
        }
        ended = true;
        watch.cancel();
        if (tellPeer) {
            encryptor.sendControl(ChannelMessage.Close.encode());
        }
        if (subscription != null) {
            subscription.close();
        }
        channels.node().router().stop(addresses.encryptor());
        decryptorContext.stop();
        sealing.close();
        opening.close();
        channels.ended(this);
        closed.complete(null);
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public Address encryptor() {
        return addresses.encryptor();
    }

    @Override
    public Address encryptorApi() {
        return addresses.encryptorApi();
    }

    @Override
    public Address decryptorApi() {
        return addresses.decryptorApi();
    }

    @Override
    public Identifier peer() {
        return peer;
    }

    @Override
    public Identifier self() {
        return options.self();
    }

    @Override
    public FlowControlId flow() {
        return addresses.flow();
    }

    @Override
    public boolean isInitiator() {
        return initiator;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public String toString() {
        return "channel of " + options.self() + " with " + peer;
    }
}
