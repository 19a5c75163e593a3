/** Sockets, on Netty: the TCP transport, inlets and outlets. */
@org.jspecify.annotations.NullMarked
module dev.portals.transport {
    requires static transitive org.jspecify;
    requires transitive dev.portals.core;
    requires io.netty.common;
    requires io.netty.buffer;
    requires transitive io.netty.transport;
    requires jdk.net;
    requires org.slf4j;

    exports dev.portals.transport.node;
    exports dev.portals.transport.portal;
    exports dev.portals.transport.tcp;
}
