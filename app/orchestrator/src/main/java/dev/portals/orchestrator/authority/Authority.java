package dev.portals.orchestrator.authority;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.orchestrator.usage.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who is a member, who may make whom a member, and what credentials say (spec 04 sections 5.3 to 5.6). The words of
 * refusals are the reference's; clients look for those of {@link #redeem}. Thread-safe; not for event loops.
 */
public final class Authority {
    /** Codes that can be redeemed at the same time; our own choice. */
    static final int MAX_TOKENS = 10_000;
    /** Members; our own choice. */
    static final int MAX_MEMBERS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

    /** In place of how many members there may be: there is no such code. */
    private static final int UNKNOWN = -1;

    private static final Duration DEFAULT_CODE_LIFE = Duration.ofSeconds(600);
    private static final Duration LONGEST_CODE_LIFE = Duration.ofDays(100 * 365);

    private final Identifier self;
    private final AuthoritySettings settings;
    private final AuthorityStore store;
    private final Credentials credentials;
    private final InstantSource clock;
    private final BiConsumer<Identifier, String> onFull;
    private final @Nullable Identifier accountAuthority;
    private final WrongCodes wrongCodes;

    /** What a caller is (spec 04 section 5.3). */
    private record Standing(boolean enroller, boolean administrator, boolean preTrusted) {}

    /**
     * An authority that is the given identity of ours. Pre-trusted members of its settings, if it has them, take the place
     * of those of the last start.
     *
     * @throws dev.portals.core.identity.IdentityException if the account authority's history isn't valid
     */
    public Authority(
            Identifier self,
            AuthoritySettings settings,
            AuthorityStore store,
            Identities identities,
            InstantSource clock) {
        this(self, settings, store, identities, clock, (caller, why) -> {});
    }

    /**
     * The same, which tells when a plan allows no more members.
     *
     * @param onFull told who asked, and the sentence that was the answer; not inside a transaction
     */
    public Authority(
            Identifier self,
            AuthoritySettings settings,
            AuthorityStore store,
            Identities identities,
            InstantSource clock,
            BiConsumer<Identifier, String> onFull) {
        this.self = self;
        this.onFull = onFull;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.wrongCodes = new WrongCodes(clock);
        this.accountAuthority = settings.accountAuthority() == null
                ? null
                : identities.learn(settings.accountAuthority(), null).identifier();
        this.credentials =
                new Credentials(identities, new Administrators(store, settings.projectId(), accountAuthority), clock);
        // Made before the first request: a credential may not be older than the key that signs it.
        identities.credentialKey(self);
        if (settings.preTrusted() != null) {
            preTrust(settings.preTrusted());
        }
    }

    /** Who this authority is. */
    public Identifier identifier() {
        return self;
    }

    /** What channels with this authority believe: it keeps who has shown to be an administrator. */
    public Credentials credentials() {
        return credentials;
    }

    /** Whose credentials make administrators. */
    @Nullable Identifier accountAuthority() {
        return accountAuthority;
    }

    AuthoritySettings settings() {
        return settings;
    }

    /** Replaces all pre-trusted members (spec 04 section 5.4); effective when this returns. */
    public void preTrust(Map<Identifier, Map<String, String>> members) {
        store.update(records -> {
            records.removePreTrusted();
            members.forEach((identifier, attributes) ->
                    records.put(new Member(identifier, new TreeMap<>(attributes), self, now(), true)));
        });
    }

    /**
     * Makes an identity a pre-trusted member, or replaces all that is known of it; effective when this returns. What its
     * administrator credentials say counts again, should it have been forgotten as an administrator.
     */
    public void preTrust(Identifier identifier, Map<String, String> attributes) {
        store.update(records -> {
            records.put(new Member(identifier, new TreeMap<>(attributes), self, now(), true));
            records.administrator(identifier)
                    .filter(administrator -> administrator.notBefore() > 0)
                    .ifPresent(removed -> records.put(new Administrator(identifier, removed.expiresAt(), 0)));
        });
    }

    /** Deletes a member, pre-trusted or not, if there is one. */
    public void forget(Identifier identifier) {
        store.update(records -> records.removeMembers(Set.of(identifier)));
    }

    /**
     * Takes all of a removed administrator: it is no member any more, what its administrator credentials said is forgotten,
     * and those that exist count for nothing when they are presented again (spec 04 section 3.6).
     */
    public void forgetAdministrator(Identifier identifier) {
        store.update(records -> {
            records.removeMembers(Set.of(identifier));
            records.put(Administrator.unknown(identifier).removedAt(now()));
        });
        LOG.info("{} is no administrator any more", identifier);
    }

    /** Takes all of whoever was an administrator and isn't one of these, as {@link #forgetAdministrator} does. */
    public void keepAdministrators(Set<Identifier> these) {
        List<Identifier> removed = store.read(records -> records.administrators().values().stream()
                .filter(administrator -> administrator.isCurrent(now()))
                .map(Administrator::identifier)
                .filter(identifier -> !these.contains(identifier))
                .toList());
        removed.forEach(this::forgetAdministrator);
    }

    /** Makes a one-time code. */
    OneTimeCode issueToken(Identifier caller, TokenRequest request) {
        return store.transact(records -> {
            Standing standing = standing(records, caller);
            if (!standing.enroller) {
                throw refusal("Non-enroller is trying to issue an enrollment token");
            }
            if (Member.isEnroller(request.attributes()) && !standing.administrator) {
                throw refusal("Not admin is trying to issue an enrollment token for an enroller");
            }
            records.removeExpiredTokens(now());
            if (records.tokenCount() >= MAX_TOKENS) {
                throw refusal("There are too many enrollment tokens that haven't been used");
            }
            OneTimeCode code = OneTimeCode.random();
            String digest = HexFormat.of().formatHex(code.digest());
            long life = request.seconds() == null
                    ? DEFAULT_CODE_LIFE.toSeconds()
                    : clamp(request.seconds(), LONGEST_CODE_LIFE.toSeconds());
            long uses = request.uses() == null ? 1 : clamp(request.uses(), Long.MAX_VALUE);
            Token token =
                    new Token(digest, Token.reference(digest), request.attributes(), caller, now(), now() + life, uses);
            records.put(token);
            LOG.info("{} made the enrollment token {}, {} uses in {} s", caller, token.reference(), uses, life);
            return code;
        });
    }

    /** Makes the caller a member by a one-time code. */
    void redeem(Identifier caller, OneTimeCode code) {
        if (wrongCodes.areTooMany(caller)) {
            throw refusal("There were too many unknown enrollment tokens; try again in " + WrongCodes.WINDOW.toMinutes()
                    + " minutes");
        }
        String digest = HexFormat.of().formatHex(code.digest());
        int most = store.transact(records -> {
            if (records.member(caller).isPresent()) {
                throw refusal("Already a member");
            }
            Token token = records.token(digest)
                    .filter(known -> !known.isExpired(now()))
                    .orElse(null);
            if (token == null) {
                return UNKNOWN;
            }
            int full = full(records);
            if (full > 0) {
                return full;
            }
            if (token.uses() > 1) {
                records.put(token.withUses(token.uses() - 1));
            } else {
                records.removeToken(digest);
            }
            records.put(new Member(caller, token.attributes(), token.issuedBy(), now(), false));
            LOG.info("{} became a member by the enrollment token {}", caller, token.reference());
            return 0;
        });
        if (most == UNKNOWN) {
            wrongCodes.count(caller);
            throw refusal("Unknown enrollment token");
        }
        checkRoom(caller, most);
    }

    /**
     * Issues the caller's member credential. An administrator's says what the table says and everything an administrator
     * may, the role of enroller included: which the reference leaves out, so that an app that asks for the sharer's role
     * would depend on the order of its requests (spec 04 section 5.6).
     */
    Credential credential(Identifier caller) {
        SortedMap<String, String> attributes = new TreeMap<>();
        record Known(@Nullable Member member, boolean administrator, Duration life) {}
        Known known = store.read(records -> new Known(
                records.member(caller).orElse(null),
                isAdministratorByCredential(records, caller),
                records.credentialLife().orElse(settings.credentialTtl())));
        Member member = known.member;
        boolean administrator = known.administrator;
        if (member == null && !administrator) {
            throw refusal("unauthorized member");
        }
        if (member != null) {
            attributes.putAll(member.attributes());
        }
        if (administrator) {
            attributes.put("ockam-relay", "*");
            attributes.put("ockam-tls-certificate", "true");
            attributes.put(Member.ROLE, Member.ENROLLER);
        }
        if (settings.trustContextId()) {
            attributes.put("trust_context_id", settings.projectId());
        }
        return credentials.issue(self, caller, Attributes.of(attributes), known.life);
    }

    /** Makes somebody a member, or replaces all that is known of a member. */
    void addMember(Identifier caller, NewMember added) {
        int most = store.transact(records -> {
            Standing standing = enroller(records, caller, "add a member");
            if (Member.isEnroller(added.attributes()) && !standing.administrator) {
                throw refusal("Not pre trusted enroller is trying to create an enroller");
            }
            boolean counted = records.member(added.member())
                    .filter(known -> !known.preTrusted())
                    .isPresent();
            int full = counted ? 0 : full(records);
            if (full > 0) {
                return full;
            }
            records.put(new Member(added.member(), added.attributes(), caller, now(), false));
            LOG.info("{} made {} a member", caller, added.member());
            return 0;
        });
        checkRoom(caller, most);
    }

    /** All members that the caller may know of. */
    SortedMap<Identifier, Member> members(Identifier caller) {
        return store.read(records -> {
            enroller(records, caller, "list members");
            SortedMap<Identifier, Member> members = new TreeMap<>(records.members());
            members.keySet().removeAll(unknown(records, caller));
            return members;
        });
    }

    /** All their identifiers. */
    SortedSet<Identifier> memberIdentifiers(Identifier caller) {
        return store.read(records -> {
            enroller(records, caller, "list members");
            SortedSet<Identifier> identifiers = records.memberIdentifiers();
            identifiers.removeAll(unknown(records, caller));
            return identifiers;
        });
    }

    /**
     * The identities of administrators who haven't come as such yet. Their addresses were named by somebody who needn't learn
     * whether they have an account, so nobody is told but themselves.
     */
    private Set<Identifier> unknown(Records records, Identifier caller) {
        if (!settings.hidesStrangers()) {
            return Set.of();
        }
        Set<Identifier> unknown = new HashSet<>(records.preTrusted());
        unknown.removeAll(records.administrators().keySet());
        unknown.remove(caller);
        return unknown;
    }

    /** One member. */
    Member member(Identifier caller, Identifier identifier) {
        return store.read(records -> {
            enroller(records, caller, "retrieve a member");
            return records.member(identifier)
                    .filter(member ->
                            !member.preTrusted() || !unknown(records, caller).contains(identifier))
                    .orElseThrow(() -> refusal("Member " + identifier + " not found"));
        });
    }

    /** Deletes a member if there is one. */
    void deleteMember(Identifier caller, Identifier identifier) {
        store.update(records -> {
            Standing standing = enroller(records, caller, "delete a member");
            Standing target = standing(records, identifier);
            if (target.preTrusted && unknown(records, caller).contains(identifier)) {
                return;
            }
            if (target.preTrusted) {
                throw refusal("Enroller is trying to delete a pre trusted identity");
            }
            if (target.enroller && !standing.administrator) {
                throw refusal("Not admin is trying to delete an enroller");
            }
            records.removeMembers(Set.of(identifier));
            LOG.info("{} deleted the member {}", caller, identifier);
        });
    }

    /** Deletes every member that the caller may delete, but the caller. */
    void deleteMembers(Identifier caller) {
        store.update(records -> {
            Standing standing = enroller(records, caller, "delete all members");
            Map<Identifier, Administrator> administrators = records.administrators();
            List<Identifier> deleted = new ArrayList<>();
            for (Member member : records.members().values()) {
                Administrator byCredential = administrators.get(member.identifier());
                boolean enroller = member.isEnroller() || byCredential != null && byCredential.isCurrent(now());
                boolean allowed = !member.preTrusted() && (!enroller || standing.administrator);
                if (allowed && !member.identifier().equals(caller)) {
                    deleted.add(member.identifier());
                }
            }
            records.removeMembers(deleted);
            LOG.info("{} deleted all members", caller);
        });
    }

    /** How many members there may be, if there are that many; else 0. Administrators aren't counted. */
    private static int full(Records records) {
        int most = Math.min(records.memberLimit(), MAX_MEMBERS);
        return records.memberCount() >= most ? most : 0;
    }

    private void checkRoom(Identifier caller, int full) {
        if (full > 0) {
            String why = Limits.refusal("The project's plan", full, "member", "remove one");
            onFull.accept(caller, why);
            throw refusal(why);
        }
    }

    private Standing enroller(Records records, Identifier caller, String deed) {
        Standing standing = standing(records, caller);
        if (!standing.enroller) {
            throw refusal("Non-enroller is trying to " + deed);
        }
        return standing;
    }

    private Standing standing(Records records, Identifier identifier) {
        Member member = records.member(identifier).orElse(null);
        boolean byCredential = isAdministratorByCredential(records, identifier);
        boolean enroller = byCredential || member != null && member.isEnroller();
        boolean enforced = accountAuthority != null && settings.enforceAdminChecks();
        return new Standing(enroller, byCredential || !enforced && enroller, member != null && member.preTrusted());
    }

    private boolean isAdministratorByCredential(Records records, Identifier identifier) {
        return accountAuthority != null
                && records.administrator(identifier)
                        .filter(administrator -> administrator.isCurrent(now()))
                        .isPresent();
    }

    private static long clamp(long unsigned, long most) {
        return unsigned < 0 ? most : Math.min(unsigned, most);
    }

    private static ApiFailure refusal(String words) {
        return new ApiFailure(Status.FORBIDDEN, words);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
