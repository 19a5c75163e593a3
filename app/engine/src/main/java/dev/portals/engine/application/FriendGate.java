package dev.portals.engine.application;

import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.friend.FriendBook.Verdict;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Problem;
import dev.portals.transport.node.LocalNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody whom credentials admit is who this person takes them for (spec 05 section 15.2). Both are demanded, here
 * and there: what an authority says, and the identity that is pinned.
 */
final class FriendGate {
    private static final String EMAIL = "invitation_email";
    private static final String ROLE = "ockam-role";
    /** How long a good verdict holds, in milliseconds: credentials expire. */
    private static final long REMEMBERED = 1_000;

    private static final int MOST_REMEMBERED = 4_096;

    private final LocalNode local;
    private final FriendBook book;
    private final Memory memory;
    private final Map<Visit, Admission> admitted = new ConcurrentHashMap<>();
    private final AtomicInteger revision = new AtomicInteger();

    private record Visit(String portal, Identifier peer) {}

    private record Admission(int revision, long since) {}

    FriendGate(LocalNode local, FriendBook book, Memory memory) {
        this.local = local;
        this.book = book;
        this.memory = memory;
    }

    /** Something that verdicts depend on has changed. */
    void changed() {
        revision.incrementAndGet();
    }

    /** Whether that peer is let in to a portal here. For event loops, with each message. */
    boolean admits(Identifier authority, String portal, Identifier peer) {
        if (peer.equals(local.identifier())) {
            return true;
        }
        int current = revision.get();
        long now = local.node().clock().millis();
        Visit visit = new Visit(portal, peer);
        Admission before = admitted.get(visit);
        if (before != null
                && before.revision == current
                && now - before.since >= 0
                && now - before.since < REMEMBERED) {
            return true;
        }
        if (!decide(authority, portal, peer)) {
            return false;
        }
        if (admitted.size() >= MOST_REMEMBERED) {
            admitted.clear();
        }
        admitted.put(visit, new Admission(current, now));
        return true;
    }

    private boolean decide(Identifier authority, String portal, Identifier peer) {
        Optional<Map<String, String>> attributes = attributes(authority, peer);
        String email = attributes.map(all -> all.get(EMAIL)).orElse(null);
        if (email == null) {
            // The person's other devices are enrollers of the project; they trust each other.
            return attributes
                    .map(all -> all.get(ROLE))
                    .filter("enroller"::equals)
                    .isPresent();
        }
        boolean verifiedOnly = memory.saved()
                .portal(portal)
                .filter(Saved.SavedPortal::verifiedOnly)
                .isPresent();
        return isOwn(email) || book.meet(email, peer, 0, verifiedOnly) == Verdict.BELIEVED;
    }

    private Optional<Map<String, String>> attributes(Identifier authority, Identifier peer) {
        return local.credentials()
                .attributes(peer, authority)
                .map(entry -> entry.attributes().asText());
    }

    /** Whose device that is, as the authority says; empty for the person's own. */
    Optional<String> email(Identifier authority, Identifier peer) {
        return attributes(authority, peer).map(all -> all.get(EMAIL)).filter(email -> !isOwn(email));
    }

    /** A guest has connected. Waits. */
    void seen(Identifier authority, Identifier peer) {
        email(authority, peer).ifPresent(email -> book.seen(email, peer, changes(peer)));
    }

    private int changes(Identifier peer) {
        return local.identities()
                .find(peer)
                .map(identity -> identity.history().size())
                .orElse(0);
    }

    /** Why the identity that shares something isn't to be believed; null if it is. Pins it if it is the first. */
    @Nullable Problem objection(String email, Identifier identifier) {
        if (isOwn(email)) {
            return null;
        }
        String sentence = switch (book.meet(email, identifier, changes(identifier), false)) {
            case BELIEVED, NOT_VERIFIED -> null;
            case CHANGED ->
                email + " now uses a different identity. Nothing was sent. This happens after a reinstall, or if"
                        + " somebody pretends to be " + email + ": compare numbers";
            case REVOKED -> "you have removed this device of " + email;
            case BLOCKED -> "you have blocked " + email;
        };
        return sentence == null
                ? null
                : new Problem(
                        FailureMode.ACCESS_ENDED, sentence, local.node().clock().instant());
    }

    private boolean isOwn(String email) {
        SavedAccount account = memory.saved().account();
        return account != null && FriendBook.key(account.email()).equals(FriendBook.key(email));
    }
}
