package dev.portals.orchestrator.project;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.relay.RelayDetour;
import dev.portals.core.relay.RelayService;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a project node to one relay at another instance: a connection to that instance's gateway, and in it a channel
 * between the two nodes, which are one identity. Each relay has its own, so that whoever reads slowly behind it holds up
 * nobody else, as with one instance.
 *
 * <pre>
 * client ══ project node here ═══ project node there ══ relay's owner
 * </pre>
 */
final class Detour implements RelayDetour, AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final TcpTransport tcp;
    private final SecureChannels channels;
    private final ChannelOptions options;
    private final Consumer<SecureChannel> opened;
    private final HostnamePort instance;
    private final String projectId;
    private final String relay;
    private @Nullable TcpConnection connection;
    private boolean closed;

    Detour(
            TcpTransport tcp,
            SecureChannels channels,
            ChannelOptions options,
            Consumer<SecureChannel> opened,
            HostnamePort instance,
            String projectId,
            String relay) {
        this.tcp = tcp;
        this.channels = channels;
        this.options = options;
        this.opened = opened;
        this.instance = instance;
        this.projectId = projectId;
        this.relay = relay;
    }

    @Override
    public CompletionStage<Route> open() {
        return tcp.connect(instance, CONNECTING).thenCompose(this::channel);
    }

    private CompletionStage<Route> channel(TcpConnection connected) {
        synchronized (this) {
            connection = connected;
            if (closed) {
                connected.close();
            }
        }
        CompletableFuture<SecureChannel> channel = channels.connect(
                Route.of(connected.senderAddress(), Address.local(projectId), AuthorityWorkers.LISTENER), options);
        return channel.whenComplete((up, failure) -> {
                    if (failure != null) {
                        connected.close();
                    } else {
                        opened.accept(up);
                        up.closed().thenRun(connected::close);
                    }
                })
                .thenApply(up -> Route.of(up.encryptor(), Address.local(RelayService.PREFIX + relay)));
    }

    /** Ends the channel with its connection; a way that is just being opened ends at once. */
    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
