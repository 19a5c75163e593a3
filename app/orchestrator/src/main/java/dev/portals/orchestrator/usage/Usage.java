package dev.portals.orchestrator.usage;

import dev.portals.orchestrator.store.Database;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts what projects relay, month by month in universal time. Several instances count in the same rows. Thread-safe; it
 * may wait.
 */
public final class Usage {
    private final Database database;
    private final InstantSource clock;
    private final ToLongFunction<String> bytesOfPlan;
    private final Map<String, Long> counted = new HashMap<>();

    /**
     * Over that database.
     *
     * @param bytesOfPlan what a plan, by its name, gives a month
     */
    public Usage(Database database, InstantSource clock, ToLongFunction<String> bytesOfPlan) {
        this.database = database;
        this.clock = clock;
        this.bytesOfPlan = bytesOfPlan;
    }

    /**
     * Adds what was relayed since the last time.
     *
     * @param relayed by project id, how many bytes this process has relayed since it was started
     */
    public synchronized void count(Map<String, Long> relayed) {
        Map<String, Long> added = new HashMap<>();
        relayed.forEach((project, bytes) -> {
            long before = counted.getOrDefault(project, 0L);
            // A project that was stopped and started begins anew.
            long delta = bytes >= before ? bytes - before : bytes;
            if (delta > 0) {
                added.put(project, delta);
            }
        });
        if (!added.isEmpty()) {
            database.change(handle -> new TreeMap<>(added).forEach((project, bytes) -> add(handle, project, bytes)));
        }
        counted.clear();
        counted.putAll(relayed);
    }

    private void add(Handle handle, String project, long bytes) {
        handle.createUpdate("""
                        INSERT INTO relayed_bytes (project_id, month, bytes) VALUES (:project, :month, :bytes)
                        ON CONFLICT (project_id, month) DO UPDATE SET bytes = relayed_bytes.bytes + excluded.bytes""")
                .bind("project", project)
                .bind("month", month())
                .bind("bytes", bytes)
                .execute();
    }

    /** What every project that is there uses, those that use most first. */
    public List<ProjectUsage> all() {
        return database.read(handle -> query(handle, "")
                .map((row, context) ->
                        usage(row.getString("id"), row.getString("email"), row.getString("plan"), row.getLong("bytes")))
                .list());
    }

    /** What one project uses. */
    public Optional<ProjectUsage> of(String projectId) {
        return database.read(handle -> query(handle, "WHERE p.id = :id")
                .bind("id", projectId)
                .map((row, context) ->
                        usage(row.getString("id"), row.getString("email"), row.getString("plan"), row.getLong("bytes")))
                .findOne());
    }

    private Query query(Handle handle, String where) {
        return handle.createQuery("""
                        SELECT p.id, COALESCE(r.bytes, 0) AS bytes, COALESCE(a.email, '') AS email,
                               COALESCE(u.plan, '') AS plan
                        FROM projects p
                        LEFT JOIN relayed_bytes r ON r.project_id = p.id AND r.month = :month
                        LEFT JOIN space_administrators a ON a.place =
                          (SELECT MIN(place) FROM space_administrators WHERE space_id = p.space_id)
                        LEFT JOIN users u ON u.email_key = a.email_key
                        """ + where + " ORDER BY 2 DESC, 1").bind("month", month());
    }

    private ProjectUsage usage(String id, String owner, String plan, long bytes) {
        return new ProjectUsage(id, owner, plan, bytes, bytesOfPlan.applyAsLong(plan));
    }

    private String month() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString();
    }
}
