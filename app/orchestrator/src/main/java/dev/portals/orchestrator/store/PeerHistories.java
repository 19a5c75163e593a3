package dev.portals.orchestrator.store;

import dev.portals.core.identity.Identifier;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Bounds the number of peers' histories. When they were used is noted in memory and written when it matters, or when much
 * has been noted: a look-up writes nothing.
 */
final class PeerHistories {
    private static final int MOST_NOTED = 10_000;
    private static final String PEERS =
            " FROM change_histories WHERE NOT kept AND identifier NOT IN (SELECT identifier FROM own_identities)";

    private final KeyRecords records;
    private final InstantSource clock;
    private final int most;
    private final Map<Identifier, Long> noted = new HashMap<>();
    private long last;

    PeerHistories(KeyRecords records, InstantSource clock, int most) {
        this.records = records;
        this.clock = clock;
        this.most = most;
    }

    /** Microseconds since 1970, different each time, so that there is an order. */
    synchronized long now() {
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        return last;
    }

    void used(Identifier peer) {
        long now = now();
        boolean full;
        synchronized (this) {
            noted.put(peer, now);
            full = noted.size() > MOST_NOTED;
        }
        if (full) {
            Map<Identifier, Long> uses = take();
            records.write(handle -> writeUses(handle, uses));
        }
    }

    private synchronized Map<Identifier, Long> take() {
        Map<Identifier, Long> uses = new HashMap<>(noted);
        noted.clear();
        return uses;
    }

    /** Removes what is too much, but never the newest; tells what was removed. */
    List<Identifier> evict(Identifier newest) {
        long surplus = records.read(handle -> handle.createQuery("SELECT COUNT(*) FROM change_histories")
                        .mapTo(Long.class)
                        .one())
                - most;
        if (surplus <= 0) {
            return List.of();
        }
        Map<Identifier, Long> uses = take();
        return records.write(handle -> {
            writeUses(handle, uses);
            List<String> evicted = handle.createQuery(
                            "SELECT identifier" + PEERS + " AND identifier <> :newest ORDER BY used_at LIMIT :surplus")
                    .bind("newest", newest.toString())
                    .bind("surplus", surplus)
                    .mapTo(String.class)
                    .list();
            PreparedBatch deletions =
                    handle.prepareBatch("DELETE FROM change_histories WHERE identifier = :identifier");
            evicted.forEach(
                    identifier -> deletions.bind("identifier", identifier).add());
            if (!evicted.isEmpty()) {
                deletions.execute();
            }
            return evicted.stream().map(Identifier::parse).toList();
        });
    }

    private static int writeUses(Handle handle, Map<Identifier, Long> uses) {
        if (uses.isEmpty()) {
            return 0;
        }
        PreparedBatch updates = handle.prepareBatch("UPDATE change_histories SET used_at = :usedAt"
                + " WHERE identifier = :identifier AND used_at < :usedAt");
        uses.forEach((peer, usedAt) -> updates.bind("identifier", peer.toString())
                .bind("usedAt", usedAt)
                .add());
        return updates.execute().length;
    }
}
