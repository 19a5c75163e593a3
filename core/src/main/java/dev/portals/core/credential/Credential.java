package dev.portals.core.credential;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.PurposeKeyAttestation;
import dev.portals.core.identity.Signed;
import java.util.HexFormat;

/**
 * A credential with the attestation of the key that signed it: CredentialAndPurposeKey (spec 02 section 4.1), not yet
 * verified.
 *
 * @param signed what is said and the signature by the issuer's credential key
 * @param issuerKey the issuer's attestation of that key
 */
public record Credential(Signed signed, PurposeKeyAttestation issuerKey) {
    /** Reads a credential; bytes after it are left alone. What is in its signed data is looked at by {@link #data()}. */
    public static Credential decode(CborReader in) {
        CborReader.Items fields = in.array();
        fields.required("credential");
        Signed signed = Signed.decode(in);
        fields.required("purpose key attestation");
        PurposeKeyAttestation issuerKey = PurposeKeyAttestation.decode(in);
        fields.finish();
        return new Credential(signed, issuerKey);
    }

    /** Reads a credential. */
    public static Credential decode(byte[] bytes) {
        return decode(new CborReader(bytes));
    }

    /** From the text form: hexadecimal digits of the CBOR; white space around them is ignored. */
    public static Credential fromHex(String text) {
        try {
            return decode(HexFormat.of().parseHex(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("a credential in text is hexadecimal digits");
        }
    }

    /** The CBOR. */
    public byte[] encode() {
        return encode(new CborWriter(512)).toBytes();
    }

    /** Writes the CBOR. */
    public CborWriter encode(CborWriter out) {
        signed.encode(out.array(2));
        return issuerKey.encode(out);
    }

    /** The text form: lower-case hexadecimal digits of the CBOR. */
    public String toHex() {
        return HexFormat.of().formatHex(encode());
    }

    /**
     * What is said, whether or not it is true.
     *
     * @throws DecodeException if the signed data aren't a credential's
     */
    public CredentialData data() {
        return CredentialData.decode(signed.body(Signed.CREDENTIAL));
    }
}
