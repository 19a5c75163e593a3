package dev.portals.transport.tcp;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Worker;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Accepts connections; its flow spawns theirs. Closing it leaves the connections alone. */
public final class TcpListener implements AutoCloseable, Worker {
    private final Address address;
    private final FlowControlId spawner;
    private final Channel channel;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    TcpListener(TcpTransport transport, Channel channel, NettyLoop loop, FlowControlId spawner) {
        this.channel = channel;
        this.spawner = spawner;
        this.address = transport.node().randomAddress();
        transport.node().flows().addSpawner(address, spawner);
        Context context = transport
                .node()
                .router()
                .start(this, loop, Mailbox.of(address, AccessControl.DENY_ALL, AccessControl.DENY_ALL));
        channel.closeFuture().addListener(done -> {
            context.stop();
            transport.ended(this);
            closed.complete(null);
        });
    }

    /** Its address in the node; nobody can send there. */
    public Address address() {
        return address;
    }

    /** The socket it really listens at. */
    public InetSocketAddress socketAddress() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** The flow whose consumers every accepted connection can reach. */
    public FlowControlId spawner() {
        return spawner;
    }

    /** Completed when it accepts no more. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void handle(Message message, Address source) {
        message.release();
    }

    @Override
    public void stopped() {
        channel.close();
    }

    /** Accepts no more. Idempotent. */
    @Override
    public void close() {
        channel.close();
    }
}
