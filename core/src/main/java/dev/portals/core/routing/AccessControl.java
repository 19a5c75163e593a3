package dev.portals.core.routing;

import java.util.List;
import java.util.Set;

/**
 * A rule about one message on its way from one mailbox to another (spec 01 section 4.5). Both the sender's outgoing and
 * the receiver's incoming rule must say yes. It is asked on the hot path and must not block.
 */
@FunctionalInterface
public interface AccessControl {
    /** Everything passes. */
    AccessControl ALLOW_ALL = (source, message) -> true;
    /** Nothing passes. */
    AccessControl DENY_ALL = (source, message) -> false;
    /** Only what came out of a secure channel, whoever the peer is. */
    AccessControl ANY_CHANNEL_PEER = (source, message) -> message.peer() != null;

    /**
     * Whether the message may pass.
     *
     * @param source the sending mailbox, as the router knows it
     * @param message its first onward hop is the destination
     */
    boolean allows(Address source, Message message);

    /** Incoming: only from these mailboxes of this node. */
    static AccessControl fromSources(Set<Address> sources) {
        return (source, message) -> sources.contains(source);
    }

    /** Outgoing: only towards these next hops. */
    static AccessControl towards(Set<Address> next) {
        return (source, message) -> next.contains(message.onward().first());
    }

    /** Every one of the rules; with none, yes. */
    static AccessControl all(List<AccessControl> rules) {
        return (source, message) -> {
            for (AccessControl rule : rules) {
                if (!rule.allows(source, message)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** At least one of the rules; with none, no. */
    static AccessControl any(List<AccessControl> rules) {
        return (source, message) -> {
            for (AccessControl rule : rules) {
                if (rule.allows(source, message)) {
                    return true;
                }
            }
            return false;
        };
    }
}
