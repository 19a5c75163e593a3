package dev.portals.engine.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with whom something is shared, one way or the other.
 *
 * @param email in lower case
 * @param name as the person, or a contact card, calls them; empty if nobody does
 * @param note the person's own
 * @param trust the worst of the devices', but for removed ones
 * @param blocked whether nothing of theirs is accepted at all
 * @param devices the first seen first
 * @param shared names of portals here that they are invited to
 * @param reachable ids of what they share with this person
 * @param lastSeen null before
 */
public record Friend(
        String email,
        String name,
        String note,
        Trust trust,
        boolean blocked,
        List<Device> devices,
        List<String> shared,
        List<String> reachable,
        @Nullable Instant lastSeen) {
    /** Copies the lists. */
    public Friend {
        devices = List.copyOf(devices);
        shared = List.copyOf(shared);
        reachable = List.copyOf(reachable);
    }

    /**
     * A computer of a friend.
     *
     * @param trust never {@link Trust#UNKNOWN}
     * @param lastSeen null before, for example if it is known from a contact card
     * @param rotatedAt when it was seen with new keys last, which is no change of the identity; null: never
     */
    public record Device(
            String identifier,
            Trust trust,
            Instant firstSeen,
            @Nullable Instant lastSeen,
            @Nullable Instant rotatedAt) {}
}
