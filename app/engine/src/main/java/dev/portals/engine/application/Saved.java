package dev.portals.engine.application;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the application remembers between runs, besides keys, identities, credentials and projects.
 *
 * @param account who signed in where; null: nobody
 * @param portals what is shared
 * @param inlets local ports of accepted invitations, which stay the same for good
 * @param answers invitations that were answered by the person and not yet by the controller
 * @param revoked invitations that were taken back by the person and not yet at the controller
 * @param invitations the last list that was fetched, in hexadecimal digits of its encoding
 * @param fetchedAt when; seconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Saved(
        @Nullable SavedAccount account,
        List<SavedPortal> portals,
        List<SavedInlet> inlets,
        List<Answer> answers,
        List<String> revoked,
        String invitations,
        long fetchedAt) {
    static final Saved NOTHING = new Saved(null, List.of(), List.of(), List.of(), List.of(), "", 0);

    /** Who signed in where. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedAccount(
            String email,
            String name,
            String base,
            String controller,
            String controllerIdentifier,
            String clientId,
            String projectId) {}

    /** A portal of this computer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedPortal(
            String name,
            String address,
            @Nullable String scheme,
            @Nullable String note) {}

    /** The port of an accepted invitation, and whether its ticket has been redeemed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedInlet(String invitation, int port, boolean joined) {}

    /** An answer that the controller may not know yet. */
    record Answer(String invitation, boolean accept) {}

    Saved {
        portals = List.copyOf(portals);
        inlets = List.copyOf(inlets);
        answers = List.copyOf(answers);
        revoked = List.copyOf(revoked);
    }

    Optional<SavedPortal> portal(String name) {
        return portals.stream().filter(portal -> portal.name().equals(name)).findFirst();
    }

    Optional<SavedInlet> inlet(String invitation) {
        return inlets.stream()
                .filter(inlet -> inlet.invitation().equals(invitation))
                .findFirst();
    }

    Saved withAccount(@Nullable SavedAccount newAccount) {
        return new Saved(newAccount, portals, inlets, answers, revoked, invitations, fetchedAt);
    }

    Saved withPortals(UnaryOperator<List<SavedPortal>> change) {
        return new Saved(
                account, change.apply(new ArrayList<>(portals)), inlets, answers, revoked, invitations, fetchedAt);
    }

    Saved withInlets(UnaryOperator<List<SavedInlet>> change) {
        return new Saved(
                account, portals, change.apply(new ArrayList<>(inlets)), answers, revoked, invitations, fetchedAt);
    }

    Saved withAnswers(UnaryOperator<List<Answer>> change) {
        return new Saved(
                account, portals, inlets, change.apply(new ArrayList<>(answers)), revoked, invitations, fetchedAt);
    }

    Saved withRevoked(UnaryOperator<List<String>> change) {
        return new Saved(
                account, portals, inlets, answers, change.apply(new ArrayList<>(revoked)), invitations, fetchedAt);
    }

    Saved withInvitations(String list, long now) {
        return new Saved(account, portals, inlets, answers, revoked, list, now);
    }
}
