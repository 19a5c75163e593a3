package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.Sha256;
import dev.portals.vault.Signature;
import dev.portals.vault.Signatures;
import dev.portals.vault.SigningVault;
import dev.portals.vault.VerifyingKey;
import java.util.Arrays;

/**
 * Data as they were signed, with the signature over their SHA-256 (spec 02 sections 1.4 and 2.1). The bytes are kept as
 * received: nothing is encoded again in order to be verified.
 *
 * @param data the encoded VersionedData
 * @param signature over the 32-byte digest of the data
 */
public record Signed(byte[] data, Signature signature) {
    /** The {@code data_type} of a change of an identity. */
    public static final int CHANGE = 1;

    /** The {@code data_type} of a purpose key attestation. */
    public static final int PURPOSE_KEY_ATTESTATION = 2;

    /** The {@code data_type} of a credential. */
    public static final int CREDENTIAL = 3;

    /** The most bytes of signed data that are accepted; a credential with many attributes stays far below. */
    public static final int MAX_DATA = 48 * 1024;

    private static final int VERSION = 1;

    /** Copies the data; more than {@link #MAX_DATA} of them are a {@link DecodeException}. */
    public Signed {
        if (data.length > MAX_DATA) {
            throw new DecodeException("more than " + MAX_DATA + " bytes of signed data");
        }
        data = data.clone();
    }

    /** Puts the body under its type and signs it. */
    public static Signed sign(int type, byte[] body, SigningVault vault, KeyHandle key) {
        byte[] data = versioned(type, body);
        return new Signed(data, vault.sign(key, Sha256.digest(data)));
    }

    /** Reads {@code [h'data', signature]}. */
    public static Signed decode(CborReader in) {
        CborReader.Items fields = in.array();
        Signed signed = new Signed(fields.required("data").bytes(), KeyCodec.signature(fields.required("signature")));
        fields.finish();
        return signed;
    }

    /** Writes {@code [h'data', signature]}. */
    public CborWriter encode(CborWriter out) {
        out.array(2).bytes(data);
        return KeyCodec.signature(out, signature);
    }

    /** The SHA-256 of the data, which is what is signed. */
    public byte[] digest() {
        return Sha256.digest(data);
    }

    /**
     * A reader at the body of the data, if they are of that type.
     *
     * @throws DecodeException if they are of another type or version, or nothing that can be read
     */
    public CborReader body(int type) {
        return body(data, type);
    }

    /** Whether the signature is the key's; false as well if they are of different schemes. */
    public boolean isSignedBy(VerifyingKey key) {
        return verify(key, digest(), signature);
    }

    static boolean verify(VerifyingKey key, byte[] digest, Signature signature) {
        return key.algorithm() == signature.algorithm() && Signatures.verify(key, digest, signature);
    }

    static byte[] versioned(int type, byte[] body) {
        return new CborWriter(body.length + 8)
                .array(3)
                .uint(VERSION)
                .uint(type)
                .bytes(body)
                .toBytes();
    }

    static CborReader body(byte[] data, int type) {
        CborReader in = new CborReader(data);
        CborReader.Items fields = in.array();
        if (fields.required("version").uint(0xff) != VERSION) {
            throw new DecodeException("signed data of an unknown version");
        }
        if (fields.required("data type").uint(0xff) != type) {
            throw new DecodeException("signed data of another type than " + type);
        }
        byte[] body = fields.required("data").bytes();
        fields.finish();
        return new CborReader(body);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signed that && Arrays.equals(data, that.data) && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Signed[" + data.length + " bytes]";
    }
}
