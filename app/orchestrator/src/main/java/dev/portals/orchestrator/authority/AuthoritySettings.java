package dev.portals.orchestrator.authority;

import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an authority behaves (spec 04 section 8).
 *
 * @param projectId the project's id, which becomes {@code trust_context_id} and is looked for in administrators'
 *     credentials
 * @param accountAuthority whose credentials make administrators; null: nobody's
 * @param enforceAdminChecks whether enrollers are no administrators; only has a meaning with an account authority
 * @param trustContextId whether credentials name the project
 * @param credentialTtl how long credentials last, more than {@link #SHORTEST_TTL}
 * @param directAuthentication whether members are managed by request
 * @param tokenEnrollment whether there are one-time codes
 * @param hidesStrangers whether those who are pre-trusted are shown to others only after they have come with an
 *     administrator's credential; else at once, as the reference does
 * @param preTrusted members that are configured, with their attributes; null: they stay as they are in the store
 */
public record AuthoritySettings(
        String projectId,
        @Nullable ChangeHistory accountAuthority,
        boolean enforceAdminChecks,
        boolean trustContextId,
        Duration credentialTtl,
        boolean directAuthentication,
        boolean tokenEnrollment,
        boolean hidesStrangers,
        @Nullable Map<Identifier, Map<String, String>> preTrusted) {
    /** What a credential lasts unless said otherwise (spec 04 section 5.6). */
    public static final Duration DEFAULT_TTL = Duration.ofDays(30);
    /** Clients renew credentials this long before their end, so they must last longer. */
    public static final Duration SHORTEST_TTL = Duration.ofSeconds(120);

    /** Checks the life of credentials. */
    public AuthoritySettings {
        if (credentialTtl.compareTo(SHORTEST_TTL) <= 0) {
            throw new IllegalArgumentException(
                    "credentials must last longer than " + SHORTEST_TTL.toSeconds() + " seconds");
        }
        preTrusted = preTrusted == null ? null : Map.copyOf(preTrusted);
    }

    /** An authority with all services, without account authority and pre-trusted members. */
    public static AuthoritySettings of(String projectId) {
        return new AuthoritySettings(projectId, null, false, true, DEFAULT_TTL, true, true, false, Map.of());
    }

    /** The same with other pre-trusted members; null: those in the store. */
    public AuthoritySettings withPreTrusted(@Nullable Map<Identifier, Map<String, String>> members) {
        return new AuthoritySettings(
                projectId,
                accountAuthority,
                enforceAdminChecks,
                trustContextId,
                credentialTtl,
                directAuthentication,
                tokenEnrollment,
                hidesStrangers,
                members);
    }

    /** The same with administrators by credential. */
    public AuthoritySettings withAccountAuthority(ChangeHistory authority, boolean enforce) {
        return new AuthoritySettings(
                projectId,
                authority,
                enforce,
                trustContextId,
                credentialTtl,
                directAuthentication,
                tokenEnrollment,
                hidesStrangers,
                preTrusted);
    }

    /** The same with another life of credentials. */
    public AuthoritySettings withCredentialTtl(Duration ttl) {
        return new AuthoritySettings(
                projectId,
                accountAuthority,
                enforceAdminChecks,
                trustContextId,
                ttl,
                directAuthentication,
                tokenEnrollment,
                hidesStrangers,
                preTrusted);
    }

    /** The same for a project whose administrators are named by their addresses: nobody learns so who has an account. */
    public AuthoritySettings withStrangersHidden() {
        return new AuthoritySettings(
                projectId,
                accountAuthority,
                enforceAdminChecks,
                trustContextId,
                credentialTtl,
                directAuthentication,
                tokenEnrollment,
                true,
                preTrusted);
    }
}
