package dev.portals.transport.portal;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.tcp.TcpTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
        return OutletOptions.of(Address.local("outlet"), new HostnamePort("127.0.0.1", port))
                .withListener(events);
    }

    Outlet outlet(OutletOptions options) {
        Outlet outlet = portals.outlet(options);
        node.flows().addConsumer(options.worker(), listener.spawner());
        return outlet;
    }

    Outlet outlet(int port) {
        return outlet(outletOptions(port));
    }

    Inlet inlet(InletOptions options) {
        return Await.value(portals.inlet(options.withListener(events)));
    }

    Inlet inlet(TcpConnection connection) {
        return inlet(InletOptions.of(ANY_PORT, toOutlet(connection)));
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
        record Closed(PortalInfo portal, PortalEnd end, String sentence) {}

        final List<PortalInfo> opened = new CopyOnWriteArrayList<>();
        final List<Closed> closed = new CopyOnWriteArrayList<>();
        final List<String> refused = new CopyOnWriteArrayList<>();

        @Override
        public void opened(PortalInfo portal) {
            opened.add(portal);
        }

        @Override
        public void closed(PortalInfo portal, PortalEnd end, String sentence) {
            closed.add(new Closed(portal, end, sentence));
        }

        @Override
        public void refused(String sentence) {
            refused.add(sentence);
        }

        Closed end() {
            Await.until("a portal ended", () -> !closed.isEmpty());
            return closed.getFirst();
        }
    }
}
