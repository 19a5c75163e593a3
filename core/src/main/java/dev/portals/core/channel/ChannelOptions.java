package dev.portals.core.channel;

import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How our end of a channel behaves. Start from {@link #of} and change what differs.
 *
 * @param self who we are
 * @param trust whom we accept
 * @param authority whose credentials about the peer we believe; null ignores what the peer presents
 * @param credential our own credential to present; null presents none
 * @param timeout how long an initiator waits until the channel is up
 * @param halfOpenTime how long a responder waits for the rest of a handshake that somebody began
 * @param halfOpenLimit how many begun handshakes a listener keeps; beyond it the oldest goes
 * @param routeLossGrace how long a channel outlives the connection below it, for a peer that moves to another one
 * @param sending which messages of the node the channel takes for the peer; a relay node's channels take those of other
 *     peers too, and more than the first of them don't come by way of a relay
 * @param keyExchangeOnly the channel carries no messages, only its keys are used (spec 02 section 5.14)
 */
public record ChannelOptions(
        Identifier self,
        TrustPolicy trust,
        @Nullable Identifier authority,
        @Nullable CredentialSource credential,
        Duration timeout,
        Duration halfOpenTime,
        int halfOpenLimit,
        Duration routeLossGrace,
        AccessControl sending,
        boolean keyExchangeOnly) {

    /** What an initiator waits by default, as peers do (spec 02 section 5.8). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(120);
    /** What a responder waits by default: our own choice, peers wait for ever. */
    public static final Duration DEFAULT_HALF_OPEN_TIME = Duration.ofSeconds(30);
    /** Begun handshakes per listener: our own choice. */
    public static final int DEFAULT_HALF_OPEN_LIMIT = 20_000;

    /** Checks the limit. */
    public ChannelOptions {
        if (halfOpenLimit < 1) {
            throw new IllegalArgumentException("a listener must be able to begin a handshake");
        }
    }

    /** Trusting everyone, presenting nothing. */
    public static ChannelOptions of(Identifier self) {
        return new ChannelOptions(
                self,
                TrustPolicy.everyone(),
                null,
                null,
                DEFAULT_TIMEOUT,
                DEFAULT_HALF_OPEN_TIME,
                DEFAULT_HALF_OPEN_LIMIT,
                Duration.ZERO,
                AccessControl.ALLOW_ALL,
                false);
    }

    /** The same with another trust policy. */
    public ChannelOptions withTrust(TrustPolicy newTrust) {
        return copy(newTrust, authority, credential, timeout, halfOpenTime, halfOpenLimit, routeLossGrace, sending);
    }

    /** The same believing that authority about the peer. */
    public ChannelOptions withAuthority(@Nullable Identifier newAuthority) {
        return copy(trust, newAuthority, credential, timeout, halfOpenTime, halfOpenLimit, routeLossGrace, sending);
    }

    /** The same presenting that credential. */
    public ChannelOptions withCredential(@Nullable CredentialSource newCredential) {
        return copy(trust, authority, newCredential, timeout, halfOpenTime, halfOpenLimit, routeLossGrace, sending);
    }

    /** The same with another time for an initiator to come up. */
    public ChannelOptions withTimeout(Duration newTimeout) {
        return copy(trust, authority, credential, newTimeout, halfOpenTime, halfOpenLimit, routeLossGrace, sending);
    }

    /** The same with other limits on begun handshakes. */
    public ChannelOptions withHalfOpen(Duration time, int limit) {
        return copy(trust, authority, credential, timeout, time, limit, routeLossGrace, sending);
    }

    /** The same with another time to outlive the connection below. */
    public ChannelOptions withRouteLossGrace(Duration grace) {
        return copy(trust, authority, credential, timeout, halfOpenTime, halfOpenLimit, grace, sending);
    }

    /** The same taking only what that rule allows. */
    public ChannelOptions withSending(AccessControl newSending) {
        return copy(trust, authority, credential, timeout, halfOpenTime, halfOpenLimit, routeLossGrace, newSending);
    }

    /** The same for keys only. */
    public ChannelOptions forKeyExchangeOnly() {
        return new ChannelOptions(
                self,
                trust,
                authority,
                credential,
                timeout,
                halfOpenTime,
                halfOpenLimit,
                routeLossGrace,
                sending,
                true);
    }

    private ChannelOptions copy(
            TrustPolicy newTrust,
            @Nullable Identifier newAuthority,
            @Nullable CredentialSource newCredential,
            Duration newTimeout,
            Duration newHalfOpenTime,
            int newHalfOpenLimit,
            Duration newGrace,
            AccessControl newSending) {
        return new ChannelOptions(
                self,
                newTrust,
                newAuthority,
                newCredential,
                newTimeout,
                newHalfOpenTime,
                newHalfOpenLimit,
                newGrace,
                newSending,
                keyExchangeOnly);
    }
}
