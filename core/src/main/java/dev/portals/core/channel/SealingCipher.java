package dev.portals.core.channel;

import dev.portals.core.routing.Buffers;
import dev.portals.vault.AeadKey;
import io.netty.buffer.ByteBuf;

/**
 * Seals one direction of a channel (spec 02 section 5.9). Owned by one loop.
 *
 * <pre>
 * nonce, u64 big-endian (8) | ciphertext | tag (16)
 * </pre>
 */
final class SealingCipher implements AutoCloseable {
    /** Bytes that sealing adds. */
    static final int OVERHEAD = 8 + AeadKey.TAG_LENGTH;

    static final byte[] NO_AAD = {};

    private final boolean rekeys;
    private AeadKey key;
    private long nonce;

    /**
     * Takes over the key.
     *
     * @param rekeys false for key exchange only, where one key serves for ever
     */
    SealingCipher(AeadKey key, boolean rekeys) {
        this(key, rekeys, 0);
    }

    /** Begins at a later nonce; the key must be the one for it. */
    SealingCipher(AeadKey key, boolean rekeys, long nonce) {
        this.key = key;
        this.rekeys = rekeys;
        this.nonce = nonce;
    }

    /** Seals into a new buffer with room at both ends; the plaintext, in an array, stays the caller's. */
    ByteBuf seal(ByteBuf plaintext) {
        int length = plaintext.readableBytes();
        return seal(
                plaintext.array(),
                plaintext.arrayOffset() + plaintext.readerIndex(),
                length,
                Buffers.allocateApartFrom(plaintext, length + OVERHEAD));
    }

    /** The same for bytes that lie in no pooled buffer. */
    ByteBuf seal(byte[] plaintext, int offset, int length) {
        return seal(plaintext, offset, length, Buffers.allocate(length + OVERHEAD));
    }

    private ByteBuf seal(byte[] plaintext, int offset, int length, ByteBuf sealed) {
        try {
            follow();
            sealed.writeLong(nonce);
            int written = key.seal(
                    nonce,
                    NO_AAD,
                    plaintext,
                    offset,
                    length,
                    sealed.array(),
                    sealed.arrayOffset() + sealed.writerIndex());
            sealed.writerIndex(sealed.writerIndex() + written);
            nonce++;
            return sealed;
        } catch (RuntimeException failure) {
            sealed.release();
            throw failure;
        }
    }

    /** Goes over to the next key where it is time. */
    private void follow() {
        if (nonce == -1L) {
            throw new IllegalStateException("all nonces have been used");
        }
        if (rekeys && nonce != 0 && Long.remainderUnsigned(nonce, KeyTracker.INTERVAL) == 0) {
            AeadKey next = key.next();
            key.close();
            key = next;
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
