package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.routing.Buffers;
import dev.portals.vault.AeadKey;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sealing, opening and the two windows of spec 02 sections 5.9 and 5.10. */
class DataPhaseTest {
    private static final String KEY = "3c2704b1a0e45c67576ef902afaf825cc4d331fa339d062d27cdcf547e9968d1";

    private static byte[] seal(SealingCipher cipher, byte... plaintext) {
        return Buffers.toBytes(cipher.seal(plaintext, 0, plaintext.length));
    }

    private static byte @Nullable [] open(OpeningCipher cipher, byte[] sealed) {
        ByteBuf opened = cipher.open(sealed, 0, sealed.length);
        return opened == null ? null : Buffers.toBytes(opened);
    }

    private static SealingCipher sealing() {
        return new SealingCipher(Vectors.aeadKey(KEY), true);
    }

    private static OpeningCipher opening() {
        return new OpeningCipher(Vectors.aeadKey(KEY), true);
    }

    @Test
    void messagesAreSealedAsInTheVectorsOverTheEdgesOfKeys() {
        JsonNode vector = Vectors.json("identity/data-phase.json");
        SealingCipher sealing =
                new SealingCipher(Vectors.aeadKey(vector.get("initial_key").asText()), true);
        OpeningCipher opening =
                new OpeningCipher(Vectors.aeadKey(vector.get("initial_key").asText()), true);
        long nonce = 0;
        for (JsonNode message : vector.get("messages")) {
            for (; nonce < message.get("nonce").asLong(); nonce++) {
                open(opening, seal(sealing, (byte) 9));
            }
            byte[] plaintext = Vectors.hex(message, "plaintext_hex");
            byte[] sealed = seal(sealing, plaintext);
            assertThat(Vectors.hex(sealed))
                    .isEqualTo(message.get("ciphertext_hex").asText());
            assertThat(open(opening, sealed)).isEqualTo(plaintext);
            nonce++;
        }
    }

    @Test
    void theChainOfKeysIsTheOneOfTheVectors() {
        JsonNode vector = Vectors.json("identity/data-phase.json");
        AeadKey key = Vectors.aeadKey(vector.get("initial_key").asText());
        byte[] plaintext = {1, 2, 3};
        for (JsonNode expected : vector.get("key_chain")) {
            byte[] ours = new byte[19];
            byte[] theirs = new byte[19];
            key.seal(7, new byte[0], plaintext, 0, 3, ours, 0);
            Vectors.aeadKey(expected.asText()).seal(7, new byte[0], plaintext, 0, 3, theirs, 0);
            assertThat(ours).isEqualTo(theirs);
            key = key.next();
        }
    }

    static Stream<JsonNode> sequences() {
        return StreamSupport.stream(
                Vectors.json("identity/nonce-window.json").required("sequences").spliterator(), false);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("sequences")
    void nonceSequencesGetTheVerdictsOfTheRealPeer(JsonNode sequence) {
        OpeningCipher opening = opening();
        for (JsonNode step : sequence.get("steps")) {
            long nonce = step.get("nonce").asLong();
            byte[] sealed = sealedAt(nonce);
            if (step.path("tampered").asBoolean()) {
                sealed[sealed.length - 1] ^= 1;
            }
            byte[] opened = open(opening, sealed);
            assertThat(opened != null)
                    .as("%s: %d", sequence.get("name"), nonce)
                    .isEqualTo(step.get("accepted").asBoolean());
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("sequences")
    void theKeyWindowUsesTheKeysThatTheRealPeerUses(JsonNode sequence) {
        KeyTracker keys = new KeyTracker(Vectors.aeadKey(KEY));
        for (JsonNode step : sequence.get("steps")) {
            if (step.get("accepted").asBoolean()) {
                long nonce = step.get("nonce").asLong();
                AeadKey key = Objects.requireNonNull(keys.keyFor(nonce));
                byte[] ours = new byte[17];
                byte[] theirs = new byte[17];
                key.seal(nonce, new byte[0], new byte[1], 0, 1, ours, 0);
                keyNumber(step.get("key_index").asLong()).seal(nonce, new byte[0], new byte[1], 0, 1, theirs, 0);
                assertThat(ours).isEqualTo(theirs);
                keys.accept(nonce);
            }
        }
    }

    private static AeadKey keyNumber(long number) {
        AeadKey key = Vectors.aeadKey(KEY);
        for (long i = 0; i < number; i++) {
            key = key.next();
        }
        return key;
    }

    /** As a true sender would seal a message of that nonce. */
    private static byte[] sealedAt(long nonce) {
        byte[] sealed = ByteBuffer.allocate(8 + 1 + 16).putLong(nonce).array();
        keyNumber(nonce / 32).seal(nonce, new byte[0], new byte[] {42}, 0, 1, sealed, 8);
        return sealed;
    }

    @Test
    void ahundredMessagesInOrderAreOpened() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        for (int i = 0; i < 100; i++) {
            assertThat(open(opening, seal(sealing, (byte) i))).containsExactly(i);
            assertThat(opening.lastNonce()).isEqualTo(i);
        }
    }

    @Test
    void oneInThreeArrivesAndIsOpened() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        for (int i = 0; i < 300; i++) {
            byte[] sealed = seal(sealing, (byte) i);
            if (i % 3 == 0) {
                assertThat(open(opening, sealed)).containsExactly(i);
            }
        }
    }

    @Test
    void shuffledWithinTheWindowAllAreOpenedAndReplaysRefused() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        Random random = new Random(3);
        for (int block = 0; block < 10; block++) {
            List<byte[]> messages = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                messages.add(seal(sealing, (byte) i));
            }
            Collections.shuffle(messages, random);
            for (byte[] message : messages) {
                assertThat(open(opening, message)).isNotNull();
            }
            for (byte[] message : messages) {
                assertThat(open(opening, message)).isNull();
            }
        }
    }

    @Test
    void thirtyOneLostInARowAreBorneAndThirtyTwoAreNot() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        open(opening, seal(sealing, (byte) 0));
        for (int i = 0; i < 31; i++) {
            seal(sealing, (byte) i);
        }
        assertThat(open(opening, seal(sealing, (byte) 1))).isNotNull();
        for (int i = 0; i < 32; i++) {
            seal(sealing, (byte) i);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(open(opening, seal(sealing, (byte) 1))).isNull();
        }
    }

    @Test
    void aTamperedMessageLeavesNoTrace() {
        OpeningCipher opening = opening();
        assertThat(open(opening, sealedAt(30))).isNotNull();
        for (long nonce : new long[] {0, 29, 31, 32, 62}) {
            byte[] forged = sealedAt(nonce);
            forged[9] ^= 1;
            assertThat(open(opening, forged)).isNull();
        }
        for (long nonce : new long[] {0, 29, 31, 32, 62}) {
            assertThat(open(opening, sealedAt(nonce))).as("%d", nonce).containsExactly(42);
        }
    }

    @Test
    void anythingShorterThanNonceAndTagIsRefused() {
        OpeningCipher opening = opening();
        for (int length = 0; length < 24; length++) {
            assertThat(open(opening, new byte[length])).isNull();
        }
        assertThat(open(opening, seal(sealing()))).isEmpty();
    }

    @Test
    void mutatedMessagesAreRefusedWithoutLeakAndChangeNothing() {
        Random random = new Random(7);
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        byte[] plaintext = new byte[200];
        for (int i = 0; i < 20_000; i++) {
            byte[] sealed = seal(sealing, plaintext);
            byte[] mutated = NoiseXXTest.mutate(sealed, random, 0);
            assertThat(open(opening, mutated)).isNull();
            assertThat(open(opening, sealed)).isEqualTo(plaintext);
        }
    }

    @Test
    void theLastNonceIsNeverUsed() {
        SealingCipher sealing = new SealingCipher(Vectors.aeadKey(KEY), true, -2L);
        assertThat(seal(sealing, (byte) 1)).startsWith(-1, -1, -1, -1, -1, -1, -1, -2);
        assertThatThrownBy(() -> seal(sealing, (byte) 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noncesAreUnsigned() {
        NonceTracker nonces = new NonceTracker();
        assertThat(nonces.isAcceptable(Long.MIN_VALUE)).isFalse();
        assertThat(nonces.isAcceptable(-1L)).isFalse();
        KeyTracker keys = new KeyTracker(Vectors.aeadKey(KEY));
        assertThat(keys.keyFor(-1L)).isNull();
        assertThat(keys.keyFor(Long.MIN_VALUE)).isNull();
        assertThat(keys.number()).isZero();
    }

    @Test
    void forKeyExchangeOnlyOneKeyServesForEverAndReplaysPass() {
        SealingCipher sealing = new SealingCipher(Vectors.aeadKey(KEY), false);
        OpeningCipher opening = new OpeningCipher(Vectors.aeadKey(KEY), false);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(seal(sealing, (byte) i));
        }
        Collections.reverse(messages);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                assertThat(open(opening, messages.get(i))).containsExactly(99 - i);
            }
        }
        byte[] plain = new byte[1];
        assertThat(Vectors.aeadKey(KEY).open(99, new byte[0], messages.getFirst(), 8, 17, plain, 0))
                .isEqualTo(1);
    }

    @Test
    void closedCiphersRefuseToWork() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        byte[] sealed = seal(sealing, (byte) 1);
        sealing.close();
        opening.close();
        assertThatThrownBy(() -> seal(sealing, (byte) 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> open(opening, sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void openedMessagesHaveRoomAtBothEnds() {
        byte[] sealed = seal(sealing(), new byte[100]);
        ByteBuf opened = Objects.requireNonNull(opening().open(sealed, 0, sealed.length));
        try {
            assertThat(opened.readerIndex()).isEqualTo(Buffers.HEADROOM);
            assertThat(opened.writableBytes()).isGreaterThanOrEqualTo(Buffers.TAILROOM);
            assertThat(Arrays.copyOfRange(
                            opened.array(),
                            opened.arrayOffset() + opened.readerIndex(),
                            opened.arrayOffset() + opened.writerIndex()))
                    .isEqualTo(new byte[100]);
        } finally {
            opened.release();
        }
    }

    @Test
    void whatIsSealedOrOpenedLiesInAnotherArrayThanItsInput() {
        SealingCipher sealing = sealing();
        OpeningCipher opening = opening();
        ByteBuf plain = Buffers.copyOf(new byte[100]);
        ByteBuf sealed = sealing.seal(plain);
        ByteBuf opened = Objects.requireNonNull(opening.open(sealed));
        assertThat(sealed.array()).isNotSameAs(plain.array());
        assertThat(opened.array()).isNotSameAs(sealed.array());
        plain.release();
        sealed.release();
        opened.release();
    }
}
