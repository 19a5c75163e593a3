package dev.portals.orchestrator.instance;

import dev.portals.orchestrator.store.Database;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets one instance at a time do what is done now and then. A turn stays with an instance for as long as it has its lease;
 * should two think that it is theirs for a moment, their work is such that doing it twice does no harm.
 */
public final class Turns {
    private final @Nullable Database database;
    private final SharedClock clock;
    private final String self;

    Turns(Database database, SharedClock clock, String self) {
        this.database = database;
        this.clock = clock;
        this.self = self;
    }

    private Turns(SharedClock clock) {
        this.database = null;
        this.clock = clock;
        this.self = "";
    }

    /** For the only instance there is, whose turn it always is. */
    public static Turns alone(Database database) {
        return new Turns(new SharedClock(database, InstantSource.system()));
    }

    /** Whether it is ours; takes it if it is nobody's. It may wait. */
    public boolean take(String name) {
        return database == null
                || database.write(handle -> handle.createUpdate("""
                        INSERT INTO turns (name, instance_id) VALUES (:name, :self)
                        ON CONFLICT (name) DO UPDATE SET instance_id = :self
                        WHERE turns.instance_id = :self OR NOT EXISTS (
                          SELECT 1 FROM instances i WHERE i.id = turns.instance_id AND i.leased_until > :now)""")
                                .bind("name", name)
                                .bind("self", self)
                                .bind("now", clock.millis(handle))
                                .execute()
                        == 1);
    }
}
