package dev.portals.core.channel;

import dev.portals.core.identity.Identifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * With whom a channel may be had (spec 02 section 5.16): asked once, in the handshake, when the peer has proved who it
 * is. The text form says who is expected.
 */
public sealed interface TrustPolicy {
    /** Whether a channel with that peer may be had. */
    boolean trusts(Identifier peer);

    /** Whoever it is. */
    static TrustPolicy everyone() {
        return new Everyone();
    }

    /** Only this one. */
    static TrustPolicy exactly(Identifier identifier) {
        return new OneOf(Set.of(identifier));
    }

    /** Any of these; with none of them, nobody. */
    static TrustPolicy oneOf(Set<Identifier> identifiers) {
        return new OneOf(identifiers);
    }

    /** Those whom this policy and the other one trust. */
    default TrustPolicy and(TrustPolicy other) {
        return new And(this, other);
    }

    /** Those whom this policy or the other one trusts. */
    default TrustPolicy or(TrustPolicy other) {
        return new Or(this, other);
    }

    /** Everyone. */
    record Everyone() implements TrustPolicy {
        @Override
        public boolean trusts(Identifier peer) {
            return true;
        }

        @Override
        public String toString() {
            return "anyone";
        }
    }

    /**
     * Some identifiers.
     *
     * @param identifiers those who are trusted
     */
    record OneOf(Set<Identifier> identifiers) implements TrustPolicy {
        /** Copies the set. */
        public OneOf {
            identifiers = Set.copyOf(identifiers);
        }

        @Override
        public boolean trusts(Identifier peer) {
            return identifiers.contains(peer);
        }

        @Override
        public String toString() {
            List<String> names = new TreeSet<>(identifiers)
                    .stream().map(Identifier::toString).toList();
            return switch (names.size()) {
                case 0 -> "nobody";
                case 1 -> names.getFirst();
                default -> names.stream().collect(Collectors.joining(", ", "one of ", ""));
            };
        }
    }

    /**
     * Both; the second is only asked if the first says yes.
     *
     * @param first asked first
     * @param second asked second
     */
    record And(TrustPolicy first, TrustPolicy second) implements TrustPolicy {
        @Override
        public boolean trusts(Identifier peer) {
            return first.trusts(peer) && second.trusts(peer);
        }

        @Override
        public String toString() {
            return "(" + first + " and " + second + ")";
        }
    }

    /**
     * Either; the second is only asked if the first says no.
     *
     * @param first asked first
     * @param second asked second
     */
    record Or(TrustPolicy first, TrustPolicy second) implements TrustPolicy {
        @Override
        public boolean trusts(Identifier peer) {
            return first.trusts(peer) || second.trusts(peer);
        }

        @Override
        public String toString() {
            return "(" + first + " or " + second + ")";
        }
    }
}
