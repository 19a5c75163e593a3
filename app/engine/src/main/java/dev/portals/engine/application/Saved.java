package dev.portals.engine.application;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the application remembers between runs, besides keys, identities, credentials, projects, friends and traffic.
 *
 * @param schema of this record; a later program may write a higher one
 * @param account who signed in where; null: nobody
 * @param portals what is shared
 * @param inlets local ports of accepted invitations, which stay the same for good
 * @param answers invitations that were answered by the person and not yet by the controller
 * @param revoked invitations that were taken back by the person and not yet at the controller
 * @param invitations the last list that was fetched, in hexadecimal digits of its encoding
 * @param spaces the last list that was fetched
 * @param fetchedAt when; seconds since 1970
 * @param paused whether the person has paused everything
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Saved(
        int schema,
        @Nullable SavedAccount account,
        List<SavedPortal> portals,
        List<SavedInlet> inlets,
        List<Answer> answers,
        List<String> revoked,
        String invitations,
        List<SavedSpace> spaces,
        long fetchedAt,
        boolean paused) {
    static final int SCHEMA = 1;
    static final Saved NOTHING =
            new Saved(SCHEMA, null, List.of(), List.of(), List.of(), List.of(), "", List.of(), 0, false);

    /** Who signed in where. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedAccount(
            String email,
            String name,
            String picture,
            String base,
            String controller,
            String controllerIdentifier,
            String clientId,
            String projectId) {}

    /**
     * A portal of this computer.
     *
     * @param name for good
     * @param title what people see
     * @param createdAt seconds since 1970
     * @param expiresAt seconds since 1970, when it is closed by itself; 0: never
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedPortal(
            String name,
            String title,
            String address,
            @Nullable String scheme,
            @Nullable String note,
            boolean paused,
            boolean verifiedOnly,
            long createdAt,
            long expiresAt) {
        /** One that isn't closed by itself. */
        SavedPortal(
                String name,
                String title,
                String address,
                @Nullable String scheme,
                @Nullable String note,
                boolean paused,
                boolean verifiedOnly,
                long createdAt) {
            this(name, title, address, scheme, note, paused, verifiedOnly, createdAt, 0);
        }

        SavedPortal withPaused(boolean newPaused) {
            return new SavedPortal(name, title, address, scheme, note, newPaused, verifiedOnly, createdAt, expiresAt);
        }

        SavedPortal withVerifiedOnly(boolean only) {
            return new SavedPortal(name, title, address, scheme, note, paused, only, createdAt, expiresAt);
        }

        /** Until then, and no longer; null: for good. */
        SavedPortal until(@Nullable Instant end) {
            long seconds = end == null ? 0 : Math.max(1, end.getEpochSecond());
            return new SavedPortal(name, title, address, scheme, note, paused, verifiedOnly, createdAt, seconds);
        }

        /** Whether its time is over. */
        boolean isOver(Instant now) {
            return expiresAt != 0 && now.getEpochSecond() >= expiresAt;
        }

        /** Whether a person would say that it is the same. */
        boolean looksLike(SavedPortal other) {
            return title.equals(other.title)
                    && address.equals(other.address)
                    && java.util.Objects.equals(scheme, other.scheme)
                    && java.util.Objects.equals(note, other.note);
        }
    }

    /**
     * What is kept of an accepted invitation.
     *
     * @param port its local port; 0: any
     * @param joined whether its ticket has been redeemed
     * @param name as the person renamed it; null: as the sharer calls it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedInlet(
            String invitation,
            int port,
            boolean joined,
            boolean paused,
            @Nullable String name) {
        /** Nothing is known of it yet. */
        static SavedInlet of(String invitation) {
            return new SavedInlet(invitation, 0, false, false, null);
        }

        SavedInlet withPort(int newPort) {
            return new SavedInlet(invitation, newPort, joined, paused, name);
        }

        SavedInlet withJoined() {
            return new SavedInlet(invitation, port, true, paused, name);
        }

        SavedInlet withPaused(boolean newPaused) {
            return new SavedInlet(invitation, port, joined, newPaused, name);
        }

        SavedInlet withName(@Nullable String newName) {
            return new SavedInlet(invitation, port, joined, paused, newName);
        }
    }

    /** An answer that the controller may not know yet. */
    record Answer(String invitation, boolean accept) {}

    /** A space and its projects. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedSpace(String id, String name, List<SavedProject> projects) {
        SavedSpace {
            projects = List.copyOf(projects);
        }
    }

    /** A project. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SavedProject(String id, String name, List<String> administrators) {
        SavedProject {
            administrators = List.copyOf(administrators);
        }
    }

    Saved {
        portals = List.copyOf(portals);
        inlets = List.copyOf(inlets);
        answers = List.copyOf(answers);
        revoked = List.copyOf(revoked);
        spaces = List.copyOf(spaces);
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
        return new Saved(schema, newAccount, portals, inlets, answers, revoked, invitations, spaces, fetchedAt, paused);
    }

    Saved withPortals(UnaryOperator<List<SavedPortal>> change) {
        List<SavedPortal> changed = change.apply(new ArrayList<>(portals));
        return new Saved(schema, account, changed, inlets, answers, revoked, invitations, spaces, fetchedAt, paused);
    }

    /** Puts a portal in the place of the one of its name, or behind all others. */
    Saved withPortal(SavedPortal portal) {
        return withPortals(list -> {
            int place = 0;
            while (place < list.size() && !list.get(place).name().equals(portal.name())) {
                place++;
            }
            if (place < list.size()) {
                list.set(place, portal);
            } else {
                list.add(portal);
            }
            return list;
        });
    }

    Saved withInlets(UnaryOperator<List<SavedInlet>> change) {
        List<SavedInlet> changed = change.apply(new ArrayList<>(inlets));
        return new Saved(schema, account, portals, changed, answers, revoked, invitations, spaces, fetchedAt, paused);
    }

    /** Changes what is kept of an invitation, or begins to keep something of it. */
    Saved withInlet(String invitation, UnaryOperator<SavedInlet> change) {
        SavedInlet changed = change.apply(inlet(invitation).orElse(SavedInlet.of(invitation)));
        return withInlets(list -> {
            list.removeIf(each -> each.invitation().equals(invitation));
            list.add(changed);
            return list;
        });
    }

    Saved withoutInlet(String invitation) {
        return withInlets(list -> {
            list.removeIf(inlet -> inlet.invitation().equals(invitation));
            return list;
        });
    }

    Saved withAnswers(UnaryOperator<List<Answer>> change) {
        List<Answer> changed = change.apply(new ArrayList<>(answers));
        return new Saved(schema, account, portals, inlets, changed, revoked, invitations, spaces, fetchedAt, paused);
    }

    Saved withRevoked(UnaryOperator<List<String>> change) {
        List<String> changed = change.apply(new ArrayList<>(revoked));
        return new Saved(schema, account, portals, inlets, answers, changed, invitations, spaces, fetchedAt, paused);
    }

    Saved withInvitations(String list, long now) {
        return new Saved(schema, account, portals, inlets, answers, revoked, list, spaces, now, paused);
    }

    Saved withSpaces(List<SavedSpace> list) {
        return new Saved(schema, account, portals, inlets, answers, revoked, invitations, list, fetchedAt, paused);
    }

    Saved withPaused(boolean newPaused) {
        return new Saved(schema, account, portals, inlets, answers, revoked, invitations, spaces, fetchedAt, newPaused);
    }
}
