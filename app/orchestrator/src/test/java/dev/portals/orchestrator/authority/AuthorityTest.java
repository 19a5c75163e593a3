package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The rules of spec 04 sections 5.3 to 5.6. */
class AuthorityTest {
    private static final Map<String, String> ENROLLER = Map.of("ockam-role", "enroller");

    private final Town town = new Town(1_700_000_000);
    private final Identifier enroller = town.person("enroller");
    private final Identifier administrator = town.person("administrator");
    private final Identifier ada = town.person("ada");
    private final Identifier bob = town.person("bob");
    private final Identifier cy = town.person("cy");

    private AuthoritySettings settings() {
        return AuthoritySettings.of("p1").withPreTrusted(Map.of(enroller, ENROLLER));
    }

    private Authority plain() {
        return town.authority(settings(), AuthorityStore.inMemory());
    }

    private Authority enforcing() {
        return town.authority(
                settings().withAccountAuthority(town.history("accounts"), true), AuthorityStore.inMemory());
    }

    private static void refused(String words, ThrowingCallable deed) {
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(deed)
                .withMessage(words)
                .matches(failure -> failure.status() == Status.FORBIDDEN);
    }

    private VerifiedCredential credential(Authority authority, Identifier caller) {
        Credential credential = authority.credential(caller);
        return town.credentials.verify(credential, caller, Set.of(authority.identifier()));
    }

    private static TokenRequest relay(String name) {
        return TokenRequest.of(Map.of("ockam-relay", name));
    }

    private static NewMember member(Identifier identifier, Map<String, String> attributes) {
        return new NewMember(identifier, new TreeMap<>(attributes));
    }

    @Test
    void anAdministratorIsShownToOthersOnlyAfterItHasComeAsOne() {
        Authority authority = town.authority(
                settings().withAccountAuthority(town.history("accounts"), true).withStrangersHidden(),
                AuthorityStore.inMemory());
        town.presentAdministrator("administrator", "p1", Duration.ofHours(1));
        authority.preTrust(administrator, ENROLLER);
        authority.preTrust(ada, ENROLLER);
        assertThat(authority.members(administrator)).containsOnlyKeys(administrator);
        assertThat(authority.memberIdentifiers(administrator)).containsOnly(administrator);
        // As of somebody whom nobody knows.
        refused("Member " + ada + " not found", () -> authority.member(administrator, ada));
        refused("Member " + bob + " not found", () -> authority.member(administrator, bob));
        authority.deleteMember(administrator, ada);
        authority.deleteMember(administrator, bob);
        assertThat(authority.members(ada)).containsOnlyKeys(administrator, ada);
        authority.credential(ada);
        town.presentAdministrator("ada", "p1", Duration.ofHours(1));
        assertThat(authority.members(administrator)).containsOnlyKeys(administrator, ada);
        assertThat(authority.memberIdentifiers(administrator)).containsOnly(administrator, ada);
        assertThat(authority.member(administrator, ada).isEnroller()).isTrue();
    }

    @Test
    void whoTriesManyCodesIsStoppedForTenMinutesAndNobodyElseIs() {
        Authority authority = plain();
        OneTimeCode code = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), 3_600L, 5L));
        for (int i = 0; i < WrongCodes.MOST; i++) {
            refused("Unknown enrollment token", () -> authority.redeem(ada, OneTimeCode.random()));
        }
        String stopped = "There were too many unknown enrollment tokens; try again in 10 minutes";
        refused(stopped, () -> authority.redeem(ada, OneTimeCode.random()));
        refused(stopped, () -> authority.redeem(ada, code));
        authority.redeem(bob, code);
        town.loop.advance(WrongCodes.WINDOW);
        authority.redeem(ada, code);
        assertThat(authority.memberIdentifiers(enroller)).contains(ada, bob);
    }

    @Test
    void countsOfWrongCodesAreKeptForSoManyCallersAndNoMore() {
        WrongCodes wrong = new WrongCodes(town.loop.clock());
        for (int i = 0; i < WrongCodes.MOST; i++) {
            wrong.count(ada);
        }
        assertThat(wrong.areTooMany(ada)).isTrue();
        for (int i = 0; i < WrongCodes.CALLERS; i++) {
            wrong.count(Identifier.parse("I" + String.format("%064x", i)));
        }
        assertThat(wrong.areTooMany(ada)).isFalse();
    }

    @Test
    void aCodeMakesAMemberOfWhoeverPresentsIt() {
        Authority authority = plain();
        OneTimeCode code = authority.issueToken(enroller, relay("web"));
        authority.redeem(ada, code);
        Member member = authority.member(enroller, ada);
        assertThat(member.attributes()).isEqualTo(Map.of("ockam-relay", "web"));
        assertThat(member.addedBy()).isEqualTo(enroller);
        assertThat(member.addedAt()).isEqualTo(1_700_000_000);
        VerifiedCredential credential = credential(authority, ada);
        assertThat(credential.attributes().asText()).isEqualTo(Map.of("ockam-relay", "web", "trust_context_id", "p1"));
        assertThat(credential.expiresAt() - credential.createdAt()).isEqualTo(30 * 86_400);
    }

    @Test
    void aCodeWorksOnceUnlessItWasMadeForMore() {
        Authority authority = plain();
        OneTimeCode once = authority.issueToken(enroller, relay("x"));
        authority.redeem(ada, once);
        refused("Unknown enrollment token", () -> authority.redeem(bob, once));
        OneTimeCode twice = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), null, 2L));
        authority.redeem(bob, twice);
        authority.redeem(cy, twice);
        refused("Unknown enrollment token", () -> authority.redeem(town.person("dan"), twice));
    }

    @Test
    void aMemberDoesNotUseUpACode() {
        Authority authority = plain();
        authority.redeem(ada, authority.issueToken(enroller, relay("x")));
        OneTimeCode other = authority.issueToken(enroller, relay("y"));
        refused("Already a member", () -> authority.redeem(ada, other));
        authority.redeem(bob, other);
        assertThat(authority.member(enroller, bob).attributes()).containsEntry("ockam-relay", "y");
    }

    @Test
    void aCodeLastsTenMinutesOrAsLongAsWasAsked() {
        Authority authority = plain();
        OneTimeCode usual = authority.issueToken(enroller, relay("x"));
        OneTimeCode shorter = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), 1L, null));
        OneTimeCode endless = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), -1L, -1L));
        town.loop.advance(Duration.ofSeconds(1));
        refused("Unknown enrollment token", () -> authority.redeem(ada, shorter));
        town.loop.advance(Duration.ofSeconds(598));
        authority.redeem(ada, usual);
        OneTimeCode next = authority.issueToken(enroller, relay("x"));
        town.loop.advance(Duration.ofSeconds(600));
        refused("Unknown enrollment token", () -> authority.redeem(bob, next));
        authority.redeem(bob, endless);
        authority.redeem(cy, endless);
    }

    @Test
    void ofManyWhoPresentACodeAtTheSameTimeOneBecomesAMember() throws Exception {
        Authority authority = plain();
        for (int round = 0; round < 5; round++) {
            OneTimeCode code = authority.issueToken(enroller, relay("x"));
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Identifier caller = town.person("caller " + round + " " + i);
                attempts.add(() -> {
                    try {
                        authority.redeem(caller, code);
                        return true;
                    } catch (ApiFailure e) {
                        return false;
                    }
                });
            }
            int winners = 0;
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                    winners += attempt.get() ? 1 : 0;
                }
            }
            assertThat(winners).isOne();
            assertThat(authority.members(enroller)).hasSize(round + 2);
        }
    }

    @Test
    void strangersAndOrdinaryMembersMayNothing() {
        Authority authority = plain();
        refused("unauthorized member", () -> authority.credential(ada));
        authority.redeem(bob, authority.issueToken(enroller, relay("x")));
        for (Identifier caller : List.of(ada, bob)) {
            refused(
                    "Non-enroller is trying to issue an enrollment token",
                    () -> authority.issueToken(caller, relay("x")));
            refused("Non-enroller is trying to add a member", () -> authority.addMember(caller, member(cy, Map.of())));
            refused("Non-enroller is trying to list members", () -> authority.members(caller));
            refused("Non-enroller is trying to retrieve a member", () -> authority.member(caller, bob));
            refused("Non-enroller is trying to delete a member", () -> authority.deleteMember(caller, bob));
            assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> authority.deleteMembers(caller));
        }
        assertThat(authority.members(enroller)).hasSize(2);
    }

    @Test
    void withoutEnforcementAnEnrollerMayMakeEnrollers() {
        Authority authority = plain();
        authority.redeem(ada, authority.issueToken(enroller, TokenRequest.of(ENROLLER)));
        authority.addMember(ada, member(bob, ENROLLER));
        authority.deleteMember(ada, bob);
        assertThat(authority.members(ada)).containsOnlyKeys(enroller, ada);
    }

    @Test
    void withEnforcementOnlyAnAdministratorMayMakeEnrollers() {
        Authority authority = enforcing();
        refused(
                "Not admin is trying to issue an enrollment token for an enroller",
                () -> authority.issueToken(enroller, TokenRequest.of(ENROLLER)));
        refused(
                "Not pre trusted enroller is trying to create an enroller",
                () -> authority.addMember(enroller, member(ada, ENROLLER)));
        authority.addMember(enroller, member(cy, Map.of()));
        town.presentAdministrator("administrator", "p1", Duration.ofHours(1));
        authority.addMember(administrator, member(ada, ENROLLER));
        authority.redeem(bob, authority.issueToken(administrator, TokenRequest.of(ENROLLER)));
        refused("Not admin is trying to delete an enroller", () -> authority.deleteMember(enroller, ada));
        authority.deleteMember(administrator, ada);
        assertThat(authority.members(administrator)).containsOnlyKeys(enroller, bob, cy);
    }

    @Test
    void anAdministratorsCredentialCountsUntilItExpiresAndForItsProjectAlone() {
        Authority authority = enforcing();
        town.presentAdministrator("administrator", "p1", Duration.ofMinutes(5));
        town.presentAdministrator("ada", "p2", Duration.ofMinutes(5));
        authority.issueToken(administrator, relay("x"));
        refused("Non-enroller is trying to issue an enrollment token", () -> authority.issueToken(ada, relay("x")));
        town.loop.advance(Duration.ofMinutes(6));
        refused(
                "Non-enroller is trying to issue an enrollment token",
                () -> authority.issueToken(administrator, relay("x")));
        refused("unauthorized member", () -> authority.credential(administrator));
    }

    @Test
    void anAdministratorsCredentialSaysWhatTheTableSaysAndWhatAnAdministratorMay() {
        Authority authority = enforcing();
        town.presentAdministrator("administrator", "p1", Duration.ofHours(1));
        authority.redeem(administrator, authority.issueToken(enroller, TokenRequest.of(Map.of("team", "a"))));
        assertThat(credential(authority, administrator).attributes().asText())
                .isEqualTo(Map.of(
                        "team", "a",
                        "ockam-relay", "*",
                        "ockam-tls-certificate", "true",
                        "ockam-role", "enroller",
                        "trust_context_id", "p1"));
    }

    @Test
    void aCredentialNamesTheProjectUnlessThatIsSwitchedOffAndNobodyElseCanNameIt() {
        Authority authority = plain();
        authority.addMember(enroller, member(ada, Map.of("trust_context_id", "another", "k", "v")));
        assertThat(credential(authority, ada).attributes().asText())
                .isEqualTo(Map.of("k", "v", "trust_context_id", "p1"));
        AuthoritySettings silent = new AuthoritySettings(
                "p1", null, false, false, Duration.ofHours(1), true, true, false, Map.of(ada, Map.of("k", "v")));
        VerifiedCredential credential = credential(town.authority(silent, AuthorityStore.inMemory()), ada);
        assertThat(credential.attributes().asText()).isEqualTo(Map.of("k", "v"));
        assertThat(credential.expiresAt() - credential.createdAt()).isEqualTo(3600);
    }

    @Test
    void credentialsLastLongerThanClientsNeedToRenewThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthoritySettings.of("p1").withCredentialTtl(Duration.ofSeconds(120)));
    }

    @Test
    void aPreTrustedMemberCannotBeDeletedButReplaced() {
        Authority authority = plain();
        refused(
                "Enroller is trying to delete a pre trusted identity",
                () -> authority.deleteMember(enroller, enroller));
        authority.addMember(enroller, member(enroller, ENROLLER));
        assertThat(authority.member(enroller, enroller).preTrusted()).isFalse();
        authority.deleteMember(enroller, enroller);
        refused("Non-enroller is trying to list members", () -> authority.members(enroller));
    }

    @Test
    void eachStartReplacesThePreTrustedMembersAndLeavesTheOthers() {
        AuthorityStore store = AuthorityStore.inMemory();
        town.authority(settings(), store).addMember(enroller, member(ada, Map.of("k", "v")));
        Authority authority = town.authority(AuthoritySettings.of("p1").withPreTrusted(Map.of(bob, ENROLLER)), store);
        assertThat(authority.members(bob)).containsOnlyKeys(bob, ada);
        assertThat(authority.member(bob, bob).addedBy()).isEqualTo(authority.identifier());
        assertThat(authority.member(bob, ada).addedBy()).isEqualTo(enroller);
    }

    @Test
    void addingAMemberAgainReplacesEverything() {
        Authority authority = plain();
        authority.addMember(enroller, member(ada, Map.of("a", "b")));
        town.loop.advance(Duration.ofSeconds(5));
        authority.addMember(enroller, member(ada, Map.of("c", "d")));
        assertThat(authority.member(enroller, ada).attributes()).isEqualTo(Map.of("c", "d"));
        assertThat(authority.member(enroller, ada).addedAt()).isEqualTo(1_700_000_005);
    }

    @Test
    void deletingWhoIsNoMemberIsFineAndShowingIsNot() {
        Authority authority = plain();
        authority.deleteMember(enroller, ada);
        refused("Member " + ada + " not found", () -> authority.member(enroller, ada));
    }

    @Test
    void deletingAllLeavesTheCallerAndThoseTheCallerMayNotDelete() {
        Authority authority = enforcing();
        town.presentAdministrator("administrator", "p1", Duration.ofHours(1));
        authority.addMember(administrator, member(administrator, Map.of()));
        authority.addMember(administrator, member(ada, ENROLLER));
        authority.addMember(administrator, member(bob, Map.of()));
        authority.deleteMembers(enroller);
        assertThat(authority.members(enroller)).containsOnlyKeys(enroller, administrator, ada);
        authority.addMember(administrator, member(bob, Map.of()));
        authority.deleteMembers(administrator);
        assertThat(authority.members(enroller)).containsOnlyKeys(enroller, administrator);
    }

    @Test
    void aDeletedMemberIsRefusedAtOnceAndMayComeBackWithACode() {
        Authority authority = plain();
        authority.redeem(ada, authority.issueToken(enroller, relay("x")));
        authority.deleteMember(enroller, ada);
        refused("unauthorized member", () -> authority.credential(ada));
        authority.redeem(ada, authority.issueToken(enroller, relay("y")));
        assertThat(credential(authority, ada).attributes().asText()).containsEntry("ockam-relay", "y");
    }
}
