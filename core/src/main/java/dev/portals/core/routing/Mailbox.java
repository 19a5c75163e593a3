package dev.portals.core.routing;

import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * An address of a worker with its two rules (spec 01 section 4.4).
 *
 * @param address where messages arrive
 * @param incoming who may send here
 * @param outgoing where messages sent from here may go
 * @param terminal whether messages sent to this address leave for another node
 * @param peer the authenticated peer that messages sent to a terminal address reach; null for a plain transport
 */
public record Mailbox(
        Address address,
        AccessControl incoming,
        AccessControl outgoing,
        boolean terminal,
        @Nullable Identifier peer) {

    /** A mailbox inside the node. */
    public static Mailbox of(Address address, AccessControl incoming, AccessControl outgoing) {
        return new Mailbox(address, incoming, outgoing, false, null);
    }

    /** A mailbox without rules. */
    public static Mailbox open(Address address) {
        return of(address, AccessControl.ALLOW_ALL, AccessControl.ALLOW_ALL);
    }
}
