package dev.portals.engine.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that somebody shares with this person.
 *
 * @param id the invitation's
 * @param from the address of who shares it
 * @param service its name there
 * @param name what it is called here: as the person renamed it, else as the sharer calls it
 * @param since when this state began
 * @param problem what is wrong; null if nothing is
 * @param address where it is on this computer, {@code HOST:PORT}; null before a port is bound
 * @param port its local port, for good; 0 before it has one
 * @param paused whether the person has switched this one off
 * @param trust in the sharer's identity
 * @param identifier who shares it
 * @param path the way that new connections take; null while there is none
 * @param connections at this moment, the oldest first
 */
public record Reachable(
        String id,
        String from,
        String service,
        String name,
        @Nullable String scheme,
        @Nullable String note,
        State state,
        Instant since,
        @Nullable Problem problem,
        @Nullable String address,
        int port,
        boolean paused,
        Trust trust,
        String identifier,
        @Nullable Path path,
        Traffic traffic,
        List<OpenConnection> connections) {
    /** Copies the list. */
    public Reachable {
        connections = List.copyOf(connections);
    }

    /** States (spec 05 section 7.4). */
    public enum State {
        /** The person has switched it, or everything, off. */
        PAUSED,
        /** The ticket is being redeemed. */
        JOINING,
        /** The way to the other computer is being made. */
        CONNECTING,
        /** The sharer's project answers, the sharer's computer doesn't. */
        WAITING,
        /** It can be used. */
        UP,
        /** The other computer answers, its service doesn't. */
        SERVICE_DOWN,
        /** The other side, or its project's authority, or a rule here says no. */
        DENIED,
        /** The local port is taken by another program. */
        PORT_BUSY
    }

    /**
     * How packets get to the other computer.
     *
     * @param roundTrip of the last ping that was answered; null before
     */
    public record Path(Kind kind, @Nullable Duration roundTrip, Instant since) {
        /** Kinds of ways. */
        public enum Kind {
            /** The relay at the sharer's project passes on what it can't read. */
            RELAY,
            /** No third machine passes anything on. */
            DIRECT
        }
    }
}
