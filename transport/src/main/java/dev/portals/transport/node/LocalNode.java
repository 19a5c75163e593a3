package dev.portals.transport.node;

import dev.portals.core.channel.SecureChannels;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.routing.Node;
import dev.portals.transport.portal.Portals;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpTransport;
import java.util.Optional;
import java.util.function.Function;

/** A node with all its parts, over one home. */
public final class LocalNode implements AutoCloseable {
    private final NodeHome home;
    private final Identifier identifier;
    private final NettyNode netty;
    private final TcpTransport tcp;
    private final Credentials credentials;
    private final SecureChannels channels;
    private final Portals portals;
    private final Connector connector;

    /**
     * Builds the parts; nothing listens or connects yet. The home is closed with the node.
     *
     * @param threads event loops
     * @param projects where the projects are that addresses may name
     */
    public LocalNode(NodeHome home, int threads, Function<String, Optional<Connector.KnownProject>> projects) {
        this.home = home;
        this.identifier = home.identityOrCreate().identifier();
        this.netty = NettyNode.create(threads);
        this.tcp = new TcpTransport(netty.node(), netty.loops());
        this.credentials = new Credentials(
                home.identities(), AttributeStore.inMemory(), netty.node().clock());
        this.channels = new SecureChannels(netty.node(), home.identities(), credentials);
        this.portals = new Portals(netty.node(), netty.loops());
        this.connector = new Connector(netty.node(), tcp, channels, projects);
    }

    /** Who this node is. */
    public Identifier identifier() {
        return identifier;
    }

    /** Where it keeps things. */
    public NodeHome home() {
        return home;
    }

    /** Routing. */
    public Node node() {
        return netty.node();
    }

    /** Sockets to other nodes. */
    public TcpTransport tcp() {
        return tcp;
    }

    /** Identities. */
    public Identities identities() {
        return home.identities();
    }

    /** Credentials of peers. */
    public Credentials credentials() {
        return credentials;
    }

    /** Secure channels. */
    public SecureChannels channels() {
        return channels;
    }

    /** Inlets and outlets. */
    public Portals portals() {
        return portals;
    }

    /** From addresses to routes. */
    public Connector connector() {
        return connector;
    }

    @Override
    public void close() {
        channels.channels().reversed().forEach(channel -> channel.close());
        tcp.close();
        netty.close();
        home.close();
    }
}
