package dev.portals.transport.node;

import dev.portals.core.channel.SecureChannel;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.TcpConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a multi-address has been turned into: the connections and channels it asked for, and the route over them (spec 03
 * section 4.1).
 *
 * @param route where the address leads
 * @param transportRoute the same without the last service, for pings
 * @param tcp the transport connection, if the address has one
 * @param channels the channels made for it, outermost first
 * @param closed completes when any of them has ended, also when this was closed
 */
public record Connection(
        Route route,
        Route transportRoute,
        @Nullable TcpConnection tcp,
        List<SecureChannel> channels,
        CompletableFuture<Void> closed)
        implements AutoCloseable {

    /** Who is at the end of the innermost channel; null without a channel. */
    public @Nullable Identifier peer() {
        return channels.isEmpty() ? null : channels.getLast().peer();
    }

    /** Closes inner channels before outer ones, so that every peer is told, and then the connection. Idempotent. */
    @Override
    public void close() {
        channels.reversed().forEach(SecureChannel::close);
        if (tcp != null) {
            tcp.close();
        }
    }
}
