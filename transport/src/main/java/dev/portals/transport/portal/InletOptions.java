package dev.portals.transport.portal;

import dev.portals.core.routing.AccessControl;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How an inlet behaves. Start from {@link #on} and change what differs.
 *
 * @param bind where it listens; port 0 picks one
 * @param incoming what may come from the outlet
 * @param outgoing to which outlet bytes may go
 * @param pongTimeout how long a client waits for the outlet's answer
 * @param maxPortals connections at once; beyond it a client is closed
 * @param listener hears of its portals
 */
public record InletOptions(
        InetSocketAddress bind,
        AccessControl incoming,
        AccessControl outgoing,
        Duration pongTimeout,
        int maxPortals,
        PortalListener listener) {
    /** Without rules; 30 s to wait, 10 000 portals. */
    public static InletOptions on(InetSocketAddress bind) {
        return new InletOptions(
                bind,
                AccessControl.ALLOW_ALL,
                AccessControl.ALLOW_ALL,
                Duration.ofSeconds(30),
                10_000,
                PortalListener.NONE);
    }

    /** The same with rules. */
    public InletOptions withRules(AccessControl newIncoming, AccessControl newOutgoing) {
        return new InletOptions(bind, newIncoming, newOutgoing, pongTimeout, maxPortals, listener);
    }

    /** The same with another time to wait. */
    public InletOptions withPongTimeout(Duration newTimeout) {
        return new InletOptions(bind, incoming, outgoing, newTimeout, maxPortals, listener);
    }

    /** The same with another limit. */
    public InletOptions withMaxPortals(int newMaxPortals) {
        return new InletOptions(bind, incoming, outgoing, pongTimeout, newMaxPortals, listener);
    }

    /** The same with a listener. */
    public InletOptions withListener(PortalListener newListener) {
        return new InletOptions(bind, incoming, outgoing, pongTimeout, maxPortals, newListener);
    }
}
