package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.credential.Credential;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store of an authority that outlives a restart promises. */
abstract class AuthorityStoreContract {
    static final Map<String, String> ENROLLER = Map.of("ockam-role", "enroller");

    final Town town = new Town(1_700_000_000);
    final Identifier enroller = town.person("enroller");
    final Identifier ada = town.person("ada");
    final Identifier bob = town.person("bob");

    /** A new object over the same store, as after a restart. */
    abstract AuthorityStore store();

    final Authority start() {
        return town.authority(
                AuthoritySettings.of("p1")
                        .withAccountAuthority(town.history("accounts"), true)
                        .withPreTrusted(null),
                store());
    }

    /** One with an enroller. */
    final Authority found() {
        Authority authority = start();
        authority.preTrust(enroller, ENROLLER);
        return authority;
    }

    static void refused(ThrowingCallable deed) {
        assertThatExceptionOfType(ApiFailure.class).isThrownBy(deed);
    }

    @Test
    void membersAndCodesOutliveARestart() {
        Authority authority = found();
        OneTimeCode code =
                authority.issueToken(enroller, new TokenRequest(new TreeMap<>(Map.of("k", "ö,\"\\ ")), 100L, 2L));
        authority.redeem(ada, code);
        Member before = authority.member(enroller, ada);
        Authority again = start();
        assertThat(again.member(enroller, ada)).isEqualTo(before);
        assertThat(before.attributes()).isEqualTo(Map.of("k", "ö,\"\\ "));
        assertThat(before.addedBy()).isEqualTo(enroller);
        again.redeem(bob, code);
        refused(() -> start().redeem(town.person("cy"), code));
        assertThat(start().members(enroller)).containsOnlyKeys(enroller, ada, bob);
    }

    @Test
    void aCodeIsWorthNothingWhenItsTimeIsOver() {
        Authority authority = found();
        OneTimeCode code = authority.issueToken(enroller, new TokenRequest(new TreeMap<>(), 10L, 1L));
        town.loop.advance(Duration.ofSeconds(10));
        refused(() -> authority.redeem(ada, code));
        authority.issueToken(enroller, TokenRequest.of(Map.of()));
        assertThat(store().<Long>read(Records::tokenCount)).isEqualTo(1);
    }

    @Test
    void membersAreReplacedAndDeleted() {
        Authority authority = found();
        authority.addMember(enroller, new NewMember(ada, new TreeMap<>(Map.of("a", "1"))));
        authority.addMember(enroller, new NewMember(ada, new TreeMap<>(Map.of("b", "2"))));
        assertThat(start().member(enroller, ada).attributes()).isEqualTo(Map.of("b", "2"));
        authority.deleteMember(enroller, ada);
        refused(() -> start().member(enroller, ada));
        authority.addMember(enroller, new NewMember(ada, new TreeMap<>()));
        authority.addMember(enroller, new NewMember(bob, new TreeMap<>()));
        authority.deleteMembers(enroller);
        assertThat(start().members(enroller)).containsOnlyKeys(enroller);
    }

    @Test
    void preTrustedMembersAreReplacedAllAtOnceOrOneByOne() {
        Authority authority = found();
        authority.preTrust(ada, Map.of("a", "1"));
        assertThat(start().members(enroller)).containsOnlyKeys(enroller, ada);
        refused(() -> authority.deleteMember(enroller, ada));
        authority.forget(ada);
        authority.forget(ada);
        assertThat(start().members(enroller)).containsOnlyKeys(enroller);
        authority.addMember(enroller, new NewMember(bob, new TreeMap<>()));
        authority.preTrust(Map.of(ada, ENROLLER));
        assertThat(start().members(ada)).containsOnlyKeys(ada, bob);
    }

    @Test
    void anAdministratorIsRememberedAcrossARestartUntilTheCredentialEnds() {
        start();
        town.presentAdministrator("ada", "p1", Duration.ofMinutes(5));
        Authority again = start();
        again.addMember(ada, new NewMember(bob, new TreeMap<>(ENROLLER)));
        town.loop.advance(Duration.ofMinutes(5));
        refused(() -> again.members(ada));
        refused(() -> start().credential(ada));
    }

    @Test
    void anotherProjectsAdministratorIsNone() {
        Authority authority = found();
        town.presentAdministrator("ada", "p2", Duration.ofMinutes(5));
        refused(() -> authority.members(ada));
        assertThat(store().<Boolean>read(records -> records.administrators().isEmpty()))
                .isTrue();
    }

    @Test
    void aRemovedAdministratorIsRefusedAtOnceWhateverItPresents() {
        Authority authority = found();
        Credential used = town.administratorCredential("ada", "p1", Duration.ofHours(1));
        Credential unused = town.administratorCredential("ada", "p1", Duration.ofHours(2));
        town.present("ada", used);
        authority.preTrust(ada, ENROLLER);
        authority.members(ada);
        town.loop.advance(Duration.ofSeconds(10));
        Credential sameSecond = town.administratorCredential("ada", "p1", Duration.ofHours(1));
        authority.forgetAdministrator(ada);
        refused(() -> authority.members(ada));
        for (Credential old : List.of(used, unused, sameSecond)) {
            town.present("ada", old);
            refused(() -> authority.members(ada));
            refused(() -> authority.credential(ada));
            refused(() -> start().credential(ada));
        }
    }

    @Test
    void anAdministratorWhoIsAddedAgainIsOneAtOnce() {
        Authority authority = found();
        town.presentAdministrator("ada", "p1", Duration.ofHours(1));
        authority.forgetAdministrator(ada);
        authority.preTrust(ada, ENROLLER);
        town.presentAdministrator("ada", "p1", Duration.ofHours(1));
        authority.addMember(ada, new NewMember(bob, new TreeMap<>(ENROLLER)));
    }

    @Test
    void whoCeasedToBeAnAdministratorWhileNoAuthorityRanIsNone() {
        Authority authority = found();
        Credential old = town.administratorCredential("ada", "p1", Duration.ofHours(1));
        town.present("ada", old);
        town.presentAdministrator("bob", "p1", Duration.ofHours(1));
        authority.keepAdministrators(Set.of(bob));
        refused(() -> authority.members(ada));
        town.present("ada", old);
        refused(() -> authority.members(ada));
        assertThat(authority.members(bob)).containsOnlyKeys(enroller);
    }

    @Test
    void aLaterCredentialOfARemovedAdministratorCounts() {
        Authority authority = found();
        authority.forgetAdministrator(ada);
        town.loop.advance(Duration.ofSeconds(1));
        town.presentAdministrator("ada", "p1", Duration.ofHours(1));
        assertThat(authority.members(ada)).containsOnlyKeys(enroller);
    }

    @Test
    void workThatFailsChangesNothing() {
        AuthorityStore store = store();
        assertThatIllegalStateException()
                .isThrownBy(() -> store.transact(records -> {
                    records.put(new Member(ada, new TreeMap<>(), enroller, 1, false));
                    records.put(Administrator.unknown(ada).until(5));
                    throw new IllegalStateException("no");
                }));
        assertThat(store.<Boolean>read(records -> records.member(ada).isPresent()
                        || records.administrator(ada).isPresent()))
                .isFalse();
    }

    @Test
    void ofManyWhoPresentACodeAtTheSameTimeOneBecomesAMember() throws Exception {
        List<Authority> instances = instances();
        Authority first = instances.getFirst();
        first.preTrust(enroller, ENROLLER);
        for (int round = 0; round < 5; round++) {
            OneTimeCode code = first.issueToken(enroller, TokenRequest.of(Map.of()));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Boolean>> attempts = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    Identifier caller = town.person("caller " + round + " " + i);
                    Authority instance = instances.get(i % instances.size());
                    attempts.add(threads.submit(() -> {
                        try {
                            instance.redeem(caller, code);
                            return true;
                        } catch (ApiFailure e) {
                            return false;
                        }
                    }));
                }
                int redeemed = 0;
                for (Future<Boolean> attempt : attempts) {
                    redeemed += attempt.get() ? 1 : 0;
                }
                assertThat(redeemed).isEqualTo(1);
            }
            assertThat(first.members(enroller)).hasSize(round + 2);
        }
    }

    /** As many authorities of the same project as there may be at the same time. */
    List<Authority> instances() {
        return List.of(start());
    }
}
