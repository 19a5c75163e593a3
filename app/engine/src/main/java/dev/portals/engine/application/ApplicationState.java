package dev.portals.engine.application;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a face shows, at one moment. Lists are sorted as they are shown (spec 05 section 4).
 *
 * @param identifier who this computer is
 * @param account who signed in; null: nobody
 * @param enrollment how far signing in has got
 * @param link the connection to the orchestrator, as observed
 * @param portals what this computer shares, by name
 * @param reachable what others share with this person, by who and name
 * @param received invitations that wait for an answer
 * @param staleSince since when the lists could not be fetched; null: they are fresh
 */
public record ApplicationState(
        String identifier,
        @Nullable Account account,
        Enrollment enrollment,
        Link link,
        List<Portal> portals,
        List<Reachable> reachable,
        List<Received> received,
        @Nullable Instant staleSince) {

    /** Who signed in, and where. */
    public record Account(String email, String name, String orchestrator, String project) {}

    /** The steps of signing in (spec 05 section 7.1). */
    public enum Enrollment {
        /** Nobody has signed in. */
        NONE,
        /** The person is to finish it in a browser. */
        WAITING_FOR_BROWSER,
        /** The person is to confirm the e-mail address. */
        WAITING_FOR_EMAIL,
        /** Space and project are being fetched or made. */
        SETTING_UP,
        /** Done. */
        DONE
    }

    /**
     * The connection to the project's relay.
     *
     * @param reason why it isn't up; null: it is, or nothing is known
     */
    public record Link(
            LinkState state,
            @Nullable String reason,
            @Nullable Instant since) {
        /** Nothing is to be connected. */
        public static final Link NONE = new Link(LinkState.OFFLINE, null, null);
    }

    /** States of the connection to the relay (spec 05 section 7.2). */
    public enum LinkState {
        /** Not connected, and nothing tries to. */
        OFFLINE,
        /** Being connected, or connected again. */
        CONNECTING,
        /** The relay answers. */
        CONNECTED
    }

    /**
     * A service of this computer that is shared.
     *
     * @param address the service, as typed
     * @param people who was invited to it
     * @param open connections at this moment
     */
    public record Portal(
            String name,
            String address,
            @Nullable String scheme,
            @Nullable String note,
            PortalState state,
            @Nullable String reason,
            List<Guest> people,
            int open) {}

    /** States of a shared service (spec 05 section 7.5). */
    public enum PortalState {
        /** Guests who may can connect. */
        OPEN,
        /** The last guest could not be served: the service doesn't answer. */
        SERVICE_DOWN,
        /** It can't be opened. */
        FAILED
    }

    /** Somebody who was invited to a portal. */
    public record Guest(String invitation, String email, GuestState state, String expiresAt) {}

    /** What a guest has made of an invitation. */
    public enum GuestState {
        /** Nothing yet. */
        INVITED,
        /** It was accepted. */
        ACCEPTED
    }

    /**
     * A service that somebody shares with this person.
     *
     * @param id the invitation's
     * @param from the address of who shares it
     * @param service its name there
     * @param address where it is on this computer; null before a port is bound
     */
    public record Reachable(
            String id,
            String from,
            String service,
            @Nullable String scheme,
            @Nullable String note,
            ReachableState state,
            @Nullable String reason,
            @Nullable String address,
            int open) {}

    /** States of a service that is shared with this person (spec 05 section 7.4). */
    public enum ReachableState {
        /** The ticket is being redeemed. */
        JOINING,
        /** The channel is being made. */
        CONNECTING,
        /** It can be used. */
        UP,
        /** The last connection was refused there: its service doesn't answer. */
        SERVICE_DOWN,
        /** The other side, or the project's authority, says no. */
        DENIED,
        /** The local port is taken by another program. */
        PORT_BUSY
    }

    /** An invitation that waits for an answer. */
    public record Received(
            String id,
            String from,
            @Nullable String name,
            @Nullable String scheme,
            @Nullable String note,
            String expiresAt) {}
}
