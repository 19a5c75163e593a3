package dev.portals.orchestrator.audit;

import dev.portals.orchestrator.audit.AuditEntry.Outcome;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log that answers "who did that?". What is done is recorded in the transaction that does it. Refusals are recorded once
 * a minute for each actor and action: a node without a right asks every few seconds for ever.
 */
public final class AuditLog {
    /** How long entries are kept. */
    public static final Duration KEPT = Duration.ofDays(400);

    private static final Duration REFUSALS_APART = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_TEXT = 500;
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final Database database;
    private final InstantSource clock;
    private final LongAdder refused = new LongAdder();
    private final Map<String, Instant> refusals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The log in that database. */
    public AuditLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Records what the transaction does; it is kept if the transaction is. */
    public void done(Handle handle, String actor, String action, String object, String detail) {
        insert(handle, new AuditEntry(clock.instant(), actor, action, object, Outcome.DONE, detail));
    }

    /** Records what was done. */
    public void done(String actor, String action, String object, String detail) {
        database.change(handle -> done(handle, actor, action, object, detail));
    }

    /** Records that somebody may not; never inside a transaction, which the refusal undoes. */
    public void refused(String actor, String action, String object, String detail) {
        Instant now = clock.instant();
        refused.increment();
        synchronized (refusals) {
            String key = actor + ' ' + action + ' ' + object;
            Instant last = refusals.get(key);
            if (last != null && now.isBefore(last.plus(REFUSALS_APART))) {
                return;
            }
            refusals.put(key, now);
        }
        LOG.info("{} was refused {} {}: {}", printable(actor), action, printable(object), printable(detail));
        database.change(handle -> insert(handle, new AuditEntry(now, actor, action, object, Outcome.REFUSED, detail)));
    }

    /** How often somebody was refused something, by this process. */
    public long refusals() {
        return refused.sum();
    }

    /**
     * The latest entries, newest first.
     *
     * @param about only entries whose actor, action or object contain it; empty: all
     */
    public List<AuditEntry> latest(String about, int limit, int offset) {
        return list("", about, limit, offset);
    }

    /** The same of refusals alone. */
    public List<AuditEntry> refusals(String about, int limit, int offset) {
        return list("outcome = 'REFUSED' AND ", about, limit, offset);
    }

    private List<AuditEntry> list(String which, String about, int limit, int offset) {
        String pattern = "%" + about.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
        return database.read(handle -> handle.createQuery(
                        "SELECT at, actor, action, object, outcome, detail FROM audit WHERE " + which + """
                        (:pattern = '%%' OR LOWER(actor) LIKE :pattern ESCAPE '!' OR LOWER(action) LIKE :pattern ESCAPE '!'
                           OR LOWER(object) LIKE :pattern ESCAPE '!')
                        ORDER BY place DESC LIMIT :limit OFFSET :offset""")
                .bind("pattern", pattern)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> new AuditEntry(
                        Instant.ofEpochSecond(row.getLong("at")),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("object"),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("detail")))
                .list());
    }

    /** Forgets what is older. */
    public int forget(Duration age) {
        return database.write(handle -> handle.createUpdate("DELETE FROM audit WHERE at < :before")
                .bind("before", clock.instant().minus(age).getEpochSecond())
                .execute());
    }

    private static void insert(Handle handle, AuditEntry entry) {
        handle.createUpdate("""
                        INSERT INTO audit (at, actor, action, object, outcome, detail)
                        VALUES (:at, :actor, :action, :object, :outcome, :detail)""")
                .bind("at", entry.at().getEpochSecond())
                .bind("actor", printable(entry.actor()))
                .bind("action", entry.action())
                .bind("object", printable(entry.object()))
                .bind("outcome", entry.outcome().name())
                .bind("detail", printable(entry.detail()))
                .execute();
    }

    /** Much of it was chosen by strangers: no control characters, and not without end. */
    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MOST_TEXT ? clean : clean.substring(0, MOST_TEXT) + "…";
    }
}
