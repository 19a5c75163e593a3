package dev.portals.orchestrator.authority;

import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.Identifier;

/**
 * Who has shown, by a credential of the account authority, to administer the project, or did so once (spec 04 sections 3.6
 * and 5.1).
 *
 * @param expiresAt seconds since the epoch, until when what the credential said counts
 * @param notBefore seconds since the epoch; credentials that were created earlier are ignored
 */
record Administrator(Identifier identifier, long expiresAt, long notBefore) {
    static Administrator unknown(Identifier identifier) {
        return new Administrator(identifier, 0, 0);
    }

    boolean isCurrent(long now) {
        return now < expiresAt;
    }

    boolean accepts(VerifiedCredential credential) {
        return Long.compareUnsigned(credential.createdAt(), notBefore) >= 0;
    }

    /** Until then as well, an unsigned number of seconds. */
    Administrator until(long unsigned) {
        return new Administrator(identifier, unsigned < 0 ? Long.MAX_VALUE : Math.max(unsigned, expiresAt), notBefore);
    }

    Administrator removedAt(long now) {
        // Within this very second there may have been credentials as well.
        return new Administrator(identifier, 0, now + 1);
    }
}
