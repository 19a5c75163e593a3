package dev.portals.core.channel;

import dev.portals.core.identity.Identifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a secure channel did not come up. The message is a sentence for a person. */
public final class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The kinds of failure that a caller can tell apart. */
    public enum Reason {
        /** The peer did not answer in time, or not with anything that fits. */
        TIMEOUT,
        /** Somebody else answered than the one who was expected. */
        PEER_NOT_TRUSTED,
        /** The peer's introduction is not valid: its history, its attestation or its key. */
        HANDSHAKE,
        /** Our own credential, identity or key could not be had. */
        CREDENTIAL,
        /** The first message could not even leave. */
        UNREACHABLE,
        /** The channel was closed before it was up. */
        CLOSED
    }

    private final Reason reason;
    private final transient @Nullable Identifier answered;

    ChannelException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    ChannelException(Reason reason, String message, @Nullable Identifier answered, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.answered = answered;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** Who answered in the place of the expected one. */
    public Optional<Identifier> answered() {
        return Optional.ofNullable(answered);
    }
}
