package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.transport.testing.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One node of ours with the TCP transport and portals. */
final class Home implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final NettyNode netty;
    final Node node;
    final TcpTransport transport;
    final Portals portals;
    final Events events = new Events();
    final TcpListener listener;
    /** What a node without portals, listening, has. */
    final int idleAddresses;

    Home(int threads) {
        netty = NettyNode.create(threads);
        node = netty.node();
        transport = new TcpTransport(node, netty.loops());
        portals = new Portals(node, netty.loops());
        listener = Await.value(transport.listen(ANY_PORT));
        idleAddresses = node.router().size();
    }

    TcpConnection connect(Home other) {
        return Await.value(
                transport.connect("127.0.0.1", other.listener.socketAddress().getPort(), Await.LIMIT));
    }

    OutletOptions outletOptions(int port) {
        return OutletOptions.to(Address.local("outlet"), new HostnamePort("127.0.0.1", port))
                .withListener(events);
    }

    Outlet outlet(OutletOptions options) {
        Outlet outlet = portals.openOutlet(options);
        node.flows().addConsumer(options.worker(), listener.spawner());
        return outlet;
    }

    /** Portals whose outlets ask a quiet inlet of ours after that time. */
    Portals patientPortals(Duration silence) {
        return new Portals(node, netty.loops(), silence);
    }

    Outlet outlet(int port) {
        return outlet(outletOptions(port));
    }

    Inlet inlet(InletOptions options) {
        return Await.value(portals.openInlet(options.withListener(events)));
    }

    Inlet inlet(TcpConnection connection) {
        return inlet(InletOptions.on(ANY_PORT).withRoute(toOutlet(connection)));
    }

    static Route toOutlet(TcpConnection connection) {
        return Route.of(connection.senderAddress(), Address.local("outlet"));
    }

    @Override
    public void close() {
        transport.close();
        netty.close();
    }

    /** What the listener heard. */
    static final class Events implements PortalListener {
        record Closed(PortalEnd.Reason reason, String sentence, long sent, long received) {}

        final List<Long> opened = new CopyOnWriteArrayList<>();
        final List<Closed> closed = new CopyOnWriteArrayList<>();
        final List<PortalEnd> refused = new CopyOnWriteArrayList<>();

        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            opened.add(portal);
        }

        @Override
        public void closed(long portal, PortalEnd end, long sent, long received) {
            closed.add(new Closed(end.reason(), end.sentence(), sent, received));
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            refused.add(end);
        }

        Closed end() {
            Await.until("a portal ended", () -> !closed.isEmpty());
            return closed.getFirst();
        }

        PortalEnd refusal() {
            Await.until("somebody was turned away", () -> !refused.isEmpty());
            return refused.getFirst();
        }
    }
}
