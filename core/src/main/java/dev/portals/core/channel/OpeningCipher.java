package dev.portals.core.channel;

import dev.portals.core.routing.Buffers;
import dev.portals.vault.AeadKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Opens one direction of a channel with its replay window and key window (spec 02 section 5.10). What is refused changes
 * nothing. Owned by one loop.
 */
final class OpeningCipher implements AutoCloseable {
    private final AeadKey first;
    private final @Nullable KeyTracker keys;
    private final NonceTracker nonces = new NonceTracker();
    private long lastNonce;

    /**
     * Takes over the key.
     *
     * @param tracks false for key exchange only: no re-keying, any order, replays accepted
     */
    OpeningCipher(AeadKey key, boolean tracks) {
        this.first = key;
        this.keys = tracks ? new KeyTracker(key) : null;
    }

    /** Opens into a new buffer with room at both ends, or gives null; the input stays the caller's. */
    @Nullable ByteBuf open(ByteBuf in) {
        Buffers.Bytes bytes = Buffers.inArray(in);
        return open(bytes.array(), bytes.from(), bytes.length(), in);
    }

    /** The same for bytes that lie in no pooled buffer. */
    @Nullable ByteBuf open(byte[] in, int offset, int length) {
        return open(in, offset, length, Unpooled.EMPTY_BUFFER);
    }

    /** The result lies in another array than that buffer. */
    private @Nullable ByteBuf open(byte[] in, int offset, int length, ByteBuf apartFrom) {
        if (length < SealingCipher.OVERHEAD) {
            return null;
        }
        long nonce = 0;
        for (int i = 0; i < 8; i++) {
            nonce = nonce << 8 | in[offset + i] & 0xff;
        }
        AeadKey key = keys == null ? first : nonces.isAcceptable(nonce) ? keys.keyFor(nonce) : null;
        if (key == null) {
            return null;
        }
        ByteBuf opened = Buffers.allocateApartFrom(apartFrom, length - SealingCipher.OVERHEAD);
        int written = -1;
        try {
            written = key.open(
                    nonce,
                    SealingCipher.NO_AAD,
                    in,
                    offset + 8,
                    length - 8,
                    opened.array(),
                    opened.arrayOffset() + opened.writerIndex());
        } finally {
            if (written < 0) {
                opened.release();
            }
        }
        if (written < 0) {
            return null;
        }
        if (keys != null) {
            keys.accept(nonce);
            nonces.accept(nonce);
        }
        lastNonce = nonce;
        return opened.writerIndex(opened.writerIndex() + written);
    }

    /** The nonce of the message that was opened last. */
    long lastNonce() {
        return lastNonce;
    }

    @Override
    public void close() {
        first.close();
        if (keys != null) {
            keys.close();
        }
    }
}
