package dev.portals.engine.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a face shows, at one moment. Lists are sorted as they are shown (spec 05 section 4).
 *
 * @param identifier who this computer is
 * @param account who signed in; null: nobody
 * @param enrollment how far signing in has got
 * @param signingIn the sign-in that is under way, or the last one if it failed; else null
 * @param link the connection to the orchestrator, as observed
 * @param spaces the person's spaces and the projects in them
 * @param portals what this computer shares, by title
 * @param reachable what others share with this person, by who and name
 * @param received invitations that wait for an answer, by who and id
 * @param friends everybody with whom something is shared, by address
 * @param attention what the person should look at, the most urgent first
 * @param traffic of all portals together
 * @param paused whether the person has paused everything
 * @param loaded whether the lists have been fetched since the application began
 * @param staleSince since when the lists could not be fetched; null: they are fresh
 */
public record ApplicationState(
        String identifier,
        @Nullable Account account,
        Enrollment enrollment,
        @Nullable SigningIn signingIn,
        Link link,
        List<Space> spaces,
        List<Portal> portals,
        List<Reachable> reachable,
        List<Received> received,
        List<Friend> friends,
        List<Attention> attention,
        Traffic traffic,
        boolean paused,
        boolean loaded,
        @Nullable Instant staleSince) {
    /** Copies the lists. */
    public ApplicationState {
        spaces = List.copyOf(spaces);
        portals = List.copyOf(portals);
        reachable = List.copyOf(reachable);
        received = List.copyOf(received);
        friends = List.copyOf(friends);
        attention = List.copyOf(attention);
    }
}
