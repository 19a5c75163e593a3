package dev.portals.orchestrator.usage;

import dev.portals.orchestrator.store.Database;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts what projects relay, month by month in universal time. Several instances count in the same rows. Thread-safe; it
 * may wait.
 */
public final class Usage {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Long> counted = new HashMap<>();

    /** Over that database. */
    public Usage(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
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
                .bind("month", month(clock))
                .bind("bytes", bytes)
                .execute();
    }

    /** The month that it is, as rows name it. */
    static String month(InstantSource clock) {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString();
    }
}
