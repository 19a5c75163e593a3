/** A node that knows no sockets: routing, identities, credentials, policies, secure channels, relays and sessions. */
@org.jspecify.annotations.NullMarked
module dev.portals.core {
    requires static transitive org.jspecify;
    requires transitive dev.portals.vault;
    requires transitive io.netty.buffer;
    requires io.netty.common;
    requires org.slf4j;

    exports dev.portals.core.channel;
    exports dev.portals.core.api;
    exports dev.portals.core.codec;
    exports dev.portals.core.controller;
    exports dev.portals.core.credential;
    exports dev.portals.core.identity;
    exports dev.portals.core.multiaddr;
    exports dev.portals.core.project;
    exports dev.portals.core.policy;
    exports dev.portals.core.relay;
    exports dev.portals.core.routing;
    exports dev.portals.core.service;
    exports dev.portals.core.session;
}
