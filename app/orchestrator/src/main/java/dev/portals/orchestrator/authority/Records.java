package dev.portals.orchestrator.authority;

import dev.portals.core.identity.Identifier;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** What an authority remembers, within one transaction of its store. */
interface Records {
    SortedMap<Identifier, Member> members();

    SortedSet<Identifier> memberIdentifiers();

    Set<Identifier> preTrusted();

    /** Those who aren't pre-trusted. */
    long memberCount();

    Optional<Member> member(Identifier identifier);

    void put(Member member);

    void removeMembers(Collection<Identifier> identifiers);

    void removePreTrusted();

    long tokenCount();

    Optional<Token> token(String digest);

    void put(Token token);

    void removeToken(String digest);

    void removeExpiredTokens(long now);

    Map<Identifier, Administrator> administrators();

    Optional<Administrator> administrator(Identifier identifier);

    void put(Administrator administrator);

    /** How long credentials last by what has been decided for this project since; empty: by the settings. */
    Optional<Duration> credentialLife();

    /** How many members the project's plan gives. */
    int memberLimit();
}
