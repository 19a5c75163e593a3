package dev.portals.engine.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of this computer that is shared.
 *
 * @param name its name in actions and on the wire, for good
 * @param title what people see, which may be changed
 * @param address the service, {@code HOST:PORT}
 * @param problem what is wrong; null if nothing is
 * @param paused whether the person has switched this one off
 * @param verifiedOnly whether only friends whose identity has been verified are let in
 * @param people who was invited to it, by address
 * @param connections at this moment, the oldest first
 * @param createdAt null if it was opened by a program that didn't note that
 * @param expiresAt when it is closed by itself; null: never
 */
public record Portal(
        String name,
        String title,
        String address,
        @Nullable String scheme,
        @Nullable String note,
        State state,
        @Nullable Problem problem,
        boolean paused,
        boolean verifiedOnly,
        List<Guest> people,
        Probe probe,
        Traffic traffic,
        List<OpenConnection> connections,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {
    /** One that isn't closed by itself. */
    public Portal(
            String name,
            String title,
            String address,
            @Nullable String scheme,
            @Nullable String note,
            State state,
            @Nullable Problem problem,
            boolean paused,
            boolean verifiedOnly,
            List<Guest> people,
            Probe probe,
            Traffic traffic,
            List<OpenConnection> connections,
            @Nullable Instant createdAt) {
        this(
                name,
                title,
                address,
                scheme,
                note,
                state,
                problem,
                paused,
                verifiedOnly,
                people,
                probe,
                traffic,
                connections,
                createdAt,
                null);
    }

    /** Copies the lists. */
    public Portal {
        people = List.copyOf(people);
        connections = List.copyOf(connections);
    }

    /** States (spec 05 section 7.5). */
    public enum State {
        /** It is being opened, or its service has not been tried yet. */
        STARTING,
        /** Guests who may can connect. */
        OPEN,
        /** Its service refuses or doesn't answer. */
        SERVICE_DOWN,
        /** The person has switched it, or everything, off. */
        PAUSED,
        /** It can't be opened. */
        FAILED
    }

    /**
     * The last look at whether the service accepts connections.
     *
     * @param since when it got this result first; null before the first look
     * @param error why not; null if it does
     * @param latency how long the service took; null if it didn't
     */
    public record Probe(
            @Nullable Instant since,
            @Nullable String error,
            @Nullable Duration latency) {
        /** Not looked yet. */
        public static final Probe NONE = new Probe(null, null, null);
    }
}
