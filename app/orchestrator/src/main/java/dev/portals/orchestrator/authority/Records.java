package dev.portals.orchestrator.authority;

import dev.portals.core.identity.Identifier;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an authority remembers, within one transaction of its store. */
final class Records {
    private final SortedMap<Identifier, Member> members;
    private final SortedMap<String, Token> tokens;
    private boolean changed;

    Records() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    private Records(SortedMap<Identifier, Member> members, SortedMap<String, Token> tokens) {
        this.members = members;
        this.tokens = tokens;
    }

    Records copy() {
        return new Records(new TreeMap<>(members), new TreeMap<>(tokens));
    }

    boolean changed() {
        return changed;
    }

    SortedMap<Identifier, Member> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    SortedMap<String, Token> tokens() {
        return Collections.unmodifiableSortedMap(tokens);
    }

    Optional<Member> member(Identifier identifier) {
        return Optional.ofNullable(members.get(identifier));
    }

    void put(Member member) {
        members.put(member.identifier(), member);
        changed = true;
    }

    void removeMember(Identifier identifier) {
        changed |= members.remove(identifier) != null;
    }

    Optional<Token> token(String digest) {
        return Optional.ofNullable(tokens.get(digest));
    }

    void put(Token token) {
        tokens.put(token.digest(), token);
        changed = true;
    }

    void removeToken(String digest) {
        changed |= tokens.remove(digest) != null;
    }

    void removeExpiredTokens(long now) {
        changed |= tokens.values().removeIf(token -> token.isExpired(now));
    }

    void removePreTrusted() {
        changed |= members.values().removeIf(Member::preTrusted);
    }
}
