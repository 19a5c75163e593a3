package dev.portals.orchestrator.project;

import dev.portals.core.channel.SecureChannel;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Message;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rule for what leaves through the project's channels, and its counters. A relay sees only the first message of a
 * conversation, the others go from channel to channel (spec 03 section 5.3): so whether both peers are members is asked
 * here, at each message.
 *
 * <p>Whose credential has expired is let be for {@link #GRACE_SECONDS}: a message that is left out breaks the portal it
 * belongs to, and new credentials may be on their way.
 */
final class Relaying implements AccessControl {
    static final long GRACE_SECONDS = 60;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Function<Identifier, OptionalLong> memberUntil;
    private final InstantSource clock;
    private final Identifier project;
    private final Map<Address, End> ends = new ConcurrentHashMap<>();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean allowed = true;

    /** One channel's end here. */
    private static final class End {
        private final Identifier peer;
        private final LongAdder bytes = new LongAdder();
        /** Seconds since the epoch. Written by any loop, the later one wins: all write what is true. */
        private volatile long asked = UNKNOWN;

        private volatile long memberUntil = UNKNOWN;

        End(Identifier peer) {
            this.peer = peer;
        }
    }

    /**
     * The rule.
     *
     * @param memberUntil until when somebody is a member, seconds since the epoch; empty for who isn't one
     * @param project what comes from there was counted by another instance
     */
    Relaying(Function<Identifier, OptionalLong> memberUntil, Identifier project, InstantSource clock) {
        this.memberUntil = memberUntil;
        this.project = project;
        this.clock = clock;
    }

    /** Counts for a channel as long as it is up. */
    void opened(SecureChannel channel) {
        ends.put(channel.encryptor(), new End(channel.peer()));
        channel.closed().thenRun(() -> ends.remove(channel.encryptor()));
    }

    void allow(boolean relaying) {
        allowed = relaying;
    }

    boolean isAllowed() {
        return allowed;
    }

    /** What no peer sent is the project's own. */
    @Override
    public boolean allows(Address source, Message message) {
        Identifier peer = message.peer();
        return peer == null || relays(peer, message);
    }

    private boolean relays(Identifier peer, Message message) {
        if (!allowed || message.returning().isEmpty()) {
            return false;
        }
        End from = ends.get(message.returning().first());
        End to = ends.get(message.onward().first());
        if (from == null || to == null || !from.peer.equals(peer)) {
            return false;
        }
        long now = clock.instant().getEpochSecond();
        if (!isMember(from, now) || !isMember(to, now)) {
            return false;
        }
        int length = message.payload().readableBytes();
        from.bytes.add(length);
        to.bytes.add(length);
        if (!peer.equals(project)) {
            bytes.add(length);
            messages.increment();
        }
        return true;
    }

    /** Asks once a second at most. */
    private boolean isMember(End end, long now) {
        if (end.asked != now) {
            OptionalLong until = memberUntil.apply(end.peer);
            if (until.isPresent()) {
                end.memberUntil = until.getAsLong();
            }
            end.asked = now;
        }
        return end.memberUntil != UNKNOWN && now - GRACE_SECONDS <= end.memberUntil;
    }

    /** Bytes relayed to and from that channel. */
    long bytes(@Nullable Address channel) {
        End end = channel == null ? null : ends.get(channel);
        return end == null ? 0 : end.bytes.sum();
    }

    long messages() {
        return messages.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}
