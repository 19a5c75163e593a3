package dev.portals.transport.tcp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that all connections of a transport share. When it is used up, those who have held theirs for the longest must
 * give up: honest peers soon finish what they send and read what they asked for. Thread-safe.
 */
final class MemoryBudget {
    /** Who holds memory. Called from any thread. */
    interface Holder {
        /** How much it holds now. */
        long bytes();

        /** It must free it soon, by whatever means. */
        void giveUp();
    }

    private final long limit;
    private final Map<Holder, Long> holders = new LinkedHashMap<>();
    private long total;

    /** So many bytes in all. */
    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** The holder holds more than before; its time counts from the first such call. */
    void held(Holder holder) {
        List<Holder> losers;
        synchronized (this) {
            record(holder, holder.bytes());
            if (total <= limit) {
                return;
            }
            losers = makeRoom();
        }
        losers.forEach(Holder::giveUp);
    }

    private List<Holder> makeRoom() {
        holders.replaceAll((holder, before) -> {
            long now = holder.bytes();
            total += now - before;
            return now;
        });
        List<Holder> losers = new ArrayList<>();
        for (Iterator<Map.Entry<Holder, Long>> all = holders.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Holder, Long> oldest = all.next();
            if (oldest.getValue() == 0) {
                all.remove();
            } else if (total > limit) {
                total -= oldest.getValue();
                all.remove();
                losers.add(oldest.getKey());
            }
        }
        return losers;
    }

    private void record(Holder holder, long bytes) {
        Long before = holders.put(holder, bytes);
        total += bytes - (before == null ? 0 : before);
    }

    /** The holder has freed it, or its time shall count anew. */
    synchronized void released(Holder holder) {
        Long before = holders.remove(holder);
        if (before != null) {
            total -= before;
        }
    }
}
