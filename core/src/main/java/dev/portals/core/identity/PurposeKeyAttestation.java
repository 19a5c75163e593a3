package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SigningVault;
import dev.portals.vault.VerifyingKey;
import dev.portals.vault.X25519PublicKey;
import java.util.Arrays;

/**
 * An identity's word that a key is its own, not yet verified (spec 02 section 3.2).
 *
 * @param signed what was said and the signature by the identity's primary key
 */
public record PurposeKeyAttestation(Signed signed) {
    /** Reads an attestation; what is in its signed data is looked at by {@link #content()}. */
    public static PurposeKeyAttestation decode(CborReader in) {
        return new PurposeKeyAttestation(Signed.decode(in));
    }

    /** Reads an attestation. */
    public static PurposeKeyAttestation decode(byte[] bytes) {
        return decode(new CborReader(bytes));
    }

    static PurposeKeyAttestation sign(Content content, SigningVault vault, KeyHandle primaryKey) {
        return new PurposeKeyAttestation(
                Signed.sign(Signed.PURPOSE_KEY_ATTESTATION, content.encode(), vault, primaryKey));
    }

    /** The CBOR. */
    public byte[] encode() {
        return encode(new CborWriter(256)).toBytes();
    }

    /** Writes the CBOR. */
    public CborWriter encode(CborWriter out) {
        return signed.encode(out);
    }

    /**
     * What was said, whether or not it is true.
     *
     * @throws DecodeException if the signed data aren't an attestation
     */
    public Content content() {
        return Content.decode(signed.body(Signed.PURPOSE_KEY_ATTESTATION));
    }

    /** The attested key. */
    public sealed interface Key {
        /** The purpose that goes with it. */
        Purpose purpose();

        /** A static key of the secure channel handshake. */
        record Channel(X25519PublicKey key) implements Key {
            @Override
            public Purpose purpose() {
                return Purpose.SECURE_CHANNEL;
            }
        }

        /** A key that signs credentials. */
        record Credentials(VerifyingKey key) implements Key {
            @Override
            public Purpose purpose() {
                return Purpose.CREDENTIALS;
            }
        }
    }

    /**
     * PurposeKeyAttestationData.
     *
     * @param subject whose key it is
     * @param latestChangeHash the subject's latest change when it was said, 32 bytes
     * @param key the attested key
     * @param createdAt seconds since the epoch, unsigned
     * @param expiresAt last valid second since the epoch, unsigned
     */
    public record Content(Identifier subject, byte[] latestChangeHash, Key key, long createdAt, long expiresAt) {
        /** Copies the hash. */
        public Content {
            latestChangeHash = latestChangeHash.clone();
        }

        static Content decode(CborReader in) {
            CborReader.Items fields = in.array();
            Identifier subject = Identifier.of(fields.required("subject").bytes(Identifier.LENGTH));
            byte[] latest = fields.required("latest change").bytes(32);
            Key key = key(fields.required("public key"));
            long created = fields.required("created at").unsigned64();
            long expires = fields.required("expires at").unsigned64();
            fields.finish();
            return new Content(subject, latest, key, created, expires);
        }

        private static Key key(CborReader in) {
            return switch (in.variant()) {
                case 0 -> new Key.Channel(new X25519PublicKey(KeyCodec.only(in, 32)));
                case 1 -> {
                    CborReader.Items fields = in.array();
                    fields.required("verifying key");
                    VerifyingKey key = KeyCodec.verifyingKey(in);
                    fields.finish();
                    yield new Key.Credentials(key);
                }
                default -> throw new DecodeException("a purpose key of an unknown kind");
            };
        }

        byte[] encode() {
            CborWriter out = new CborWriter(192).array(5).bytes(subject.bytes()).bytes(latestChangeHash);
            switch (key) {
                case Key.Channel channel ->
                    out.array(2).uint(0).array(1).bytes(channel.key().bytes());
                case Key.Credentials credentials ->
                    KeyCodec.verifyingKey(out.array(2).uint(1).array(1), credentials.key());
            }
            return out.uint(createdAt).uint(expiresAt).toBytes();
        }

        @Override
        public byte[] latestChangeHash() {
            return latestChangeHash.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content that
                    && subject.equals(that.subject)
                    && Arrays.equals(latestChangeHash, that.latestChangeHash)
                    && key.equals(that.key)
                    && createdAt == that.createdAt
                    && expiresAt == that.expiresAt;
        }

        @Override
        public int hashCode() {
            return subject.hashCode() ^ key.hashCode();
        }
    }
}
