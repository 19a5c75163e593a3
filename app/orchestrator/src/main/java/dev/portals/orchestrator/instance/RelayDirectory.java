package dev.portals.orchestrator.instance;

import dev.portals.orchestrator.store.Database;
import dev.portals.transport.tcp.HostnamePort;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which instance has which relay, in the database. */
final class RelayDirectory {
    private final Database database;
    private final SharedClock clock;

    RelayDirectory(Database database, SharedClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a relay is known by in all instances. */
    record Key(String projectId, String name) {}

    /**
     * One relay of this instance.
     *
     * @param id of this registration and no other
     * @param isNew registered just now, so that it takes the name from an earlier one; a relay that is told of again
     *     doesn't
     */
    record Registration(Key key, String id, boolean isNew) {}

    /**
     * Where a relay is.
     *
     * @param instance who has it; null if it has ended
     * @param address where that instance is reached; null if it is gone
     * @param changed the generation when this became so
     */
    record Place(
            Key key, @Nullable String instance, @Nullable HostnamePort address, long changed) {}

    /**
     * What was looked for.
     *
     * @param relays the generation up to which all changes of relays are among the places
     * @param projects the generation of projects
     */
    record Look(long relays, long projects, List<Place> places) {}

    /**
     * Writes down which relays an instance has, and has no more.
     *
     * @param isCurrent asked at the last moment: a relay that has ended meanwhile isn't written down
     * @return the generation of the changes
     */
    long publish(
            String instance,
            Collection<Registration> registered,
            Collection<Registration> ended,
            Predicate<Registration> isCurrent) {
        return database.write(handle -> {
            long generation = Generation.RELAYS.grow(handle);
            for (Registration relay : ended) {
                handle.createUpdate("UPDATE relays SET instance_id = NULL, changed = :generation, ended_at = :now"
                                + " WHERE project_id = :project AND name = :name AND registration = :registration"
                                + " AND instance_id = :instance")
                        .bind("generation", generation)
                        .bind("now", clock.millis(handle))
                        .bind("project", relay.key.projectId)
                        .bind("name", relay.key.name)
                        .bind("registration", relay.id)
                        .bind("instance", instance)
                        .execute();
            }
            registered.stream().filter(isCurrent).forEach(relay -> put(handle, instance, relay, generation));
            return generation;
        });
    }

    private static void put(Handle handle, String instance, Registration relay, long generation) {
        handle.createUpdate("""
                        INSERT INTO relays (project_id, name, instance_id, registration, changed)
                        VALUES (:project, :name, :instance, :registration, :generation)
                        ON CONFLICT (project_id, name) DO UPDATE SET instance_id = :instance,
                          registration = :registration, changed = :generation, ended_at = NULL
                        WHERE :new OR relays.instance_id IS NULL OR relays.instance_id = :instance""")
                .bind("project", relay.key.projectId)
                .bind("name", relay.key.name)
                .bind("instance", instance)
                .bind("registration", relay.id)
                .bind("generation", generation)
                .bind("new", relay.isNew)
                .execute();
    }

    /** What has changed since that generation of relays; since 0, all there is. */
    Look look(long since) {
        return database.read(handle -> {
            // In this order: a change that comes between is seen again the next time.
            long relays = Generation.RELAYS.now(handle);
            long projects = Generation.PROJECTS.now(handle);
            return new Look(relays, projects, relays == since ? List.of() : changed(handle, since));
        });
    }

    private static List<Place> changed(Handle handle, long since) {
        return handle.createQuery("SELECT r.project_id, r.name, r.instance_id, r.changed, i.address FROM relays r"
                        + " LEFT JOIN instances i ON i.id = r.instance_id WHERE r.changed > :since ORDER BY r.changed")
                .bind("since", since)
                .map((row, context) -> {
                    String address = row.getString("address");
                    return new Place(
                            new Key(row.getString("project_id"), row.getString("name")),
                            row.getString("instance_id"),
                            address == null ? null : HostnamePort.parse(address),
                            row.getLong("changed"));
                })
                .list();
    }

    /** Ends all relays of an instance that is gone. */
    static void endAll(Handle handle, String instance, long now) {
        handle.createUpdate("UPDATE relays SET instance_id = NULL, changed = :generation, ended_at = :now"
                        + " WHERE instance_id = :instance")
                .bind("generation", Generation.RELAYS.grow(handle))
                .bind("now", now)
                .bind("instance", instance)
                .execute();
    }
}
