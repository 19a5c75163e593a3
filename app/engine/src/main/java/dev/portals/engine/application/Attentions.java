package dev.portals.engine.application;

import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Attention.Kind;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what the person should look at in a snapshot's parts, and remembers since when. */
final class Attentions {
    private Map<String, Instant> since = new HashMap<>();

    /** What there is at one moment. */
    record Parts(
            Instant now,
            Link link,
            @Nullable Problem storage,
            List<Attention> others,
            List<Portal> portals,
            List<Reachable> reachable,
            List<Received> received,
            List<Friend> friends) {}

    synchronized List<Attention> find(Parts parts) {
        Map<String, Instant> before = since;
        since = new HashMap<>();
        List<Attention> all = new ArrayList<>();
        all.addAll(parts.others);
        if (parts.storage != null) {
            all.add(of(Kind.STORAGE, "", parts.storage));
        }
        link(parts, all);
        parts.portals.forEach(portal -> {
            Problem problem = portal.problem();
            if (problem != null) {
                all.add(of(Kind.PORTAL, portal.name(), problem));
            }
        });
        parts.reachable.forEach(each -> reachable(each, all));
        parts.received.forEach(received -> {
            Problem problem = received.problem();
            if (problem != null) {
                all.add(of(Kind.ANSWER, received.id(), problem));
            } else if (received.state() == Received.State.WAITING) {
                String what = received.name() == null ? "a portal" : received.name();
                all.add(new Attention(
                        Kind.INVITATION,
                        received.id(),
                        received.from() + " invites you to " + what,
                        begun(Kind.INVITATION, received.id(), parts.now, before),
                        null,
                        null));
            }
        });
        parts.friends.stream()
                .filter(friend -> friend.trust() == Trust.CHANGED && !friend.blocked())
                .forEach(friend -> all.add(new Attention(
                        Kind.IDENTITY_CHANGED,
                        friend.email(),
                        friend.email()
                                + " now uses a different identity, which is blocked. This happens after a reinstall, or if"
                                + " somebody pretends to be them: compare numbers",
                        friend.devices().stream()
                                .filter(device -> device.trust() == Trust.CHANGED)
                                .map(Friend.Device::firstSeen)
                                .max(Comparator.naturalOrder())
                                .orElse(parts.now),
                        FailureMode.ACCESS_ENDED,
                        null)));
        all.sort(Comparator.comparing(Attention::kind)
                .thenComparing(Attention::since)
                .thenComparing(Attention::subject));
        return all;
    }

    private static void link(Parts parts, List<Attention> all) {
        Problem problem = parts.link.problem();
        if (problem == null || problem.mode() == null) {
            return;
        }
        switch (problem.mode()) {
            case NO_NETWORK -> all.add(of(Kind.OFFLINE, "", problem));
            case NETWORK_LOST ->
                all.add(of(
                        parts.link.state() == Link.State.OFFLINE ? Kind.OFFLINE : Kind.ORCHESTRATOR,
                        parts.link.state() == Link.State.OFFLINE || parts.link.via() == null ? "" : parts.link.via(),
                        problem));
            case PROJECT_GONE -> all.add(of(Kind.PROJECT_GONE, "", problem));
            case QUOTA -> all.add(of(Kind.QUOTA, "", problem));
            case ORCHESTRATOR_UNREACHABLE ->
                all.add(of(Kind.ORCHESTRATOR, parts.link.via() == null ? "" : parts.link.via(), problem));
            default -> {}
        }
    }

    private static void reachable(Reachable each, List<Attention> all) {
        Problem problem = each.problem();
        if (problem != null && each.state() == Reachable.State.PORT_BUSY) {
            all.add(of(Kind.PORT_BUSY, each.id(), problem));
        } else if (problem != null && each.state() == Reachable.State.DENIED && each.trust() != Trust.CHANGED) {
            all.add(of(Kind.DENIED, each.id(), problem));
        }
    }

    private Instant begun(Kind kind, String subject, Instant now, Map<String, Instant> before) {
        String key = kind + " " + subject;
        Instant begun = before.getOrDefault(key, now);
        since.put(key, begun);
        return begun;
    }

    private static Attention of(Kind kind, String subject, Problem problem) {
        return new Attention(kind, subject, problem.sentence(), problem.since(), problem.mode(), null);
    }
}
