package dev.portals.transport.portal;

/**
 * Why a portal, or the attempt at one, came to its end.
 *
 * @param reason for programs
 * @param sentence for a person
 */
public record PortalEnd(Reason reason, String sentence) {
    /** The kinds of ends. The code is what our own nodes tell each other behind a Disconnect. */
    public enum Reason {
        /** One of the two sockets, or both, came to its end as it should. */
        FINISHED(0),
        /** One of the two sockets broke. */
        RESET(1),
        /** Nobody listens where the service should be. */
        REFUSED(2),
        /** The service's host is unknown or doesn't answer, or the route begins nowhere. */
        UNREACHABLE(3),
        /** As many portals as allowed were open already. */
        TOO_MANY(4),
        /** The peer did what the protocol doesn't allow. */
        PROTOCOL(5),
        /** The channel or connection under the portal ended. */
        CARRIER_LOST(6),
        /** The other end did not answer in time, or not any more. */
        NO_ANSWER(7),
        /** The other end's policy doesn't let this node talk to it. */
        DENIED(8),
        /** The inlet or outlet was closed. */
        STOPPED(9),
        /** The inlet takes no clients at the moment. */
        PAUSED(10),
        /** A policy here doesn't let the other node talk to this one; to the other end that is a {@link #DENIED}. */
        DENIED_HERE(8);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** An unknown code is an end like any other. */
        static Reason of(int code) {
            for (Reason each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            return FINISHED;
        }
    }

    /** The reason's name. */
    public String name() {
        return reason.name();
    }
}
