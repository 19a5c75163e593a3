package dev.portals.orchestrator.instance;

import dev.portals.orchestrator.store.Database;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** The database's clock, so that instances whose clocks differ agree about leases; SQLite's is that of the one process. */
final class SharedClock {
    private final boolean postgresql;
    private final InstantSource own;

    SharedClock(Database database, InstantSource own) {
        this.postgresql = database.isPostgresql();
        this.own = own;
    }

    /** Milliseconds since 1970. */
    long millis(Handle handle) {
        return postgresql
                ? handle.createQuery("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
                        .mapTo(Long.class)
                        .one()
                : own.millis();
    }
}
