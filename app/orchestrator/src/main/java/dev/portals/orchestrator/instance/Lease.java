package dev.portals.orchestrator.instance;

import dev.portals.orchestrator.store.Database;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that this instance is there, for as long as it is renewed. Whoever renews ends the leases of those that didn't,
 * with their relays.
 */
final class Lease implements AutoCloseable {
    /** How long an instance is believed to be there without a sign of life. */
    static final Duration LIFE = Duration.ofSeconds(10);
    /** How often to give one. */
    static final Duration PULSE = Duration.ofSeconds(3);

    /** Relays that ended are told of for so long: an instance that hasn't looked since then has lost its lease. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Database database;
    private final SharedClock clock;
    private final String name;
    private final HostnamePort address;
    private final String id = UUID.randomUUID().toString();

    /**
     * That of this process; it holds when it is renewed the first time.
     *
     * @param name for people
     * @param address where other instances reach the gateway of this one
     */
    Lease(Database database, SharedClock clock, String name, HostnamePort address) {
        this.database = database;
        this.clock = clock;
        this.name = name;
        this.address = address;
    }

    /** Who we are to other instances: another one after each start. */
    String id() {
        return id;
    }

    /**
     * Holds it for another {@link #LIFE}.
     *
     * @return whether it has held all the time; if not, others may have taken us for dead
     */
    boolean renew() {
        return database.write(handle -> {
            long now = clock.millis(handle);
            long until = now + LIFE.toMillis();
            boolean held = handle.createUpdate(
                                    "UPDATE instances SET leased_until = :until WHERE id = :id AND leased_until > :now")
                            .bind("until", until)
                            .bind("id", id)
                            .bind("now", now)
                            .execute()
                    == 1;
            if (!held) {
                handle.createUpdate("INSERT INTO instances (id, name, address, leased_until, projects_seen)"
                                + " VALUES (:id, :name, :address, :until, 0)"
                                + " ON CONFLICT (id) DO UPDATE SET leased_until = :until")
                        .bind("id", id)
                        .bind("name", name)
                        .bind("address", address.toString())
                        .bind("until", until)
                        .execute();
            }
            end(handle, now, lapsed(handle, now));
            handle.createUpdate("DELETE FROM relays WHERE ended_at < :old")
                    .bind("old", now - MEMORY.toMillis())
                    .execute();
            return held;
        });
    }

    private static List<String> lapsed(Handle handle, long now) {
        return handle.createQuery("SELECT id FROM instances WHERE leased_until <= :now")
                .bind("now", now)
                .mapTo(String.class)
                .list();
    }

    private static void end(Handle handle, long now, List<String> instances) {
        for (String instance : instances) {
            LOG.info("the instance {} is gone", instance);
            RelayDirectory.endAll(handle, instance, now);
            handle.createUpdate("DELETE FROM instances WHERE id = :id")
                    .bind("id", instance)
                    .execute();
        }
    }

    /** Whether other instances hold a lease. */
    boolean hasOthers() {
        return database.read(handle -> !others(handle).isEmpty());
    }

    private List<String> others(Handle handle) {
        return handle.createQuery("SELECT id FROM instances WHERE id <> :id AND leased_until > :now")
                .bind("id", id)
                .bind("now", clock.millis(handle))
                .mapTo(String.class)
                .list();
    }

    /** Begins another generation of projects. */
    long announce() {
        return database.write(Generation.PROJECTS::grow);
    }

    /** Notes up to which generation of projects we run what there is. */
    void seen(long generation) {
        database.change(handle -> handle.createUpdate("UPDATE instances SET projects_seen = :generation WHERE id = :id")
                .bind("generation", generation)
                .bind("id", id)
                .execute());
    }

    /** Whether all other instances have seen that generation of projects. */
    boolean othersHaveSeen(long generation) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM instances"
                                + " WHERE id <> :id AND leased_until > :now AND projects_seen < :generation")
                        .bind("id", id)
                        .bind("now", clock.millis(handle))
                        .bind("generation", generation)
                        .mapTo(Long.class)
                        .one()
                == 0);
    }

    /** Gives it up, so that nobody waits for us. */
    @Override
    public void close() {
        database.change(handle -> end(handle, clock.millis(handle), List.of(id)));
    }
}
