package dev.portals.transport.portal;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Route;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an inlet behaves.
 *
 * @param bind a literal socket address; port 0 picks one
 * @param route to the outlet, the outlet's address last; null begins paused
 * @param incoming who may answer (spec 03 section 1.13)
 * @param outgoing whom its clients' bytes may go to
 * @param pongTimeout how long the outlet may take to connect the service
 * @param payloadLimit most bytes in one message, up to 128 KiB
 * @param maxPortals clients at the same time
 * @param listener hears of its portals
 */
public record InletOptions(
        InetSocketAddress bind,
        @Nullable Route route,
        AccessControl incoming,
        AccessControl outgoing,
        Duration pongTimeout,
        int payloadLimit,
        int maxPortals,
        PortalListener listener) {

    /** Checks the limits. */
    public InletOptions {
        OutletOptions.checkLimits(payloadLimit, maxPortals);
    }

    /** Without rules, with the usual limits, paused until it is told a route. */
    public static InletOptions on(InetSocketAddress bind) {
        return new InletOptions(
                bind,
                null,
                AccessControl.ALLOW_ALL,
                AccessControl.ALLOW_ALL,
                Limits.PONG_TIMEOUT,
                Limits.DEFAULT_PAYLOAD,
                Limits.DEFAULT_PORTALS,
                PortalListener.NONE);
    }

    /** The same, taking clients at once along that route. */
    public InletOptions withRoute(Route newRoute) {
        return new InletOptions(bind, newRoute, incoming, outgoing, pongTimeout, payloadLimit, maxPortals, listener);
    }

    /** The same under these rules. */
    public InletOptions withRules(AccessControl newIncoming, AccessControl newOutgoing) {
        return new InletOptions(bind, route, newIncoming, newOutgoing, pongTimeout, payloadLimit, maxPortals, listener);
    }

    /** The same with another time for the outlet's answer. */
    public InletOptions withPongTimeout(Duration timeout) {
        return new InletOptions(bind, route, incoming, outgoing, timeout, payloadLimit, maxPortals, listener);
    }

    /** The same with other limits. */
    public InletOptions withMaxPortals(int newMaxPortals) {
        return withLimits(payloadLimit, newMaxPortals);
    }

    /** The same with other limits. */
    public InletOptions withLimits(int newPayloadLimit, int newMaxPortals) {
        return new InletOptions(bind, route, incoming, outgoing, pongTimeout, newPayloadLimit, newMaxPortals, listener);
    }

    /** The same, heard by that listener. */
    public InletOptions withListener(PortalListener newListener) {
        return new InletOptions(bind, route, incoming, outgoing, pongTimeout, payloadLimit, maxPortals, newListener);
    }
}
