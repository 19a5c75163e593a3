package dev.portals.engine.friend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.portals.engine.state.Trust;

/**
 * A device of a friend as it is kept. Times are in seconds since 1970; 0: never.
 *
 * @param changes how many changes its history had when it was seen last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record KnownDevice(String identifier, Trust trust, long firstSeen, long lastSeen, int changes, long rotatedAt) {
    static KnownDevice first(String identifier, Trust trust, int changes, long now) {
        return new KnownDevice(identifier, trust, now, 0, changes, 0);
    }

    KnownDevice withTrust(Trust newTrust) {
        return new KnownDevice(identifier, newTrust, firstSeen, lastSeen, changes, rotatedAt);
    }

    /** Seen again; more changes than before mean new keys. */
    KnownDevice seen(int nowChanges, long now) {
        return new KnownDevice(
                identifier,
                trust,
                firstSeen,
                now,
                Math.max(changes, nowChanges),
                changes > 0 && nowChanges > changes ? now : rotatedAt);
    }
}
