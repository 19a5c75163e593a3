package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/** Hears of the portals of one inlet or outlet. Called on event loops: must not block. */
public interface PortalListener {
    /** Hears nothing. */
    PortalListener NONE = new PortalListener() {};

    /**
     * A portal is up.
     *
     * @param portal counts portals of this node
     * @param peer who is at the other end; null without a channel
     */
    default void opened(long portal, @Nullable Identifier peer) {}

    /**
     * A portal that was up has ended.
     *
     * @param sent bytes that went to the other side
     * @param received bytes that came from it
     */
    default void closed(long portal, PortalEnd reason, long sent, long received) {}

    /** A portal didn't come up. */
    default void refused(@Nullable Identifier peer, PortalEnd reason) {}
}
