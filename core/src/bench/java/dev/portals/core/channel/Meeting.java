package dev.portals.core.channel;

import dev.portals.core.channel.NoiseXX.FirstMessage;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Two ends with credentials by one authority, at first strangers to each other, and handshakes between them. */
final class Meeting {
    private final Node initiator;
    private final Node responder;
    private final Introductions left;
    private final Introductions right;

    /** What a node has that takes part. */
    private static final class Node {
        final SoftwareVault vault = SoftwareVault.inMemory();
        final Identities identities = new Identities(vault.asVault(), IdentityStore.inMemory(), InstantSource.system());
        final Credentials credentials = new Credentials(identities, AttributeStore.inMemory(), InstantSource.system());
        final Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();

        void learn(Node other) {
            identities.learn(other.identities.find(other.self).orElseThrow().history(), null);
        }

        Introductions introductions(Node authority) {
            learn(authority);
            authority.learn(this);
            Credential credential = authority.credentials.issue(
                    authority.self, self, Attributes.of(Map.of("member", "yes")), Duration.ofHours(1));
            identities.channelKey(self);
            return new Introductions(
                    identities,
                    credentials,
                    ChannelOptions.of(self)
                            .withAuthority(authority.self)
                            .withCredential(CredentialSource.fixed(credential)));
        }
    }

    Meeting() {
        Node authority = new Node();
        initiator = new Node();
        responder = new Node();
        left = initiator.introductions(authority);
        right = responder.introductions(authority);
    }

    /** All three messages, the work of both sides. */
    Identifier handshake() {
        Handshake one = Handshake.initiator(initiator.vault, left, false);
        byte[] first = one.begin();
        Handshake other = Handshake.responder(responder.vault, right, false, FirstMessage.read(first));
        Handshake.Completed here = one.finish(other.begin());
        byte[] third = here.message();
        if (third == null) {
            throw new IllegalStateException("an initiator sends a third message");
        }
        Handshake.Completed there = other.finish(third);
        here.destroy();
        there.destroy();
        return there.peer();
    }
}
