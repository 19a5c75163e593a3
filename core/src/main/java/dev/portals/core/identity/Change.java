package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.Sha256;
import dev.portals.vault.Signature;
import dev.portals.vault.VerifyingKey;
import org.jspecify.annotations.Nullable;

/**
 * One change of an identity: a new primary key, signed by itself and by its predecessor (spec 02 section 2.2).
 *
 * @param data the encoded VersionedData, as received
 * @param signature by the key in this change
 * @param previousSignature by the key of the change before
 */
record Change(byte[] data, Signature signature, @Nullable Signature previousSignature) {
    private static final int MAX_DATA = 1024;

    static Change decode(CborReader in) {
        CborReader.Items fields = in.array();
        byte[] data = fields.required("data").bytes();
        if (data.length > MAX_DATA) {
            throw new DecodeException("a change of more than " + MAX_DATA + " bytes");
        }
        Signature signature = KeyCodec.signature(fields.required("signature"));
        Signature previous = null;
        if (fields.next() && !in.none()) {
            previous = KeyCodec.signature(in);
        }
        fields.finish();
        return new Change(data, signature, previous);
    }

    void encode(CborWriter out) {
        out.array(previousSignature == null ? 2 : 3).bytes(data);
        KeyCodec.signature(out, signature);
        if (previousSignature != null) {
            KeyCodec.signature(out, previousSignature);
        }
    }

    byte[] hash() {
        return Sha256.digest(data);
    }

    Data content() {
        return Data.decode(Signed.body(data, Signed.CHANGE));
    }

    /**
     * ChangeData.
     *
     * @param previousChange hash of the change before, null in the first
     * @param key the new primary key
     * @param validFrom from when it may attest, seconds since the epoch, unsigned
     * @param validUntil until when it may attest, seconds since the epoch, unsigned
     */
    record Data(byte @Nullable [] previousChange, VerifyingKey key, long validFrom, long validUntil) {
        static Data decode(CborReader in) {
            CborReader.Items fields = in.array();
            fields.required("previous change");
            byte[] previous = in.none() ? null : in.bytes(32);
            VerifyingKey key = KeyCodec.verifyingKey(fields.required("primary key"));
            fields.required("revocation").bool();
            long from = fields.required("valid from").unsigned64();
            long until = fields.required("valid until").unsigned64();
            fields.finish();
            return new Data(previous, key, from, until);
        }

        byte[] encode() {
            CborWriter out = new CborWriter().array(5);
            if (previousChange == null) {
                out.none();
            } else {
                out.bytes(previousChange);
            }
            return KeyCodec.verifyingKey(out, key)
                    .bool(false)
                    .uint(validFrom)
                    .uint(validUntil)
                    .toBytes();
        }
    }
}
