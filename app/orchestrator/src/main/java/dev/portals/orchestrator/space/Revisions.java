package dev.portals.orchestrator.space;

import java.util.Collection;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Counts the changes that the owner of an address could see, for those who wait for changes. */
public final class Revisions {
    private Revisions() {}

    /** Something has changed for these addresses, given in the form in which they are compared. Unknown ones are at 1. */
    public static void grow(Handle handle, Collection<String> emailKeys) {
        // Always in the same order: two transactions never wait for each other.
        for (String key : new TreeSet<>(emailKeys)) {
            handle.createUpdate("""
                            INSERT INTO revisions (email_key, revision) VALUES (:key, 2)
                            ON CONFLICT (email_key) DO UPDATE SET revision = revisions.revision + 1""").bind("key", key).execute();
        }
    }
}
