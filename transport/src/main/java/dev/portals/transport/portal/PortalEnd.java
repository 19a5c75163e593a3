package dev.portals.transport.portal;

/**
 * Why a portal, or the attempt at one, came to its end. Those with a code can be told to the other side behind the byte of
 * a Disconnect, where Ockam's peers don't look.
 */
public enum PortalEnd {
    /** Client and service have both said all they had to say. */
    FINISHED(0, "the connection was closed"),
    /** One of the two sockets was reset. */
    RESET(1, "the connection was reset"),
    /** Nothing listens at the service's address. */
    SERVICE_REFUSED(2, "the service refused the connection: is it running?"),
    /** The service's host name has no address. */
    SERVICE_UNKNOWN(3, "the service's host name can't be resolved"),
    /** The service didn't accept in time. */
    SERVICE_SILENT(4, "the service did not accept the connection in time"),
    /** The policy over there says no to us. */
    DENIED_THERE(5, "the other side refuses: its policy does not accept this identity or its credential"),
    /** The outlet has as many portals as it may have. */
    TOO_MANY(6, "the outlet has too many connections"),
    /** Something arrived that makes no sense. */
    PROTOCOL(7, "the other side broke the protocol"),
    /** Our own policy says no to the other side. */
    DENIED_HERE(-1, "our policy does not accept the other side's identity or credential"),
    /** The outlet said nothing at all. */
    NO_ANSWER(
            -1,
            "the outlet did not answer: check that it exists under that name and that its policy accepts this identity"),
    /** The channel or connection under the portal has ended. */
    CARRIER_LOST(-1, "the connection to the other side was lost"),
    /** There is no way to the outlet now. */
    PAUSED(-1, "there is no connection to the other side at the moment"),
    /** The inlet, the outlet or the whole node is being closed. */
    STOPPED(-1, "the portal was closed here");

    private static final PortalEnd[] BY_CODE = {
        FINISHED, RESET, SERVICE_REFUSED, SERVICE_UNKNOWN, SERVICE_SILENT, DENIED_THERE, TOO_MANY, PROTOCOL
    };

    private final int code;
    private final String sentence;

    PortalEnd(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** What to tell a person. */
    public String sentence() {
        return sentence;
    }

    int code() {
        return code < 0 ? FINISHED.code : code;
    }

    static PortalEnd of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : FINISHED;
    }
}
