package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.NettyLoop;
import org.junit.jupiter.api.Test;

class OutletPortalTest {
    /** Whoever looks over an outlet's portals while one is being made must not take it for somebody else's. */
    @Test
    void whoseItIsIsKnownBeforeItBegins() {
        Identifier peer = Identifier.of(new byte[Identifier.LENGTH]);
        try (Home home = new Home(1)) {
            Outlet outlet = home.outlet(1);
            Message ping =
                    new Message(Route.local("outlet"), Route.local("inlet"), Buffers.copyOf(new byte[1]), peer, null);
            NettyLoop loop = (NettyLoop) home.node.nextLoop();
            OutletPortal portal = new OutletPortal(outlet, loop, ping, Address.local("source"), null, false);
            assertThat(portal.info().peer()).isEqualTo(peer);
            ping.release();
        }
    }
}
