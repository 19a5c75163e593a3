package dev.portals.orchestrator.space;

import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.store.Database;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what authorities believe of administrators' identities equal to what the database says (spec 04 section 5.4). It
 * looks when it acts and acts for one project at a time, so whoever comes last says what is true.
 */
final class Trust {
    private static final int STRIPES = 64;

    private final Database database;
    private final ProjectHosting hosting;
    private final List<Object> locks =
            IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();

    Trust(Database database, ProjectHosting hosting) {
        this.database = database;
        this.hosting = hosting;
    }

    /** Tells the project's authority what each of these identities is now. */
    void settle(String projectId, Collection<Identifier> identifiers) {
        if (identifiers.isEmpty()) {
            return;
        }
        synchronized (locks.get(Math.floorMod(projectId.hashCode(), STRIPES))) {
            Set<Identifier> administrators = database.read(handle -> administrators(handle, projectId));
            for (Identifier identifier : identifiers) {
                if (administrators.contains(identifier)) {
                    hosting.trust(projectId, identifier);
                } else {
                    hosting.forget(projectId, identifier);
                }
            }
        }
    }

    /** The identities of all accounts that administer a project. */
    static Set<Identifier> administrators(Handle handle, String projectId) {
        return new LinkedHashSet<>(handle.createQuery("""
                        SELECT d.identifier FROM devices d JOIN users u ON u.id = d.user_id
                        WHERE u.verified AND NOT u.blocked AND u.email_key IN (
                          SELECT email_key FROM project_users WHERE project_id = :id AND role = 0
                          UNION SELECT a.email_key FROM space_administrators a
                            JOIN projects p ON p.space_id = a.space_id WHERE p.id = :id)
                        ORDER BY d.bound_at, d.identifier""")
                .bind("id", projectId)
                .mapTo(String.class)
                .map(Identifier::parse)
                .list());
    }

    /** The identities that are bound to the account of that address, whatever its state. */
    static List<Identifier> devices(Handle handle, String emailKey) {
        return handle.createQuery("""
                        SELECT d.identifier FROM devices d JOIN users u ON u.id = d.user_id WHERE u.email_key = :key""")
                .bind("key", emailKey)
                .mapTo(String.class)
                .map(Identifier::parse)
                .list();
    }
}
