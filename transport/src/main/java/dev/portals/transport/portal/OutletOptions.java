package dev.portals.transport.portal;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Duration;

/**
 * How an outlet behaves.
 *
 * @param worker the address that inlets send to
 * @param service what every portal is connected to
 * @param incoming who may use it (spec 03 section 1.13)
 * @param outgoing whom the service's bytes may go to
 * @param connectTimeout how long the service may take to accept
 * @param payloadLimit most bytes in one message, up to 128 KiB
 * @param maxPortals connections at the same time
 * @param listener hears of its portals
 */
public record OutletOptions(
        Address worker,
        HostnamePort service,
        AccessControl incoming,
        AccessControl outgoing,
        Duration connectTimeout,
        int payloadLimit,
        int maxPortals,
        PortalListener listener) {

    /** Checks the limits. */
    public OutletOptions {
        checkLimits(payloadLimit, maxPortals);
    }

    static void checkLimits(int payloadLimit, int maxPortals) {
        if (payloadLimit < 1 || payloadLimit > Limits.MAX_SENT_PAYLOAD) {
            throw new IllegalArgumentException("a payload limit is 1 to " + Limits.MAX_SENT_PAYLOAD + " bytes");
        }
        if (maxPortals < 1) {
            throw new IllegalArgumentException("at least one portal must be allowed");
        }
    }

    /** Without rules and with the usual limits. */
    public static OutletOptions to(Address worker, HostnamePort service) {
        return new OutletOptions(
                worker,
                service,
                AccessControl.ALLOW_ALL,
                AccessControl.ALLOW_ALL,
                Limits.CONNECT_TIMEOUT,
                Limits.DEFAULT_PAYLOAD,
                Limits.DEFAULT_PORTALS,
                PortalListener.NONE);
    }

    /** The same at another address. */
    public OutletOptions withWorker(Address newWorker) {
        return new OutletOptions(
                newWorker, service, incoming, outgoing, connectTimeout, payloadLimit, maxPortals, listener);
    }

    /** The same under these rules. */
    public OutletOptions withRules(AccessControl newIncoming, AccessControl newOutgoing) {
        return new OutletOptions(
                worker, service, newIncoming, newOutgoing, connectTimeout, payloadLimit, maxPortals, listener);
    }

    /** The same with another time for the service to accept. */
    public OutletOptions withConnectTimeout(Duration timeout) {
        return new OutletOptions(worker, service, incoming, outgoing, timeout, payloadLimit, maxPortals, listener);
    }

    /** The same with other limits. */
    public OutletOptions withMaxPortals(int newMaxPortals) {
        return withLimits(payloadLimit, newMaxPortals);
    }

    /** The same with other limits. */
    public OutletOptions withLimits(int newPayloadLimit, int newMaxPortals) {
        return new OutletOptions(
                worker, service, incoming, outgoing, connectTimeout, newPayloadLimit, newMaxPortals, listener);
    }

    /** The same, heard by that listener. */
    public OutletOptions withListener(PortalListener newListener) {
        return new OutletOptions(
                worker, service, incoming, outgoing, connectTimeout, payloadLimit, maxPortals, newListener);
    }
}
