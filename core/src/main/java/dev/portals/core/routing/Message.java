package dev.portals.core.routing;

import dev.portals.core.identity.Identifier;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A message inside one node (spec 01 section 4.1). Whoever is handed one owns its payload and must pass it on or release
 * it, exactly once.
 *
 * @param onward the addresses still to visit; a worker sees its own address first
 * @param returning leads back to the originator from here; data chosen by whoever made the message
 * @param payload a heap buffer; may have room in front of its reader index for headers still to come ({@link Buffers})
 * @param peer the authenticated peer of the secure channel that this message was decrypted by: the local info of the
 *     specification. It is only ever set by a channel's decryptor and never crosses a wire
 * @param origin the socket that is the cause of this message, which must pause when the message's way is blocked; null
 *     for control traffic, which never waits
 */
public record Message(
        Route onward,
        Route returning,
        ByteBuf payload,
        @Nullable Identifier peer,
        @Nullable Inflow origin) {

    /** A message of this node's own making, outside any flow. */
    public static Message of(Route onward, Route returning, ByteBuf payload) {
        return new Message(onward, returning, payload, null, null);
    }

    /** The same with another onward route. */
    public Message withOnward(Route route) {
        return new Message(route, returning, payload, peer, origin);
    }

    /** The same with other routes. */
    public Message withRoutes(Route newOnward, Route newReturning) {
        return new Message(newOnward, newReturning, payload, peer, origin);
    }

    /** Gives up the message. */
    public void release() {
        payload.release();
    }
}
