package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One portal at one moment.
 *
 * @param id unlike that of any other portal of this node
 * @param peer who is at the other end; null without a channel
 * @param socket the client's at an inlet, the service's at an outlet; null before it is connected
 * @param since when it began
 * @param sent bytes that went from the socket here to the other end
 * @param received bytes that came from the other end for the socket here
 */
public record PortalInfo(
        long id,
        @Nullable Identifier peer,
        @Nullable InetSocketAddress socket,
        Instant since,
        long sent,
        long received) {}
