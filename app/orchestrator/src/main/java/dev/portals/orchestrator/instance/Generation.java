package dev.portals.orchestrator.instance;

import org.jdbi.v3.core.Handle;

/**
 * Grows with every change of something that instances look for. Whoever makes a change grows it first, and has the row
 * until the change is committed: so changes become visible in the order of their generations.
 */
enum Generation {
    /** Which relay is where. */
    RELAYS("relays"),
    /** Which projects run, and how. */
    PROJECTS("projects");

    private final String key;

    Generation(String key) {
        this.key = key;
    }

    /** The next one, for what changes in this transaction. */
    long grow(Handle handle) {
        handle.createUpdate("INSERT INTO generations (name, generation) VALUES (:name, 1)"
                        + " ON CONFLICT (name) DO UPDATE SET generation = generations.generation + 1")
                .bind("name", key)
                .execute();
        return now(handle);
    }

    /** The last one; 0 before any. */
    long now(Handle handle) {
        return handle.createQuery("SELECT generation FROM generations WHERE name = :name")
                .bind("name", key)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }
}
