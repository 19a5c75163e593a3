package dev.portals.core.identity;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.vault.Signature;
import dev.portals.vault.VerifyingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An identity whose change history has been verified (spec 02 section 2.6). */
public final class Identity {
    /** How one history stands to another of the same identity. */
    public enum Relation {
        /** The same changes. */
        EQUAL,
        /** It continues the other. */
        NEWER,
        /** The other continues it. */
        OLDER,
        /** They differ in a change. */
        CONFLICT
    }

    private final Identifier identifier;
    private final ChangeHistory history;
    private final List<byte[]> hashes;
    private final Change.Data latest;

    private Identity(ChangeHistory history, List<byte[]> hashes, Change.Data latest) {
        this.identifier = Identifier.of(hashes.getFirst());
        this.history = history;
        this.hashes = hashes;
        this.latest = latest;
    }

    /** Verifies a history, whoever's it is. Expiry is deliberately not looked at. */
    static Identity verify(ChangeHistory history) {
        List<Change> changes = history.changes();
        List<byte[]> hashes = new ArrayList<>(changes.size());
        List<Change.Data> contents = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Change.Data content = content(change);
            checkOrder(content, hashes, contents);
            hashes.add(change.hash());
            contents.add(content);
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (i > 0) {
                checkSignature(contents.get(i - 1).key(), hashes.get(i), change.previousSignature());
            }
            checkSignature(contents.get(i).key(), hashes.get(i), change.signature());
        }
        return new Identity(history, hashes, contents.getLast());
    }

    private static Change.Data content(Change change) {
        try {
            return change.content();
        } catch (DecodeException e) {
            throw new IdentityException(Reason.MALFORMED, "a change of the identity: " + e.getMessage());
        }
    }

    private static void checkOrder(Change.Data content, List<byte[]> hashes, List<Change.Data> contents) {
        byte[] previous = content.previousChange();
        if (contents.isEmpty()) {
            if (previous != null) {
                throw new IdentityException(Reason.INVALID_HISTORY, "the first change names a previous one");
            }
            return;
        }
        if (previous == null || !Arrays.equals(previous, hashes.getLast())) {
            throw new IdentityException(Reason.INVALID_HISTORY, "a change doesn't name the one before it");
        }
        if (Long.compareUnsigned(contents.getLast().validFrom(), content.validFrom()) > 0) {
            throw new IdentityException(Reason.INVALID_HISTORY, "a change is valid from before its predecessor");
        }
    }

    private static void checkSignature(VerifyingKey key, byte[] hash, @Nullable Signature signature) {
        if (signature == null) {
            throw new IdentityException(Reason.INVALID_HISTORY, "a change isn't signed by the key before it");
        }
        if (!Signed.verify(key, hash, signature)) {
            throw new IdentityException(Reason.INVALID_SIGNATURE, "a signature in the change history is wrong");
        }
    }

    /** The name, which stays the same for ever. */
    public Identifier identifier() {
        return identifier;
    }

    /** The history this was verified from. */
    public ChangeHistory history() {
        return history;
    }

    /** SHA-256 of the latest change, 32 bytes. */
    public byte[] latestChangeHash() {
        return hashes.getLast().clone();
    }

    /** The primary key in force. */
    public VerifyingKey latestKey() {
        return latest.key();
    }

    /** From when the primary key may attest, in seconds since the epoch, unsigned. */
    public long attestationsValidFrom() {
        return latest.validFrom();
    }

    /** Until when (inclusive) the primary key may attest, in seconds since the epoch, unsigned. */
    public long attestationsValidUntil() {
        return latest.validUntil();
    }

    /** How this history stands to a known one (spec 02 section 2.7). */
    public Relation compareTo(Identity known) {
        int common = Math.min(hashes.size(), known.hashes.size());
        for (int i = 0; i < common; i++) {
            if (!Arrays.equals(hashes.get(i), known.hashes.get(i))) {
                return Relation.CONFLICT;
            }
        }
        int longer = Integer.compare(hashes.size(), known.hashes.size());
        return longer == 0 ? Relation.EQUAL : longer > 0 ? Relation.NEWER : Relation.OLDER;
    }

    @Override
    public String toString() {
        return identifier.toString();
    }
}
