package dev.portals.transport.portal;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Duration;

/**
 * How an outlet behaves. Start from {@link #to} and change what differs.
 *
 * @param address the worker's, by which inlets name it
 * @param service where it connects
 * @param incoming whose messages are taken
 * @param outgoing to whom the service's bytes may go
 * @param connectTimeout how long the service may take to accept
 * @param maxPortals connections at once; beyond it an inlet is told so
 * @param listener hears of its portals
 */
public record OutletOptions(
        Address address,
        HostnamePort service,
        AccessControl incoming,
        AccessControl outgoing,
        Duration connectTimeout,
        int maxPortals,
        PortalListener listener) {
    /** Without rules; 20 s to connect, 10 000 portals. */
    public static OutletOptions to(Address address, HostnamePort service) {
        return new OutletOptions(
                address,
                service,
                AccessControl.ALLOW_ALL,
                AccessControl.ALLOW_ALL,
                Duration.ofSeconds(20),
                10_000,
                PortalListener.NONE);
    }

    /** The same with rules. */
    public OutletOptions withRules(AccessControl newIncoming, AccessControl newOutgoing) {
        return new OutletOptions(address, service, newIncoming, newOutgoing, connectTimeout, maxPortals, listener);
    }

    /** The same with another limit. */
    public OutletOptions withMaxPortals(int newMaxPortals) {
        return new OutletOptions(address, service, incoming, outgoing, connectTimeout, newMaxPortals, listener);
    }

    /** The same with a listener. */
    public OutletOptions withListener(PortalListener newListener) {
        return new OutletOptions(address, service, incoming, outgoing, connectTimeout, maxPortals, newListener);
    }
}
