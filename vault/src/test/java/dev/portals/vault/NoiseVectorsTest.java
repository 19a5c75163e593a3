package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vault's primitives carry every Noise handshake of two other implementations, to the byte, on both sides. */
class NoiseVectorsTest {
    @TestFactory
    Stream<DynamicTest> cacophonyXx() {
        return vectors("cacophony_xx", 1);
    }

    @TestFactory
    Stream<DynamicTest> snowXx() {
        return vectors("snow_xx", 1);
    }

    @TestFactory
    Stream<DynamicTest> everyPatternOfCacophony() {
        return vectors("cacophony_25519_aesgcm_sha256", 59);
    }

    @TestFactory
    Stream<DynamicTest> everyPatternOfSnow() {
        return vectors("snow_25519_aesgcm_sha256", 51);
    }

    private static Stream<DynamicTest> vectors(String file, int expected) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : Vectors.json("noise/" + file + ".json").get("vectors")) {
            tests.add(dynamicTest(vector.get("protocol_name").textValue(), () -> replay(vector)));
        }
        assertThat(tests).hasSize(expected);
        return tests.stream();
    }

    private static void replay(JsonNode vector) {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            String name = vector.get("protocol_name").textValue();
            NoisePattern pattern = NoisePattern.of(name);
            @Nullable KeyHandle initStatic = key(vault, vector, "init_static");
            @Nullable KeyHandle respStatic = key(vault, vector, "resp_static");
            NoiseParty initiator = party(true, "init", vector, pattern, vault, initStatic);
            NoiseParty responder = party(false, "resp", vector, pattern, vault, respStatic);
            @Nullable X25519PublicKey knownInitiator =
                    known(vault, vector, "resp_remote_static", pattern.initiatorKnown(), initStatic);
            @Nullable X25519PublicKey knownResponder =
                    known(vault, vector, "init_remote_static", pattern.responderKnown(), respStatic);
            initiator.start(bytes(vector, "init_prologue"), knownInitiator, knownResponder);
            responder.start(bytes(vector, "resp_prologue"), knownInitiator, knownResponder);

            int i = 0;
            for (JsonNode message : vector.get("messages")) {
                boolean fromInitiator = pattern.oneWay() || i % 2 == 0;
                NoiseParty sender = fromInitiator ? initiator : responder;
                NoiseParty receiver = fromInitiator ? responder : initiator;
                byte[] payload = bytes(message, "payload");
                byte[] expected = bytes(message, "ciphertext");
                if (i < pattern.messages().size()) {
                    List<String> tokens = pattern.messages().get(i);
                    assertThat(sender.write(tokens, payload)).isEqualTo(expected);
                    assertThat(receiver.read(tokens, expected)).isEqualTo(payload);
                    if (i == pattern.messages().size() - 1) {
                        finish(vector, initiator, responder);
                    }
                } else {
                    assertThat(sender.send(payload)).isEqualTo(expected);
                    assertThat(receiver.receive(expected)).isEqualTo(payload);
                }
                i++;
            }
            assertThat(i)
                    .as("transport messages too")
                    .isGreaterThan(pattern.messages().size());
        }
    }

    private static void finish(JsonNode vector, NoiseParty initiator, NoiseParty responder) {
        assertThat(initiator.handshakeHash()).isEqualTo(responder.handshakeHash());
        if (vector.has("handshake_hash")) {
            assertThat(initiator.handshakeHash()).isEqualTo(bytes(vector, "handshake_hash"));
        }
        initiator.split();
        responder.split();
    }

    private static NoiseParty party(
            boolean initiator,
            String side,
            JsonNode vector,
            NoisePattern pattern,
            SoftwareVault vault,
            @Nullable KeyHandle s) {
        Deque<byte[]> psks = new ArrayDeque<>();
        if (vector.has(side + "_psks")) {
            vector.get(side + "_psks").forEach(psk -> psks.add(Vectors.hex(psk.textValue())));
        }
        @Nullable KeyHandle fixed = key(vault, vector, side + "_ephemeral");
        KeyHandle e = fixed == null ? vault.generateEphemeralKey() : fixed;
        return new NoiseParty(initiator, vector.get("protocol_name").textValue(), pattern.psk(), vault, psks, s, e);
    }

    private static @Nullable KeyHandle key(SoftwareVault vault, JsonNode vector, String field) {
        if (!vector.has(field)) {
            return null;
        }
        return vault.importEphemeralKey(SecretBytes.owning(bytes(vector, field)));
    }

    private static @Nullable X25519PublicKey known(
            SoftwareVault vault, JsonNode vector, String field, boolean known, @Nullable KeyHandle secret) {
        if (!known) {
            return null;
        }
        X25519PublicKey key = new X25519PublicKey(bytes(vector, field));
        assertThat(secret).isNotNull();
        assertThat(vault.agreementKey(secret)).isEqualTo(key);
        return key;
    }

    private static byte[] bytes(JsonNode node, String field) {
        return Vectors.hex(node.get(field).textValue());
    }

    @Test
    void aFlippedBitAnywhereInAnXxHandshakeEndsIt() {
        JsonNode vector = Vectors.json("noise/cacophony_xx.json").get("vectors").get(0);
        NoisePattern pattern = NoisePattern.of("Noise_XX_25519_AESGCM_SHA256");
        byte[] third = bytes(vector.get("messages").get(2), "ciphertext");
        for (int at = 0; at < third.length; at++) {
            byte[] changed = third.clone();
            changed[at] ^= 1;
            assertThat(readThird(vector, pattern, changed)).as("byte %d", at).isNull();
        }
        assertThat(readThird(vector, pattern, third)).isNotNull();
    }

    private static byte @Nullable [] readThird(JsonNode vector, NoisePattern pattern, byte[] third) {
        try (SoftwareVault vault = SoftwareVault.inMemory()) {
            NoiseParty responder = party(false, "resp", vector, pattern, vault, key(vault, vector, "resp_static"));
            responder.start(bytes(vector, "resp_prologue"), null, null);
            JsonNode messages = vector.get("messages");
            responder.read(pattern.messages().get(0), bytes(messages.get(0), "ciphertext"));
            responder.write(pattern.messages().get(1), bytes(messages.get(1), "payload"));
            return responder.read(pattern.messages().get(2), third);
        }
    }
}
