package dev.portals.orchestrator.change;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A number for each address that grows with every change that its owner could see, so that clients can wait for the next
 * one. Changes of this process are told at once, those of others on the same database within a second.
 */
public final class Revisions implements AutoCloseable {
    /** The most calls that wait, in all and for one address. */
    public static final int MOST = 2_000;

    static final int MOST_OF_ONE = 8;

    /** The revision of an address of which nothing is known; 0 is older than that. */
    private static final long FIRST = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);
    private static final int BATCH = 500;

    private final Database database;
    private final Duration pause;
    private final Map<String, Set<Waiting>> waiting = new HashMap<>();
    private final Thread looking;
    private int count;
    private boolean changed;
    private boolean closed;

    /** A call that waits for a revision other than the known one; told apart by identity. */
    private static final class Waiting {
        private final long known;
        private final CountDownLatch over = new CountDownLatch(1);

        Waiting(long known) {
            this.known = known;
        }
    }

    private Revisions(Database database, Duration pause) {
        this.database = database;
        this.pause = pause;
        this.looking = Thread.ofVirtual().name("revisions").unstarted(this::run);
    }

    /** Those in that database. */
    public static Revisions start(Database database) {
        return start(database, Duration.ofSeconds(1));
    }

    /** The same, which look for changes of others that often. */
    public static Revisions start(Database database, Duration pause) {
        Revisions revisions = new Revisions(database, pause);
        revisions.looking.start();
        return revisions;
    }

    /**
     * Notes that something has changed for these addresses, given in the form in which they are compared. {@link #look} after
     * the transaction tells those who wait at once.
     */
    public static void grow(Handle handle, Collection<String> keys) {
        // Always in the same order: two transactions never wait for each other.
        for (String key : new TreeSet<>(keys)) {
            handle.createUpdate("INSERT INTO revisions (email_key, revision) VALUES (:key, 1)"
                            + " ON CONFLICT (email_key) DO UPDATE SET revision = revisions.revision + 1")
                    .bind("key", key)
                    .execute();
        }
    }

    /** Says that revisions may have grown. */
    public synchronized void look() {
        changed = true;
        notifyAll();
    }

    /**
     * The revision of an address, as soon as it isn't the known one or the time is over. Not for an event loop.
     *
     * @throws ApiFailure 408 if too many wait already
     */
    public long await(String key, long known, Duration patience) throws InterruptedException {
        long revision = revision(key);
        if (revision != known) {
            return revision;
        }
        Waiting call = new Waiting(known);
        enter(key, call);
        try {
            // It may have grown before the call was entered.
            if (revision(key) == known) {
                call.over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            leave(key, call);
        }
        return revision(key);
    }

    private synchronized void enter(String key, Waiting call) {
        Set<Waiting> others = waiting.computeIfAbsent(key, unused -> new HashSet<>());
        if (count >= MOST || others.size() >= MOST_OF_ONE || closed) {
            if (others.isEmpty()) {
                waiting.remove(key);
            }
            throw new ApiFailure(Status.TIMEOUT, "too many wait for changes; ask again later");
        }
        others.add(call);
        count++;
        notifyAll();
    }

    private synchronized void leave(String key, Waiting call) {
        Set<Waiting> others = waiting.get(key);
        if (others != null && others.remove(call)) {
            count--;
            if (others.isEmpty()) {
                waiting.remove(key);
            }
        }
    }

    private long revision(String key) {
        return database.read(handle -> handle.createQuery("SELECT revision FROM revisions WHERE email_key = :key")
                .bind("key", key)
                .mapTo(Long.class)
                .findOne()
                .map(changes -> FIRST + changes)
                .orElse(FIRST));
    }

    private void run() {
        try {
            for (List<String> keys = keys(); !keys.isEmpty(); keys = keys()) {
                try {
                    for (int from = 0; from < keys.size(); from += BATCH) {
                        tell(read(keys.subList(from, Math.min(keys.size(), from + BATCH))));
                    }
                } catch (RuntimeException e) {
                    LOG.warn("changes can't be looked for now", e);
                }
                pause();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** The addresses that somebody waits for, as soon as there are any. */
    private synchronized List<String> keys() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        changed = false;
        return new ArrayList<>(waiting.keySet());
    }

    private synchronized void pause() throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        long left = pause.toMillis();
        while (!changed && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }

    private Map<String, Long> read(List<String> keys) {
        return database.read(handle -> handle.createQuery(
                        "SELECT email_key, revision FROM revisions WHERE email_key IN (<keys>)")
                .bindList("keys", keys)
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("email_key", String.class), FIRST + row.getColumn("revision", Long.class));
                    return map;
                }));
    }

    private synchronized void tell(Map<String, Long> revisions) {
        revisions.forEach((key, revision) -> waiting.getOrDefault(key, Set.of()).stream()
                .filter(call -> call.known != revision)
                .forEach(call -> call.over.countDown()));
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.values().forEach(calls -> calls.forEach(call -> call.over.countDown()));
        }
        looking.interrupt();
    }
}
