package dev.portals.core.credential;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.vault.VaultException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one's credential from its issuer and keeps it fresh in the background (spec 02 section 4.6).
 *
 * <p>The first {@link #current()} takes the cached credential, or else fetches one and waits; if that fails, so does the
 * call, and the next call tries again. From then on the credential is fetched anew before it ends. After a failure the
 * next try comes no sooner than {@link RefreshTimes#leastRetry()}, and by up to half of that later at random, so that the
 * nodes of a project don't all come back at the same moment.
 */
public final class RefreshingCredentialSource implements CredentialSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCredentialSource.class);

    private static final long MOST_SECONDS = Instant.MAX.getEpochSecond();

    private record Held(Credential credential, Instant expiry) {}

    private final CredentialCache.Key key;
    private final Callable<Credential> fetch;
    private final Credentials credentials;
    private final CredentialCache cache;
    private final InstantSource clock;
    private final RefreshTimes times;
    private final Alarm alarm;
    private final Executor executor;
    private final RandomGenerator random;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object fetching = new Object();
    private volatile @Nullable Held held;
    private Alarm.@Nullable Ringing next;
    private boolean closed;

    /**
     * A source that does nothing before it is first asked.
     *
     * @param key who the credential is about, who issues it and what for
     * @param fetch asks the issuer; it may wait, but must give up some time
     * @param credentials verify what is fetched
     * @param executor runs fetches, which wait
     * @param random spreads retries
     */
    public RefreshingCredentialSource(
            CredentialCache.Key key,
            Callable<Credential> fetch,
            Credentials credentials,
            CredentialCache cache,
            RefreshTimes times,
            Alarm alarm,
            Executor executor,
            RandomGenerator random) {
        this.key = key;
        this.fetch = fetch;
        this.credentials = credentials;
        this.cache = cache;
        this.clock = credentials.clock();
        this.times = times;
        this.alarm = alarm;
        this.executor = executor;
        this.random = random;
    }

    /** A source with the usual times. */
    public static RefreshingCredentialSource of(
            CredentialCache.Key key,
            Callable<Credential> fetch,
            Credentials credentials,
            CredentialCache cache,
            ScheduledExecutorService scheduler,
            Executor executor) {
        return new RefreshingCredentialSource(
                key,
                fetch,
                credentials,
                cache,
                RefreshTimes.DEFAULT,
                Alarm.of(scheduler, credentials.clock()),
                executor,
                new SecureRandom());
    }

    @Override
    public Credential current() {
        Held now = held;
        if (now == null) {
            now = initialise();
        }
        if (!times.isUsable(now.expiry(), clock.instant())) {
            throw new CredentialException(Reason.EXPIRED, "the credential has expired and no new one could be had");
        }
        return now.credential();
    }

    private Held initialise() {
        synchronized (fetching) {
            Held already = held;
            if (already != null) {
                return already;
            }
            Optional<Held> cached = cached();
            if (cached.isPresent()) {
                held = cached.get();
                schedule(times.delay(cached.get().expiry(), clock.instant()));
                return cached.get();
            }
            Held first = fetch();
            held = first;
            schedule(afterFetch(first));
            return first;
        }
    }

    private Optional<Held> cached() {
        try {
            Optional<Credential> found = cache.find(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try {
                Held candidate = verified(found.get());
                if (times.isUsable(candidate.expiry(), clock.instant())) {
                    return Optional.of(candidate);
                }
            } catch (CredentialException e) {
                LOG.debug("the cached credential isn't used: {}", e.getMessage());
            }
            cache.remove(key);
        } catch (VaultException | DecodeException e) {
            LOG.warn("the cached credential can't be read: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private Held verified(Credential credential) {
        VerifiedCredential verified = credentials.verify(credential, key.subject(), Set.of(key.issuer()));
        // No time beyond what Instant can hold: an issuer may say "for ever" with the largest number.
        long expiry = Math.min(verified.expiresAt() < 0 ? Long.MAX_VALUE : verified.expiresAt(), MOST_SECONDS);
        return new Held(credential, Instant.ofEpochSecond(expiry));
    }

    /** Fetches, verifies and caches a credential. */
    private Held fetch() {
        Credential fetched;
        try {
            fetched = fetch.call();
        } catch (CredentialException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException(Reason.UNAVAILABLE, "fetching the credential was interrupted");
        } catch (Exception e) {
            LOG.debug("fetching a credential failed", e);
            throw new CredentialException(
                    Reason.UNAVAILABLE, "no credential could be fetched from " + key.issuer() + ": " + e.getMessage());
        }
        Held fresh = verified(fetched);
        try {
            cache.put(key, fetched);
        } catch (VaultException e) {
            LOG.warn("the credential can't be cached: {}", e.getMessage());
        }
        return fresh;
    }

    private void refresh() {
        synchronized (fetching) {
            if (isClosed()) {
                return;
            }
            try {
                Held fresh = fetch();
                held = fresh;
                schedule(afterFetch(fresh));
            } catch (CredentialException e) {
                Duration retry = retryDelay();
                LOG.warn("no new credential, next try in {} s: {}", retry.toSeconds(), e.getMessage());
                schedule(retry);
                return;
            }
        }
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.warn("a listener failed to take a new credential", e);
            }
        }
    }

    /** A credential that is due again at once must not make us ask the issuer without a pause. */
    private Duration afterFetch(Held fresh) {
        Duration delay = times.delay(fresh.expiry(), clock.instant());
        return delay.isZero() ? times.leastRetry() : delay;
    }

    private Duration retryDelay() {
        Held now = held;
        Instant time = clock.instant();
        Duration delay = times.retryDelay(now == null ? time : now.expiry(), time);
        return delay.plusMillis((long) (random.nextDouble() * times.leastRetry().toMillis() / 2));
    }

    private void schedule(Duration delay) {
        synchronized (listeners) {
            if (!closed) {
                next = alarm.at(clock.instant().plus(delay), () -> executor.execute(this::refresh));
            }
        }
    }

    private boolean isClosed() {
        synchronized (listeners) {
            return closed;
        }
    }

    @Override
    public Subscription subscribe(Runnable onNew) {
        listeners.add(onNew);
        return () -> listeners.remove(onNew);
    }

    /** Ends the refreshing; what is held can still be had until it expires. */
    @Override
    public void close() {
        synchronized (listeners) {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        }
    }
}
