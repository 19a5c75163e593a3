package dev.portals.orchestrator.store;

import org.jdbi.v3.core.Handle;

/** Rows that tests need to be there. */
public final class TestRows {
    private TestRows() {}

    /** A project in a space of its own. */
    public static void project(Handle handle, String id) {
        handle.createUpdate("INSERT INTO spaces (id, name, name_key, created_at) VALUES (:id, :id, :id, 1)")
                .bind("id", "space-of-" + id)
                .execute();
        handle.createUpdate("INSERT INTO projects"
                        + " (id, space_id, name, name_key, state, credential_life, relaying, created_at)"
                        + " VALUES (:id, :space, :id, :id, 'ready', 0, :relaying, 1)")
                .bind("id", id)
                .bind("space", "space-of-" + id)
                .bind("relaying", true)
                .execute();
    }
}
