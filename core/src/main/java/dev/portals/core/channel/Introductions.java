package dev.portals.core.channel;

import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChannelKey;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.vault.VaultException;
import dev.portals.vault.X25519PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who we are and checks who the peer is (spec 02 sections 5.6 and 5.7). Slow; never on a loop. Thread-safe. */
final class Introductions {
    private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);

    private final Identities identities;
    private final Credentials credentials;
    private final ChannelOptions options;

    Introductions(Identities identities, Credentials credentials, ChannelOptions options) {
        this.identities = identities;
        this.credentials = credentials;
        this.options = options;
    }

    /**
     * Our introduction.
     *
     * @param payload of our handshake message
     * @param presented the credential in it, if any
     */
    record Own(byte[] payload, @Nullable Credential presented) {}

    /** Our static key with its attestation. */
    ChannelKey channelKey() {
        try {
            return identities.channelKey(options.self());
        } catch (IdentityException | VaultException e) {
            throw new ChannelException(
                    Reason.CREDENTIAL, "the channel key of " + options.self() + " can't be had", null, e);
        }
    }

    /** Our credential now; null if we present none. */
    @Nullable Credential credential() {
        CredentialSource source = options.credential();
        if (source == null) {
            return null;
        }
        try {
            return source.current();
        } catch (CredentialException e) {
            throw new ChannelException(
                    Reason.CREDENTIAL, "no credential for " + options.self() + ": " + e.getMessage(), null, e);
        }
    }

    /** The payload of our handshake message, for that key. */
    Own introduce(ChannelKey key) {
        Credential credential = credential();
        List<Credential> presented = credential == null ? List.of() : List.of(credential);
        byte[] payload = new IdentityPayload(self().history(), key.attestation(), presented).encode();
        return new Own(payload, credential);
    }

    /** A RefreshCredentials message with that credential. */
    byte[] refresh(Credential credential) {
        return new ChannelMessage.Refresh(self().history(), List.of(credential)).encode();
    }

    private Identity self() {
        return identities
                .find(options.self())
                .orElseThrow(
                        () -> new ChannelException(Reason.CREDENTIAL, "this node has no identity " + options.self()));
    }

    /**
     * Checks the peer's payload against the static key of the handshake, and the trust policy.
     *
     * @return who the peer is
     */
    Identifier verify(byte[] payload, X25519PublicKey staticKey) {
        Identity peer;
        IdentityPayload introduction;
        try {
            introduction = IdentityPayload.decode(payload);
            peer = identities.verifyAndStore(introduction.history(), null);
            X25519PublicKey attested =
                    identities.verifyChannelAttestation(introduction.attestation(), peer.identifier());
            if (!attested.equals(staticKey)) {
                throw new ChannelException(
                        Reason.HANDSHAKE, peer.identifier() + " did not attest the key that was used");
            }
        } catch (DecodeException | IdentityException e) {
            throw new ChannelException(
                    Reason.HANDSHAKE, "the peer's introduction is not valid: " + e.getMessage(), null, e);
        }
        Identifier identifier = peer.identifier();
        if (!options.trust().trusts(identifier)) {
            throw new ChannelException(
                    Reason.PEER_NOT_TRUSTED,
                    "expected " + options.trust() + ", but " + identifier + " answered",
                    identifier,
                    null);
        }
        present(identifier, introduction.credentials());
        return identifier;
    }

    /** Takes in a RefreshCredentials message of that peer; a history of somebody else is refused and only logged. */
    void refreshed(byte[] encoded, Identifier peer) {
        try {
            ChannelMessage.Refresh refresh = ChannelMessage.Refresh.decode(encoded);
            identities.verifyAndStore(refresh.history(), peer);
            present(peer, refresh.credentials());
        } catch (DecodeException | IdentityException e) {
            LOG.debug("refused new credentials of {}: {}", peer, e.getMessage());
        }
    }

    private void present(Identifier peer, List<Credential> presented) {
        Identifier authority = options.authority();
        if (authority == null) {
            return;
        }
        for (Credential credential : presented) {
            try {
                credentials.present(peer, authority, credential);
            } catch (DecodeException | IdentityException | CredentialException e) {
                LOG.debug("a credential of {} does not verify: {}", peer, e.getMessage());
            }
        }
    }
}
