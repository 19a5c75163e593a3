package dev.portals.core.credential;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.identity.Identifier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a credential says (spec 02 section 4.1).
 *
 * @param subject whom it is about; null is never accepted
 * @param subjectLatestChangeHash the subject's latest change when it was issued, 32 bytes, or null; compared with nothing
 * @param attributes what is said
 * @param createdAt seconds since the epoch, unsigned
 * @param expiresAt last valid second since the epoch, unsigned
 */
public record CredentialData(
        @Nullable Identifier subject,
        byte @Nullable [] subjectLatestChangeHash,
        Attributes attributes,
        long createdAt,
        long expiresAt) {
    /** Copies the hash. */
    public CredentialData {
        subjectLatestChangeHash = subjectLatestChangeHash == null ? null : subjectLatestChangeHash.clone();
    }

    static CredentialData decode(CborReader in) {
        CborReader.Items fields = in.array();
        fields.required("subject");
        Identifier subject = in.none() ? null : Identifier.of(in.bytes(Identifier.LENGTH));
        fields.required("latest change");
        byte[] latest = in.none() ? null : in.bytes(32);
        fields.required("attributes");
        Attributes attributes = Attributes.decode(in);
        long created = fields.required("created at").unsigned64();
        long expires = fields.required("expires at").unsigned64();
        fields.finish();
        return new CredentialData(subject, latest, attributes, created, expires);
    }

    byte[] encode() {
        CborWriter out = new CborWriter(256).array(5);
        if (subject == null) {
            out.none();
        } else {
            out.bytes(subject.bytes());
        }
        if (subjectLatestChangeHash == null) {
            out.none();
        } else {
            out.bytes(subjectLatestChangeHash);
        }
        attributes.encode(out);
        return out.uint(createdAt).uint(expiresAt).toBytes();
    }

    @Override
    public byte @Nullable [] subjectLatestChangeHash() {
        return subjectLatestChangeHash == null ? null : subjectLatestChangeHash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CredentialData that
                && Objects.equals(subject, that.subject)
                && Arrays.equals(subjectLatestChangeHash, that.subjectLatestChangeHash)
                && attributes.equals(that.attributes)
                && createdAt == that.createdAt
                && expiresAt == that.expiresAt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, attributes, createdAt, expiresAt);
    }

    @Override
    public String toString() {
        String latest =
                subjectLatestChangeHash == null ? "none" : HexFormat.of().formatHex(subjectLatestChangeHash);
        return "CredentialData[subject=" + subject + ", latestChange=" + latest + ", attributes=" + attributes
                + ", createdAt=" + Long.toUnsignedString(createdAt) + ", expiresAt="
                + Long.toUnsignedString(expiresAt) + "]";
    }
}
