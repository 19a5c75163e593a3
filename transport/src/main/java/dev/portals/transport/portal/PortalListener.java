package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of the portals of an inlet or outlet. Called on event loops: it must not block. */
public interface PortalListener {
    /** Hears nothing. */
    PortalListener NONE = new PortalListener() {};

    /**
     * Both ends are connected, bytes flow.
     *
     * @param portal unlike that of any other portal of this node
     * @param peer who is at the other end; null without a channel
     */
    default void opened(long portal, @Nullable Identifier peer) {}

    /**
     * A portal that was open has ended.
     *
     * @param sent bytes that went from the socket here to the other end
     * @param received bytes that came from the other end for the socket here
     */
    default void closed(long portal, PortalEnd end, long sent, long received) {}

    /** A portal did not come up. */
    default void refused(@Nullable Identifier peer, PortalEnd end) {}
}
