package dev.portals.transport.tcp;

import io.netty.channel.ConnectTimeoutException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** A socket that could not be had, with the reason and a sentence for a person. */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Nobody listens there. */
        REFUSED,
        /** The name means no address. */
        UNKNOWN_HOST,
        /** No answer in time. */
        TIMEOUT,
        /** Something else listens there already, or the address isn't this computer's. */
        ADDRESS_IN_USE,
        /** Anything else that the system says. */
        IO
    }

    private final Reason reason;

    /** A failure with its sentence. */
    public TransportException(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What the system's failure means for someone who wanted to reach or to listen at that place. */
    public static TransportException of(Throwable cause, String place) {
        return switch (cause) {
            case TransportException known -> known;
            case UnknownHostException e ->
                new TransportException(Reason.UNKNOWN_HOST, "the host of " + place + " is unknown");
            case UnresolvedAddressException e ->
                new TransportException(Reason.UNKNOWN_HOST, "the host of " + place + " is unknown");
            case BindException e ->
                new TransportException(Reason.ADDRESS_IN_USE, "can't use " + place + ": it is taken or not ours");
            case ConnectTimeoutException e -> new TransportException(Reason.TIMEOUT, place + " did not answer in time");
            case ConnectException e -> new TransportException(Reason.REFUSED, place + " refuses connections");
            default -> new TransportException(Reason.IO, "can't reach " + place + ": " + cause.getMessage());
        };
    }
}
