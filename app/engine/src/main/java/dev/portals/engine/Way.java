package dev.portals.engine;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayRegistration;
import dev.portals.core.routing.Route;
import dev.portals.core.session.ConnectionLostException;
import dev.portals.core.session.ConnectionLostException.Sign;
import dev.portals.core.session.Replacer;
import dev.portals.core.session.Session;
import dev.portals.core.session.SessionOptions;
import dev.portals.core.session.SessionStatus;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.Connection;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Inlet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to another node that an inlet or a relay needs, kept alive by a session and told about in events. */
public final class Way implements Replacer, AutoCloseable {
    private final String kind;
    private final String subject;
    private final LocalNode local;
    private final ChannelOptions channels;
    private final MultiAddr address;
    private final Destination destination;
    private final OwnCredential own;
    private final Consumer<NodeEvent> events;
    private final Session session;
    private String told = "";

    /** What is done with a connection once it is there. */
    private interface Destination {
        /** Makes use of it possible; what fails here fails the whole attempt. */
        CompletableFuture<?> prepare(Connection connection);

        /** It is in use from now on. */
        default void up(Connection connection) {}

        /** It is not any more. */
        default void down() {}

        /** Why there is none at the moment. */
        default void without(String reason) {}
    }

    private record Live(Connection connection) implements dev.portals.core.session.Connection {
        @Override
        public Route pingRoute() {
            return connection.transportRoute();
        }

        @Override
        public CompletableFuture<?> closed() {
            return connection.closed();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private Way(
            String kind,
            String subject,
            LocalNode local,
            ChannelOptions channels,
            MultiAddr address,
            Destination destination,
            OwnCredential own,
            Consumer<NodeEvent> events) {
        this.kind = kind;
        this.subject = subject;
        this.local = local;
        this.channels = channels;
        this.address = address;
        this.destination = destination;
        this.own = own;
        this.events = events;
        this.session = new Session(
                kind + " " + subject,
                local.node(),
                this,
                SessionOptions.DEFAULT,
                local.node().random(),
                (from, to, reason) -> changed(to, reason));
        session.start();
    }

    /** Keeps an inlet's way to its outlet. */
    public static Way ofInlet(
            LocalNode local,
            ChannelOptions channels,
            MultiAddr to,
            Inlet inlet,
            String name,
            OwnCredential own,
            Consumer<NodeEvent> events) {
        return new Way(
                "inlet",
                name,
                local,
                channels,
                to,
                new Destination() {
                    @Override
                    public CompletableFuture<?> prepare(Connection connection) {
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public void up(Connection connection) {
                        inlet.resume(connection.route());
                    }

                    @Override
                    public void down() {
                        inlet.pause("there is no connection to the other side at the moment");
                    }

                    @Override
                    public void without(String reason) {
                        inlet.pause("there is no connection to the other side: " + reason);
                    }
                },
                own,
                events);
    }

    /** Keeps this node registered under a name at a relay node. */
    public static Way toRelay(
            LocalNode local,
            ChannelOptions channels,
            NodeSettings.RelaySetting relay,
            RelayClient client,
            OwnCredential own,
            Consumer<NodeEvent> events) {
        return new Way(
                "relay",
                relay.name(),
                local,
                channels,
                relay.at(),
                new Destination() {
                    private @Nullable RelayRegistration registration;

                    @Override
                    public CompletableFuture<?> prepare(Connection connection) {
                        return client.register(connection.route(), relay.name())
                                .thenAccept(registered -> registration = registered);
                    }

                    @Override
                    public void down() {
                        RelayRegistration old = registration;
                        registration = null;
                        if (old != null) {
                            old.close();
                        }
                    }
                },
                own,
                events);
    }

    @Override
    public CompletableFuture<? extends dev.portals.core.session.Connection> create() {
        return local.connector()
                .connect(address, channels)
                .thenCompose(connection -> destination.prepare(connection).handle((ready, failure) -> {
                    if (failure != null) {
                        connection.close();
                        throw failure instanceof CompletionException e ? e : new CompletionException(failure);
                    }
                    return new Live(connection);
                }));
    }

    @Override
    public void up(dev.portals.core.session.Connection connection) {
        destination.up(((Live) connection).connection());
        String peer = String.valueOf(((Live) connection).connection().peer());
        told = "";
        events.accept(new NodeEvent.Up(kind, subject, peer.equals("null") ? null : peer));
    }

    @Override
    public void down() {
        destination.down();
    }

    /** Each reason is told once, however often it is met in a row. */
    private void changed(SessionStatus to, @Nullable Throwable reason) {
        if (reason == null || to == SessionStatus.CLOSED) {
            return;
        }
        Throwable cause =
                reason instanceof CompletionException && reason.getCause() != null ? reason.getCause() : reason;
        String sentence = String.valueOf(cause.getMessage());
        if (to != SessionStatus.UP) {
            destination.without(sentence);
        }
        if (!sentence.equals(told)) {
            told = sentence;
            boolean silent = cause instanceof ConnectionLostException lost && lost.sign() == Sign.SILENT;
            if (silent) {
                // An Ockam node with an authority leaves pings without a credential unanswered (spec 03 section 1.15).
                local.node().offload().execute(() -> tell(own.behind(sentence), null));
            } else {
                tell(sentence, cause instanceof ConnectException failure ? failure.reason() : null);
            }
        }
    }

    private void tell(String reason, ConnectException.@Nullable Reason side) {
        events.accept(new NodeEvent.Down(kind, subject, reason, side));
    }

    /** The network may have changed: tries at once, or asks the other end whether it is there. */
    public void retryNow() {
        session.retryNow();
    }

    /** How long the last ping took; empty before, and while there is no connection. */
    public Optional<Duration> roundTrip() {
        return session.roundTrip();
    }

    @Override
    public void close() {
        session.close();
    }
}
