package dev.portals.core.channel;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Route;
import java.util.concurrent.CompletableFuture;

/** Our end of a secure channel that is up. Thread-safe. */
public interface SecureChannel {
    /** Send through the channel by putting this in front of a route at the peer. */
    Address encryptor();

    /** Encrypts bytes for this channel without sending them (spec 02 section 5.13, EncryptionRequest). */
    Address encryptorApi();

    /** Decrypts bytes that this channel's peer encrypted, without routing them (spec 02 section 5.13). */
    Address decryptorApi();

    /** Who the peer has proved to be. */
    Identifier peer();

    /** Who we are to the peer. */
    Identifier self();

    /** The flow of what comes out of the channel: a worker that may be reached through it is a consumer of this. */
    FlowControlId flow();

    /** Whether we began it. */
    boolean isInitiator();

    /** The way to the peer now; its last hop is the peer's end of the channel. */
    Route route();

    /** Ends the channel and tells the peer, once. Idempotent. */
    void close();

    /**
     * Completed when the channel has ended, whoever ended it: we, the peer, or the connection below it. Completed on the
     * channel's loop.
     */
    CompletableFuture<Void> closed();

    /**
     * Sends over another way from now on; the peer follows with the next message (spec 02 section 5.13).
     *
     * @param newRoute leads to the peer's node; the peer's end of the channel is appended
     * @throws IllegalStateException if we are the responder, who follows the initiator
     */
    void moveTo(Route newRoute);
}
