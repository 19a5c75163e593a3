package dev.portals.orchestrator.authority;

import dev.portals.core.identity.Identifier;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Records in memory. Not thread-safe. */
final class MemoryRecords implements Records {
    private final SortedMap<Identifier, Member> members;
    private final SortedMap<String, Token> tokens;
    private final SortedMap<Identifier, Administrator> administrators;
    private boolean changed;

    MemoryRecords() {
        this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    private MemoryRecords(
            SortedMap<Identifier, Member> members,
            SortedMap<String, Token> tokens,
            SortedMap<Identifier, Administrator> administrators) {
        this.members = members;
        this.tokens = tokens;
        this.administrators = administrators;
    }

    MemoryRecords copy() {
        return new MemoryRecords(new TreeMap<>(members), new TreeMap<>(tokens), new TreeMap<>(administrators));
    }

    boolean changed() {
        return changed;
    }

    @Override
    public SortedMap<Identifier, Member> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    @Override
    public SortedSet<Identifier> memberIdentifiers() {
        return new TreeSet<>(members.keySet());
    }

    @Override
    public Set<Identifier> preTrusted() {
        return members.values().stream()
                .filter(Member::preTrusted)
                .map(Member::identifier)
                .collect(Collectors.toSet());
    }

    @Override
    public long memberCount() {
        return members.size() - preTrusted().size();
    }

    @Override
    public Optional<Member> member(Identifier identifier) {
        return Optional.ofNullable(members.get(identifier));
    }

    @Override
    public void put(Member member) {
        members.put(member.identifier(), member);
        changed = true;
    }

    @Override
    public void removeMembers(Collection<Identifier> identifiers) {
        changed |= members.keySet().removeAll(identifiers);
    }

    @Override
    public void removePreTrusted() {
        changed |= members.values().removeIf(Member::preTrusted);
    }

    SortedMap<String, Token> tokens() {
        return Collections.unmodifiableSortedMap(tokens);
    }

    @Override
    public long tokenCount() {
        return tokens.size();
    }

    @Override
    public Optional<Token> token(String digest) {
        return Optional.ofNullable(tokens.get(digest));
    }

    @Override
    public void put(Token token) {
        tokens.put(token.digest(), token);
        changed = true;
    }

    @Override
    public void removeToken(String digest) {
        changed |= tokens.remove(digest) != null;
    }

    @Override
    public void removeExpiredTokens(long now) {
        changed |= tokens.values().removeIf(token -> token.isExpired(now));
    }

    @Override
    public SortedMap<Identifier, Administrator> administrators() {
        return Collections.unmodifiableSortedMap(administrators);
    }

    @Override
    public Optional<Administrator> administrator(Identifier identifier) {
        return Optional.ofNullable(administrators.get(identifier));
    }

    @Override
    public void put(Administrator administrator) {
        administrators.put(administrator.identifier(), administrator);
        changed = true;
    }

    @Override
    public int memberLimit() {
        return Authority.MAX_MEMBERS;
    }

    @Override
    public Optional<Duration> credentialLife() {
        return Optional.empty();
    }
}
