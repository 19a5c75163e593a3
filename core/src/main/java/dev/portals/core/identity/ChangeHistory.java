package dev.portals.core.identity;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * All changes of an identity, oldest first, not yet verified (spec 02 section 2.2). What was signed is kept as received.
 * Verification makes an {@link Identity} of it.
 */
public final class ChangeHistory {
    /** The most changes a history may have. */
    public static final int MAX_CHANGES = 256;

    private final List<Change> changes;
    private final byte[] encoded;

    ChangeHistory(List<Change> changes) {
        this.changes = List.copyOf(changes);
        CborWriter out = new CborWriter().array(changes.size());
        changes.forEach(change -> change.encode(out));
        this.encoded = out.toBytes();
    }

    /** Reads a history; bytes after it are left alone. It has 1 to {@link #MAX_CHANGES} changes. */
    public static ChangeHistory decode(CborReader in) {
        List<Change> changes = new ArrayList<>();
        CborReader.Items items = in.array();
        while (items.next()) {
            if (changes.size() == MAX_CHANGES) {
                throw new DecodeException("a history of more than " + MAX_CHANGES + " changes");
            }
            changes.add(Change.decode(in));
        }
        if (changes.isEmpty()) {
            throw new DecodeException("a history without a change");
        }
        return new ChangeHistory(changes);
    }

    /** Reads a history. */
    public static ChangeHistory decode(byte[] bytes) {
        return decode(new CborReader(bytes));
    }

    /** From the text form: hexadecimal digits of the CBOR; white space around them is ignored. */
    public static ChangeHistory fromHex(String text) {
        try {
            return decode(HexFormat.of().parseHex(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("a change history in text is hexadecimal digits");
        }
    }

    /** The CBOR. */
    public byte[] encode() {
        return encoded.clone();
    }

    /** The text form: lower-case hexadecimal digits of the CBOR. */
    public String toHex() {
        return HexFormat.of().formatHex(encoded);
    }

    /** Whose history this claims to be: the hash of the first change. */
    public Identifier identifier() {
        return Identifier.of(changes.getFirst().hash());
    }

    /** How many changes there are. */
    public int size() {
        return changes.size();
    }

    List<Change> changes() {
        return changes;
    }

    byte[] digest() {
        return Sha256.digest(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeHistory that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "ChangeHistory[" + identifier() + ", " + size() + "]";
    }
}
