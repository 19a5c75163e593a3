package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.channel.ChannelException.Reason;
import dev.portals.core.channel.NoiseXX.FirstMessage;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.ChannelKey;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.routing.Buffers;
import dev.portals.vault.AeadKey;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.X25519PublicKey;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole channels of the vectors, one of them recorded with a real peer, in both roles; and introductions that lie. */
class OckamVectorsTest {
    private final SoftwareVault vault = SoftwareVault.inMemory();

    private Identities identities(long now) {
        return new Identities(vault.asVault(), IdentityStore.inMemory(), () -> Instant.ofEpochSecond(now));
    }

    private static Credentials credentials(Identities identities) {
        return new Credentials(identities, AttributeStore.inMemory(), identities.clock());
    }

    private static ChangeHistory history(JsonNode vector, String who) {
        return ChangeHistory.fromHex(
                vector.get("identities").get(who).get("change_history_hex").asText());
    }

    private static void assertKeys(NoiseXX noise, JsonNode vector) {
        assertThat(Vectors.hex(noise.split().reveal()))
                .isEqualTo(vector.get("k1").asText() + vector.get("k2").asText());
    }

    @Test
    void theWholeHandshakeIsReplayedInBothRolesAndThePayloadsAreBelieved() {
        JsonNode vector = Vectors.json("identity/handshake-ockam.json");
        NoiseXX initiator = NoiseXX.initiator(
                vault,
                Vectors.staticKey(
                        vault, vector.get("static_secrets").get("initiator").asText()),
                Vectors.ephemeralKey(
                        vault, vector.get("ephemeral_secrets").get("initiator").asText()));
        byte[] message1 = initiator.writeMessage1(new byte[0]);
        assertThat(message1).isEqualTo(Vectors.hex(vector, "message1"));
        NoiseXX responder = NoiseXX.responder(
                vault,
                Vectors.staticKey(
                        vault, vector.get("static_secrets").get("responder").asText()),
                Vectors.ephemeralKey(
                        vault, vector.get("ephemeral_secrets").get("responder").asText()),
                FirstMessage.read(message1));
        byte[] payload2 = Vectors.hex(vector, "message2_payload");
        byte[] payload3 = Vectors.hex(vector, "message3_payload");
        assertThat(responder.writeMessage2(payload2)).isEqualTo(Vectors.hex(vector, "message2"));
        assertThat(initiator.readMessage2(Vectors.hex(vector, "message2"))).isEqualTo(payload2);
        assertThat(initiator.writeMessage3(payload3)).isEqualTo(Vectors.hex(vector, "message3"));
        assertThat(responder.readMessage3(Vectors.hex(vector, "message3"))).isEqualTo(payload3);
        assertKeys(initiator, vector);
        assertKeys(responder, vector);
        assertThat(initiator.state().h()).isEqualTo(Vectors.hex(vector, "handshake_hash"));

        Identities identities = identities(vector.get("now").asLong());
        Credentials credentials = credentials(identities);
        Identity issuer = identities.verifyAndStore(history(vector, "issuer"), null);
        Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
        Introductions introductions = new Introductions(
                identities, credentials, ChannelOptions.of(self).withAuthority(issuer.identifier()));
        Identifier client = introductions.verify(payload3, responder.peerStaticKey());
        assertThat(client)
                .hasToString(
                        vector.get("identities").get("client").get("identifier").asText());
        assertThat(credentials.attributes(client, issuer.identifier())).isPresent();
        assertThat(introductions.verify(payload2, initiator.peerStaticKey()))
                .hasToString(
                        vector.get("identities").get("server").get("identifier").asText());
    }

    @Test
    void theDataMessagesOfTheVectorsAreSealedAndOpened() {
        JsonNode vector = Vectors.json("identity/handshake-ockam.json");
        for (JsonNode message : vector.get("messages")) {
            long nonce = message.get("nonce").asLong();
            byte[] plaintext = Vectors.hex(message, "plaintext_hex");
            byte[] expected = Vectors.hex(message, "wire_payload_hex");
            AeadKey key = Vectors.aeadKey(message.get("key").asText());
            byte[] sealed = new byte[plaintext.length + 24];
            System.arraycopy(expected, 0, sealed, 0, 8);
            key.seal(nonce, new byte[0], plaintext, 0, plaintext.length, sealed, 8);
            assertThat(sealed).isEqualTo(expected);
        }
        assertOpens(vector, "initiator to responder", vector.get("k2").asText());
        assertOpens(vector, "responder to initiator", vector.get("k1").asText());
    }

    private static void assertOpens(JsonNode vector, String direction, String key) {
        OpeningCipher opening = new OpeningCipher(Vectors.aeadKey(key), true);
        int opened = 0;
        for (JsonNode message : vector.get("messages")) {
            if (message.get("direction").asText().equals(direction)) {
                byte[] wire = Vectors.hex(message, "wire_payload_hex");
                ByteBuf plain = Objects.requireNonNull(opening.open(wire, 0, wire.length), message.toString());
                assertThat(Buffers.toBytes(plain)).isEqualTo(Vectors.hex(message, "plaintext_hex"));
                opened++;
            }
        }
        assertThat(opened).isPositive();
    }

    @Test
    void aRecordedChannelWithARealPeerIsReplayed() {
        JsonNode vector = Vectors.json("live/handshake-initiator.json");
        NoiseXX initiator = NoiseXX.initiator(
                vault,
                Vectors.staticKey(vault, vector.get("our_static_secret").asText()),
                Vectors.ephemeralKey(vault, vector.get("our_ephemeral_secret").asText()));
        assertThat(initiator.writeMessage1(new byte[0])).isEqualTo(Vectors.hex(vector, "message_1"));
        byte[] payload2 = initiator.readMessage2(Vectors.hex(vector, "message_2"));
        assertThat(payload2).isEqualTo(Vectors.hex(vector, "payload_2"));
        assertThat(initiator.peerStaticKey().bytes()).isEqualTo(Vectors.hex(vector, "peer_static_key"));
        Identities identities = identities(vector.get("created_at").asLong());
        Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
        Introductions introductions = new Introductions(identities, credentials(identities), ChannelOptions.of(self));
        assertThat(introductions.verify(payload2, initiator.peerStaticKey()))
                .hasToString(vector.get("peer_identifier").asText());
        byte[] payload3 = Vectors.hex(vector, "payload_3");
        assertThat(IdentityPayload.decode(payload3).encode()).isEqualTo(payload3);
        assertThat(initiator.writeMessage3(payload3)).isEqualTo(Vectors.hex(vector, "message_3"));
        assertKeys(initiator, vector);

        try (SecretBytes keys = initiator.split();
                SecretBytes k1 = keys.slice(0, 32);
                SecretBytes k2 = keys.slice(32, 64)) {
            SealingCipher sealing = new SealingCipher(new AeadKey(k2), true);
            OpeningCipher opening = new OpeningCipher(new AeadKey(k1), true);
            for (JsonNode message : vector.get("messages")) {
                byte[] plaintext = Vectors.hex(message, "plaintext");
                byte[] record = Vectors.hex(message, "record");
                if (message.get("dir").asText().equals(">")) {
                    assertThat(Buffers.toBytes(sealing.seal(plaintext, 0, plaintext.length)))
                            .isEqualTo(record);
                } else {
                    ByteBuf opened = Objects.requireNonNull(opening.open(record, 0, record.length));
                    assertThat(Buffers.toBytes(opened)).isEqualTo(plaintext);
                }
            }
        }
    }

    @Test
    void introductionsThatLieAreRefused() {
        Identities theirs = identities(1_750_000_000);
        Identity peer = theirs.create(SigningAlgorithm.ED25519);
        Identity other = theirs.create(SigningAlgorithm.ECDSA_P256_SHA256);
        ChannelKey key = theirs.channelKey(peer.identifier());
        Identities ours = identities(1_750_000_000);
        Identifier self = ours.create(SigningAlgorithm.ED25519).identifier();
        Introductions introductions = new Introductions(ours, credentials(ours), ChannelOptions.of(self));

        byte[] honest = new IdentityPayload(peer.history(), key.attestation(), List.of()).encode();
        assertThat(introductions.verify(honest, key.publicKey())).isEqualTo(peer.identifier());

        assertRefused(
                introductions, honest, theirs.channelKey(other.identifier()).publicKey());
        byte[] foreignAttestation = new IdentityPayload(
                        peer.history(), theirs.channelKey(other.identifier()).attestation(), List.of())
                .encode();
        assertRefused(
                introductions,
                foreignAttestation,
                theirs.channelKey(other.identifier()).publicKey());
        byte[] credentialKey = new IdentityPayload(
                        peer.history(), theirs.credentialKey(peer.identifier()).attestation(), List.of())
                .encode();
        assertRefused(introductions, credentialKey, key.publicKey());
        assertRefused(introductions, new byte[] {(byte) 0x83}, key.publicKey());
        assertRefused(introductions, new byte[0], key.publicKey());
        byte[] unknownVersion = honest.clone();
        unknownVersion[6] = 2;
        assertRefused(introductions, unknownVersion, key.publicKey());
    }

    private static void assertRefused(Introductions introductions, byte[] payload, X25519PublicKey key) {
        assertThatThrownBy(() -> introductions.verify(payload, key))
                .isInstanceOfSatisfying(
                        ChannelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HANDSHAKE));
    }
}
