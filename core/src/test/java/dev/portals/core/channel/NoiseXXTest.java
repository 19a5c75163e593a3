package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.channel.NoiseXX.FirstMessage;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.VaultException;
import dev.portals.vault.X25519PublicKey;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake of spec 02 section 5.4. */
class NoiseXXTest {
    private final SoftwareVault vault = SoftwareVault.inMemory();

    static Stream<JsonNode> vectors() {
        return StreamSupport.stream(
                Vectors.json("identity/noise-xx.json").required("vectors").spliterator(), false);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void bothRolesWriteTheBytesOfTheVectorsAndAgreeOnTheKeys(JsonNode vector) {
        byte[] name = Vectors.hex(vector, "protocol_name_padded_hex");
        NoiseXX initiator = NoiseXX.initiator(
                name,
                vault,
                Vectors.staticKey(vault, vector.get("initiator_static_secret").asText()),
                Vectors.ephemeralKey(
                        vault, vector.get("initiator_ephemeral_secret").asText()));

        byte[] message1 = initiator.writeMessage1(Vectors.hex(vector, "message1_payload"));
        assertThat(message1).isEqualTo(Vectors.hex(vector, "message1"));

        NoiseXX responder = NoiseXX.responder(
                vault,
                Vectors.staticKey(vault, vector.get("responder_static_secret").asText()),
                Vectors.ephemeralKey(
                        vault, vector.get("responder_ephemeral_secret").asText()),
                FirstMessage.read(name, message1));
        byte[] message2 = responder.writeMessage2(Vectors.hex(vector, "message2_payload"));
        assertThat(message2).isEqualTo(Vectors.hex(vector, "message2"));

        assertThat(initiator.readMessage2(message2)).isEqualTo(Vectors.hex(vector, "message2_payload"));
        byte[] message3 = initiator.writeMessage3(Vectors.hex(vector, "message3_payload"));
        assertThat(message3).isEqualTo(Vectors.hex(vector, "message3"));
        assertThat(responder.readMessage3(message3)).isEqualTo(Vectors.hex(vector, "message3_payload"));

        JsonNode derived = vector.required("derived");
        String keys = derived.get("k1").asText() + derived.get("k2").asText();
        assertThat(Vectors.hex(initiator.split().reveal())).isEqualTo(keys);
        assertThat(Vectors.hex(responder.split().reveal())).isEqualTo(keys);
        assertThat(initiator.state().h()).isEqualTo(Vectors.hex(derived, "handshake_hash"));
        assertThat(responder.state().h()).isEqualTo(Vectors.hex(derived, "handshake_hash"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void theStateAfterEveryStepIsTheOneOfTheTraces(JsonNode vector) {
        JsonNode trace = vector.required("derived").required("initiator_trace");
        NoiseXX initiator = NoiseXX.initiator(
                Vectors.hex(vector, "protocol_name_padded_hex"),
                vault,
                Vectors.staticKey(vault, vector.get("initiator_static_secret").asText()),
                Vectors.ephemeralKey(
                        vault, vector.get("initiator_ephemeral_secret").asText()));
        assertState(initiator, trace.get(0));
        initiator.writeMessage1(Vectors.hex(vector, "message1_payload"));
        assertState(initiator, trace.get(1));
        initiator.readMessage2(Vectors.hex(vector, "message2"));
        assertState(initiator, trace.get(2));
        initiator.writeMessage3(Vectors.hex(vector, "message3_payload"));
        assertState(initiator, trace.get(3));
    }

    private static void assertState(NoiseXX noise, JsonNode expected) {
        SymmetricState state = noise.state();
        assertThat(Vectors.hex(state.h())).isEqualTo(expected.get("h").asText());
        assertThat(Vectors.hex(state.ck().reveal()))
                .isEqualTo(expected.get("ck").asText());
        assertThat(hexOrNull(state.k()))
                .isEqualTo(expected.get("k").isNull() ? null : expected.get("k").asText());
        assertThat(state.n()).isEqualTo(expected.get("n").asLong());
    }

    private static @Nullable String hexOrNull(@Nullable SecretBytes secret) {
        return secret == null ? null : Vectors.hex(secret.reveal());
    }

    private NoiseXX.OwnKey fresh() {
        var handle = vault.generateEphemeralKey();
        return new NoiseXX.OwnKey(handle, vault.agreementKey(handle));
    }

    private NoiseXX initiator() {
        return NoiseXX.initiator(vault, fresh(), fresh());
    }

    private NoiseXX responder(byte[] message1) {
        return NoiseXX.responder(vault, fresh(), fresh(), FirstMessage.read(message1));
    }

    @Test
    void anyPayloadOfMessage1IsAcceptedAndBound() {
        NoiseXX initiator = initiator();
        byte[] message1 = initiator.writeMessage1(new byte[1000]);
        NoiseXX responder = responder(message1);
        byte[] message2 = responder.writeMessage2(new byte[] {1});
        assertThat(initiator.readMessage2(message2)).containsExactly(1);

        byte[] changed = message1.clone();
        changed[500] ^= 1;
        byte[] other = responder(changed).writeMessage2(new byte[] {1});
        NoiseXX second = initiator();
        second.writeMessage1(new byte[1000]);
        assertThatThrownBy(() -> second.readMessage2(other)).isInstanceOf(NoiseException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 65536})
    void aMessage1OfAnImpossibleLengthIsRefused(int length) {
        assertThatThrownBy(() -> FirstMessage.read(new byte[length])).isInstanceOf(NoiseException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 95, 65536})
    void aMessage2OfAnImpossibleLengthIsRefused(int length) {
        NoiseXX initiator = initiator();
        initiator.writeMessage1(new byte[0]);
        assertThatThrownBy(() -> initiator.readMessage2(new byte[length])).isInstanceOf(NoiseException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65536})
    void aMessage3OfAnImpossibleLengthIsRefused(int length) {
        NoiseXX responder = responder(initiator().writeMessage1(new byte[0]));
        responder.writeMessage2(new byte[0]);
        assertThatThrownBy(() -> responder.readMessage3(new byte[length])).isInstanceOf(NoiseException.class);
    }

    @Test
    void theLongestMessageIs65535BytesAndNoneLongerIsWritten() {
        NoiseXX initiator = initiator();
        byte[] message1 = initiator.writeMessage1(new byte[NoiseXX.MAX_MESSAGE - 32]);
        assertThat(message1).hasSize(NoiseXX.MAX_MESSAGE);
        NoiseXX responder = responder(message1);
        assertThatThrownBy(() -> responder.writeMessage2(new byte[NoiseXX.MAX_MESSAGE - 95]))
                .isInstanceOf(NoiseException.class);
        byte[] message2 = responder.writeMessage2(new byte[NoiseXX.MAX_MESSAGE - 96]);
        assertThat(initiator.readMessage2(message2)).hasSize(NoiseXX.MAX_MESSAGE - 96);
        assertThatThrownBy(() -> initiator.writeMessage3(new byte[NoiseXX.MAX_MESSAGE - 63]))
                .isInstanceOf(NoiseException.class);
        byte[] message3 = initiator.writeMessage3(new byte[NoiseXX.MAX_MESSAGE - 64]);
        assertThat(responder.readMessage3(message3)).hasSize(NoiseXX.MAX_MESSAGE - 64);
    }

    @Test
    void aFlippedBitAnywhereInMessage2IsRefusedAndTheTrueOneStillAccepted() {
        NoiseXX initiator = initiator();
        NoiseXX responder = responder(initiator.writeMessage1(new byte[0]));
        byte[] message2 = responder.writeMessage2(new byte[20]);
        for (int i = 0; i < message2.length; i++) {
            byte[] changed = message2.clone();
            changed[i] ^= 0x40;
            assertThatThrownBy(() -> initiator.readMessage2(changed)).isInstanceOf(NoiseException.class);
        }
        assertThat(initiator.readMessage2(message2)).hasSize(20);
        assertThat(responder.readMessage3(initiator.writeMessage3(new byte[7]))).hasSize(7);
    }

    @Test
    void aFlippedBitAnywhereInMessage3IsRefusedAndTheTrueOneStillAccepted() {
        NoiseXX initiator = initiator();
        NoiseXX responder = responder(initiator.writeMessage1(new byte[0]));
        initiator.readMessage2(responder.writeMessage2(new byte[0]));
        byte[] message3 = initiator.writeMessage3(new byte[9]);
        for (int i = 0; i < message3.length; i++) {
            byte[] changed = message3.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> responder.readMessage3(changed)).isInstanceOf(NoiseException.class);
        }
        assertThat(responder.readMessage3(message3)).hasSize(9);
        assertThat(responder.split()).isEqualTo(initiator.split());
    }

    @Test
    void aDataMessageThatOvertakesMessage3DoesNoHarm() {
        NoiseXX initiator = initiator();
        NoiseXX responder = responder(initiator.writeMessage1(new byte[0]));
        initiator.readMessage2(responder.writeMessage2(new byte[0]));
        byte[] message3 = initiator.writeMessage3(new byte[9]);
        byte[] data = new byte[100];
        new Random(1).nextBytes(data);
        Arrays.fill(data, 0, 8, (byte) 0);
        assertThatThrownBy(() -> responder.readMessage3(data)).isInstanceOf(NoiseException.class);
        assertThat(responder.readMessage3(message3)).hasSize(9);
    }

    @Test
    void aKeyOfLowOrderIsRefused() {
        NoiseXX responder = responder(new byte[32]);
        assertThatThrownBy(() -> responder.writeMessage2(new byte[0])).isInstanceOf(NoiseException.class);
        NoiseXX initiator = initiator();
        initiator.writeMessage1(new byte[0]);
        byte[] message2 = new byte[96];
        message2[0] = 1;
        assertThatThrownBy(() -> initiator.readMessage2(message2)).isInstanceOf(NoiseException.class);
    }

    @Test
    void aFailureOfTheVaultIsNotTakenForAFailureOfThePeer() {
        NoiseXX.OwnKey gone = fresh();
        vault.deleteAgreementKey(gone.handle());
        NoiseXX initiator = NoiseXX.initiator(vault, fresh(), gone);
        initiator.writeMessage1(new byte[0]);
        byte[] message2 = new byte[96];
        System.arraycopy(fresh().publicKey().bytes(), 0, message2, 0, 32);
        assertThatThrownBy(() -> initiator.readMessage2(message2)).isInstanceOf(VaultException.class);
    }

    @Test
    void nothingElseThanTheRefusalEverEscapesFromMutatedMessages() {
        Random random = new Random(20261125);
        NoiseXX initiator = initiator();
        NoiseXX responder = responder(initiator.writeMessage1(new byte[0]));
        byte[] message2 = responder.writeMessage2(new byte[300]);
        byte[] stateBefore = initiator.state().h();
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = mutate(message2, random, 32);
            assertThatThrownBy(() -> initiator.readMessage2(mutated)).isInstanceOf(NoiseException.class);
        }
        assertThat(initiator.state().h()).isEqualTo(stateBefore);
        initiator.readMessage2(message2);
        byte[] message3 = initiator.writeMessage3(new byte[300]);
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = mutate(message3, random, 0);
            assertThatThrownBy(() -> responder.readMessage3(mutated)).isInstanceOf(NoiseException.class);
        }
        assertThat(responder.readMessage3(message3)).hasSize(300);
    }

    /** Changes, cuts or lengthens; the first bytes stay most of the time, or every message would fail at the first tag. */
    static byte[] mutate(byte[] message, Random random, int keep) {
        byte[] mutated = message.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 1 -> mutated = Arrays.copyOf(mutated, mutated.length + 1 + random.nextInt(100));
            case 2 -> mutated[keep + random.nextInt(mutated.length - keep)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                int from = random.nextInt(mutated.length);
                byte[] noise = new byte[mutated.length - from];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, mutated, from, noise.length);
            }
        }
        return Arrays.equals(mutated, message) ? new byte[0] : mutated;
    }

    @Test
    void secretsAreDestroyedWithTheHandshake() {
        NoiseXX initiator = initiator();
        initiator.writeMessage1(new byte[0]);
        SecretBytes ck = initiator.state().ck();
        initiator.close();
        assertThatThrownBy(ck::reveal).isInstanceOf(IllegalStateException.class);
        assertThat(initiator.state()).hasToString("SymmetricState");
    }

    @Test
    void thePeersKeyIsUnknownBeforeItsIntroduction() {
        NoiseXX responder = responder(initiator().writeMessage1(new byte[0]));
        assertThatThrownBy(responder::peerStaticKey).isInstanceOf(IllegalStateException.class);
        assertThat(new X25519PublicKey(new byte[32]).bytes()).hasSize(32);
    }
}
