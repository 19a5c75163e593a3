package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityVectors;
import dev.portals.core.identity.ManualClock;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RefreshingCredentialSourceTest {
    private static final Attributes ATTRIBUTES = Attributes.of(Map.of("a", "b"));

    private final ManualClock clock = new ManualClock(1_800_000_000);
    private final ManualAlarm alarm = new ManualAlarm(clock);
    private final Identities identities = IdentityVectors.empty(clock);
    private final Credentials credentials = new Credentials(identities, AttributeStore.inMemory(), clock);
    private final Identifier issuer =
            identities.create("issuer", SigningAlgorithm.ED25519).identifier();
    private final Identifier self =
            identities.create("self", SigningAlgorithm.ED25519).identifier();
    private final CredentialCache.Key key = new CredentialCache.Key(self, issuer, "project-member-1");
    private final CredentialCache cache = CredentialCache.inMemory();

    private Duration life = Duration.ofSeconds(1_000);
    private boolean reachable = true;
    private int fetches;
    private double random;

    private Credential issue() {
        return credentials.issue(issuer, self, ATTRIBUTES, life);
    }

    private Credential fetch() throws IOException {
        fetches++;
        if (!reachable) {
            throw new IOException("unreachable");
        }
        return issue();
    }

    private RefreshingCredentialSource source(CredentialCache with) {
        return new RefreshingCredentialSource(
                key, this::fetch, credentials, with, RefreshTimes.DEFAULT, alarm, Runnable::run, this::randomBits);
    }

    /** The bits of which the generator makes its double. */
    private long randomBits() {
        return (long) (random * (1L << 53)) << 11;
    }

    private RefreshingCredentialSource source() {
        return source(cache);
    }

    @Test
    void nothingHappensBeforeItIsAsked() {
        source();
        assertThat(fetches).isZero();
        assertThat(alarm.isSet()).isFalse();
    }

    @Test
    void theFirstCallFetchesAndLaterOnesDoNot() {
        RefreshingCredentialSource source = source();
        Credential first = source.current();
        assertThat(source.current()).isSameAs(first);
        assertThat(fetches).isEqualTo(1);
        assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(1_000 - 120));
        assertThat(cache.find(key)).contains(first);
    }

    @Test
    void aFailingFirstFetchFailsTheCallAndTheNextCallTriesAgain() {
        RefreshingCredentialSource source = source();
        reachable = false;
        unavailable(Reason.UNAVAILABLE, source);
        unavailable(Reason.UNAVAILABLE, source);
        assertThat(alarm.isSet()).isFalse();
        reachable = true;
        assertThat(source.current()).isNotNull();
        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void aFetchedCredentialThatIsNotToBeBelievedIsAFailure() {
        Identifier other = identities.create("other", SigningAlgorithm.ED25519).identifier();
        RefreshingCredentialSource source = new RefreshingCredentialSource(
                key,
                () -> credentials.issue(other, self, ATTRIBUTES, life),
                credentials,
                cache,
                RefreshTimes.DEFAULT,
                alarm,
                Runnable::run,
                this::randomBits);
        unavailable(Reason.UNKNOWN_AUTHORITY, source);
        assertThat(cache.find(key)).isEmpty();
    }

    @Test
    void itIsFetchedAnewInTimeAndSubscribersAreTold() {
        RefreshingCredentialSource source = source();
        List<Credential> told = new ArrayList<>();
        Credential first = source.current();
        CredentialSource.Subscription subscription = source.subscribe(() -> told.add(source.current()));
        alarm.move(Duration.ofSeconds(879));
        assertThat(fetches).isEqualTo(1);
        alarm.move(Duration.ofSeconds(1));
        assertThat(fetches).isEqualTo(2);
        assertThat(told).hasSize(1).doesNotContain(first);
        assertThat(source.current()).isEqualTo(told.getFirst());
        assertThat(cache.find(key)).contains(told.getFirst());
        assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(880));
        subscription.close();
        alarm.move(Duration.ofSeconds(880));
        assertThat(fetches).isEqualTo(3);
        assertThat(told).hasSize(1);
    }

    @Test
    void aSubscriberThatFailsDoesNotKeepOthersFromBeingTold() {
        RefreshingCredentialSource source = source();
        source.current();
        List<String> told = new ArrayList<>();
        source.subscribe(() -> {
            throw new IllegalStateException("no");
        });
        source.subscribe(() -> told.add("yes"));
        alarm.move(Duration.ofSeconds(880));
        assertThat(told).containsExactly("yes");
        assertThat(alarm.isSet()).isTrue();
    }

    @Test
    void failuresAreRetriedWithPausesUntilTheCredentialCanNoLongerBeUsed() {
        RefreshingCredentialSource source = source();
        Credential first = source.current();
        reachable = false;
        alarm.move(Duration.ofSeconds(880));
        assertThat(fetches).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            assertThat(source.current()).isSameAs(first);
            assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(10));
            alarm.move(Duration.ofSeconds(10));
        }
        alarm.move(Duration.ofSeconds(10));
        assertThat(fetches).isEqualTo(8);
        unavailable(Reason.EXPIRED, source);
        assertThat(fetches).isEqualTo(8);
        reachable = true;
        alarm.move(Duration.ofSeconds(10));
        assertThat(source.current()).isNotEqualTo(first);
    }

    @Test
    void retriesAreSpreadByUpToHalfThePause() {
        RefreshingCredentialSource source = source();
        source.current();
        reachable = false;
        random = 0.5;
        alarm.move(Duration.ofSeconds(880));
        assertThat(alarm.next()).isEqualTo(Duration.ofMillis(12_500));
        random = 0.999999;
        alarm.move(Duration.ofMillis(12_500));
        assertThat(alarm.next()).isBetween(Duration.ofMillis(14_990), Duration.ofMillis(15_000));
    }

    @Test
    void aShortLivedCredentialIsNotFetchedWithoutAPause() {
        life = Duration.ofSeconds(100);
        RefreshingCredentialSource source = source();
        assertThat(source.current()).isNotNull();
        assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(10));
        alarm.move(Duration.ofSeconds(10));
        assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aUsableCachedCredentialIsTakenWithoutAFetch() {
        Credential cached = issue();
        cache.put(key, cached);
        clock.move(Duration.ofSeconds(100));
        assertThat(source().current()).isEqualTo(cached);
        assertThat(fetches).isZero();
        assertThat(alarm.next()).isEqualTo(Duration.ofSeconds(780));
    }

    @Test
    void aCachedCredentialInItsLastTwoMinutesIsUsedAndFetchedAnewAtOnce() {
        Credential cached = issue();
        cache.put(key, cached);
        clock.move(Duration.ofSeconds(1_000 - 61));
        RefreshingCredentialSource source = source();
        assertThat(source.current()).isEqualTo(cached);
        assertThat(alarm.next()).isZero();
        alarm.move(Duration.ZERO);
        assertThat(source.current()).isNotEqualTo(cached);
    }

    @Test
    void aCachedCredentialThatCanNotBeUsedIsForgotten() {
        cache.put(key, issue());
        clock.move(Duration.ofSeconds(1_000 - 60));
        reachable = false;
        unavailable(Reason.UNAVAILABLE, source());
        assertThat(cache.find(key)).isEmpty();
    }

    @Test
    void aCacheThatFailsIsNoFailure() {
        CredentialCache broken = new CredentialCache() {
            @Override
            public Optional<Credential> find(Key key) {
                throw new VaultException(VaultException.Reason.STORAGE, "broken");
            }

            @Override
            public void put(Key key, Credential credential) {
                throw new VaultException(VaultException.Reason.STORAGE, "broken");
            }

            @Override
            public void remove(Key key) {
                throw new VaultException(VaultException.Reason.STORAGE, "broken");
            }
        };
        assertThat(source(broken).current()).isNotNull();
    }

    @Test
    void callersAtTheSameTimeShareTheFirstFetch() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        RefreshingCredentialSource source = new RefreshingCredentialSource(
                key,
                () -> {
                    entered.countDown();
                    go.await();
                    return fetch();
                },
                credentials,
                cache,
                RefreshTimes.DEFAULT,
                alarm,
                Runnable::run,
                this::randomBits);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Credential>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(threads.submit(source::current));
            }
            entered.await();
            go.countDown();
            for (Future<Credential> caller : callers) {
                assertThat(caller.get()).isSameAs(callers.getFirst().get());
            }
        }
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void nothingIsFetchedAfterTheEnd() {
        RefreshingCredentialSource source = source();
        Credential last = source.current();
        source.close();
        assertThat(alarm.isSet()).isFalse();
        alarm.move(Duration.ofSeconds(900));
        assertThat(fetches).isEqualTo(1);
        assertThat(source.current()).isSameAs(last);
    }

    @Test
    void aFixedSourceAlwaysGivesItsCredential() {
        Credential credential = issue();
        CredentialSource fixed = CredentialSource.fixed(credential);
        CredentialSource.Subscription subscription = fixed.subscribe(() -> {});
        assertThat(fixed.current()).isSameAs(credential);
        subscription.close();
    }

    private static void unavailable(Reason reason, CredentialSource source) {
        assertThatThrownBy(source::current)
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
