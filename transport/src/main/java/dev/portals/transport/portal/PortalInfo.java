package dev.portals.transport.portal;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One portal at one moment.
 *
 * @param id unlike that of any other portal of the same inlet or outlet
 * @param remote the client's socket at an inlet, the service's at an outlet; null before it is connected
 * @param since when it began
 * @param fromSocket bytes taken from the socket so far
 * @param toSocket bytes given to the socket so far
 */
public record PortalInfo(long id, @Nullable InetSocketAddress remote, Instant since, long fromSocket, long toSocket) {}
