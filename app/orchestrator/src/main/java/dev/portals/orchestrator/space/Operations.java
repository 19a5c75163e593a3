package dev.portals.orchestrator.space;

import dev.portals.core.controller.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What takes longer than a request (spec 04 section 3.7). Those that have ended can be asked for an hour. */
final class Operations {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Operation.Status[] STATUSES = Operation.Status.values();

    /** An operation and the project that it makes. */
    record Entry(Operation operation, String projectId) {}

    private Operations() {}

    static void start(Handle handle, String id, String projectId, Instant now) {
        handle.createUpdate("DELETE FROM operations WHERE status <> 0 AND created_at < :before")
                .bind("before", now.minus(KEPT).getEpochSecond())
                .execute();
        handle.createUpdate("""
                        INSERT INTO operations (id, project_id, status, created_at)
                        VALUES (:id, :project, 0, :now)""")
                .bind("id", id)
                .bind("project", projectId)
                .bind("now", now.getEpochSecond())
                .execute();
    }

    /** Ends whatever is being done for a project; the time it is kept begins now. */
    static void end(Handle handle, String projectId, Operation.Status status, Instant now) {
        handle.createUpdate("""
                        UPDATE operations SET status = :status, created_at = :now
                        WHERE project_id = :project AND status = 0""")
                .bind("status", status.ordinal())
                .bind("now", now.getEpochSecond())
                .bind("project", projectId)
                .execute();
    }

    static Optional<Entry> find(Handle handle, String id, Instant now) {
        return handle.createQuery("""
                        SELECT project_id, status FROM operations
                        WHERE id = :id AND (status = 0 OR created_at >= :before)""")
                .bind("id", id)
                .bind("before", now.minus(KEPT).getEpochSecond())
                .map((row, context) ->
                        new Entry(new Operation(id, STATUSES[row.getInt("status")]), row.getString("project_id")))
                .findOne();
    }
}
