package dev.portals.engine.application;

import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Notice.Kind;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has happened from one snapshot to the next that a person who isn't looking may want to be told of (spec 05
 * section 15.5). What there is at the beginning is no news. Called by one thread.
 */
final class Announcer {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Set<String> visited = new HashSet<>();
    private @Nullable ApplicationState before;
    private boolean told;
    private boolean used;

    List<Notice> look(ApplicationState now, Instant at) {
        ApplicationState last = before;
        before = now;
        List<Notice> found = new ArrayList<>();
        if (last == null) {
            return found;
        }
        account(last, now, at, found);
        connection(last, now, at, found);
        if (now.account() != null && last.account() != null) {
            if (last.loaded()) {
                invitations(last, now, at, found);
            }
            now.portals().forEach(portal -> portal(last, portal, at, found));
            now.reachable().forEach(each -> reachable(last, each, at, found));
            now.friends().forEach(friend -> friend(last, friend, at, found));
        }
        return found;
    }

    private static void account(ApplicationState last, ApplicationState now, Instant at, List<Notice> found) {
        if (last.account() == null && now.account() != null) {
            found.add(new Notice(
                    Kind.SIGNED_IN,
                    now.account().email(),
                    "you are signed in as " + now.account().email(),
                    null,
                    at));
        }
        Problem problem = now.signingIn() == null ? null : now.signingIn().problem();
        if (problem != null
                && (last.signingIn() == null || !problem.equals(last.signingIn().problem()))) {
            found.add(new Notice(Kind.SIGN_IN_FAILED, "", problem.sentence(), problem.mode(), at));
        }
    }

    private void connection(ApplicationState last, ApplicationState now, Instant at, List<Notice> found) {
        boolean up = isUp(now.link());
        if (now.account() == null) {
            told = false;
            used = false;
        } else if (up) {
            used = now.traffic().open() > 0;
            if (told) {
                told = false;
                found.add(new Notice(Kind.CONNECTION_BACK, "", "the connection is back", null, at));
            }
        } else {
            Instant since = now.link().since();
            used |= last.traffic().open() > 0;
            if (!told && used && since != null && Duration.between(since, at).compareTo(LONG) > 0) {
                told = true;
                Problem problem = now.link().problem();
                found.add(new Notice(
                        Kind.CONNECTION_LOST,
                        "",
                        problem == null ? "there is no connection" : problem.sentence(),
                        FailureMode.NETWORK_LOST,
                        at));
            }
        }
    }

    private static boolean isUp(Link link) {
        return link.state() == Link.State.CONNECTED || link.state() == Link.State.DEGRADED;
    }

    private static void invitations(ApplicationState last, ApplicationState now, Instant at, List<Notice> found) {
        now.received().stream()
                .filter(each ->
                        last.received().stream().noneMatch(old -> old.id().equals(each.id())))
                .forEach(each -> found.add(new Notice(
                        Kind.INVITATION_RECEIVED,
                        each.id(),
                        each.from() + " invites you to " + (each.name() == null ? "a portal" : each.name()),
                        null,
                        at)));
    }

    private void portal(ApplicationState last, Portal portal, Instant at, List<Notice> found) {
        Optional<Portal> old = find(last.portals(), Portal::name, portal.name());
        if (old.isEmpty()) {
            return;
        }
        if (portal.state() == Portal.State.SERVICE_DOWN && old.get().state() == Portal.State.OPEN) {
            found.add(new Notice(
                    Kind.SERVICE_DOWN,
                    portal.name(),
                    "the service behind " + portal.title() + " doesn't answer",
                    FailureMode.SERVICE_DOWN,
                    at));
        } else if (portal.state() == Portal.State.OPEN && old.get().state() == Portal.State.SERVICE_DOWN) {
            found.add(new Notice(
                    Kind.SERVICE_BACK,
                    portal.name(),
                    "the service behind " + portal.title() + " answers again",
                    null,
                    at));
        }
        for (Guest guest : portal.people()) {
            boolean accepted = guest.state() == Guest.State.ACCEPTED
                    && find(old.get().people(), Guest::invitation, guest.invitation())
                            .filter(before -> before.state() != Guest.State.ACCEPTED)
                            .isPresent();
            if (accepted) {
                found.add(new Notice(
                        Kind.INVITATION_ACCEPTED,
                        portal.name(),
                        guest.email() + " accepted your invitation to " + portal.title(),
                        null,
                        at));
            }
        }
        portal.connections().forEach(connection -> {
            String email = connection.email();
            if (email != null && visited.add(portal.name() + " " + email)) {
                found.add(new Notice(
                        Kind.GUEST_CONNECTED, portal.name(), email + " uses " + portal.title(), null, at, email));
            }
        });
    }

    private static void reachable(ApplicationState last, Reachable each, Instant at, List<Notice> found) {
        Reachable old = find(last.reachable(), Reachable::id, each.id()).orElse(null);
        if (old == null) {
            return;
        }
        if (each.state() == Reachable.State.UP && old.state() == Reachable.State.WAITING) {
            found.add(new Notice(
                    Kind.REACHABLE_BACK, each.id(), each.name() + " of " + each.from() + " is back", null, at));
        } else if (each.state() == Reachable.State.DENIED
                && old.state() != Reachable.State.DENIED
                && each.trust() != Trust.CHANGED) {
            Problem problem = each.problem();
            found.add(new Notice(
                    Kind.DENIED,
                    each.id(),
                    each.name() + " of " + each.from() + " can't be used any more",
                    problem == null ? null : problem.mode(),
                    at));
        }
    }

    private static void friend(ApplicationState last, Friend friend, Instant at, List<Notice> found) {
        Friend old = find(last.friends(), Friend::email, friend.email()).orElse(null);
        if (friend.trust() == Trust.CHANGED && (old == null || old.trust() != Trust.CHANGED)) {
            found.add(new Notice(
                    Kind.IDENTITY_CHANGED,
                    friend.email(),
                    friend.email() + " now uses a different identity. Nothing was sent",
                    FailureMode.ACCESS_ENDED,
                    at));
        }
        for (Friend.Device device : friend.devices()) {
            boolean rotated = device.rotatedAt() != null
                    && old != null
                    && find(old.devices(), Friend.Device::identifier, device.identifier())
                            .filter(known -> !Objects.equals(known.rotatedAt(), device.rotatedAt()))
                            .isPresent();
            if (rotated) {
                found.add(new Notice(Kind.KEYS_ROTATED, friend.email(), friend.email() + " has new keys", null, at));
            }
        }
    }

    private static <T> Optional<T> find(List<T> list, Function<T, String> key, String wanted) {
        return list.stream().filter(each -> key.apply(each).equals(wanted)).findFirst();
    }
}
