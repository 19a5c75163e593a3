package dev.portals.transport.node;

import dev.portals.core.channel.ChannelException;
import dev.portals.transport.tcp.TransportException;

/** An address that could not be connected. The message says where it failed and what to do. */
public final class ConnectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whose side the failure is on. */
    public enum Reason {
        /** The address itself can't be used. */
        ADDRESS,
        /** Nobody answers there. */
        OFFLINE,
        /** Somebody answers whom we, or who us, refuse. */
        DENIED,
        /** Our own credential can't be had. */
        CREDENTIAL,
        /** Who passes on to the other end answers, the other end doesn't. */
        ABSENT
    }

    private final Reason reason;

    /** A failure with its side and a sentence. */
    public ConnectException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The same, but of the far end of a way whose near end is there. */
    static ConnectException beyond(ChannelException cause) {
        return switch (cause.reason()) {
            case TIMEOUT, UNREACHABLE, CLOSED ->
                new ConnectException(Reason.ABSENT, String.valueOf(cause.getMessage()));
            default -> of(cause);
        };
    }

    static ConnectException of(Throwable cause) {
        return switch (cause) {
            case ConnectException e -> e;
            case TransportException e -> new ConnectException(Reason.OFFLINE, String.valueOf(e.getMessage()));
            case ChannelException e ->
                new ConnectException(
                        switch (e.reason()) {
                            case PEER_NOT_TRUSTED -> Reason.DENIED;
                            case CREDENTIAL -> Reason.CREDENTIAL;
                            default -> Reason.OFFLINE;
                        },
                        String.valueOf(e.getMessage()));
            default -> new ConnectException(Reason.OFFLINE, String.valueOf(cause.getMessage()));
        };
    }

    /** Whose side it is on. */
    public Reason reason() {
        return reason;
    }
}
