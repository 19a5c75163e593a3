package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a peer sends, there is a designed failure or an identity. */
public class HostileIdentityTest {
    private static final JsonNode HISTORIES = IdentityVectors.load("identity/change-histories-derived.json");
    private static final JsonNode ATTESTATIONS = IdentityVectors.load("identity/purpose-keys.json");

    /** Flips, cuts, inserts or repeats somewhere. */
    public static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
                default -> {
                    int length = random.nextInt(bytes.length - at);
                    System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length), length);
                }
            }
        }
        return bytes;
    }

    @Test
    void mutatedHistoriesNeverEscape() {
        Random random = new Random(4711);
        Identities identities = IdentityVectors.empty(new ManualClock(1_750_000_000));
        JsonNode vectors = HISTORIES.get("accept");
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            byte[] bytes = mutate(
                    IdentityVectors.hex(vectors.get(random.nextInt(vectors.size())), "change_history_hex"), random);
            try {
                identities.verifyAndStore(ChangeHistory.decode(bytes), null);
            } catch (IdentityException | DecodeException e) {
                assertThat(e.getStackTrace()).isEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3_000);
    }

    @Test
    void mutatedAttestationsNeverEscape() {
        Random random = new Random(815);
        Identities identities = IdentityVectors.knowing(ATTESTATIONS.get("identities"), new ManualClock(1_750_000_000));
        JsonNode vectors = ATTESTATIONS.get("accept");
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes =
                    mutate(IdentityVectors.hex(vectors.get(random.nextInt(vectors.size())), "attestation_hex"), random);
            try {
                identities.verifyAttestation(PurposeKeyAttestation.decode(bytes), null);
            } catch (IdentityException | DecodeException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4_000);
    }

    @Test
    void everyFlippedBitOfAHistoryIsNoticed() {
        byte[] good = IdentityVectors.hex(HISTORIES.get("accept").get(1), "change_history_hex");
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Identity seen = Identity.verify(ChangeHistory.decode(bad));
                // Only the number of changes isn't signed: a shorter history is a true, older one.
                assertThat(seen.history().size()).isLessThan(2);
                assertThat(bit / 8).isZero();
            } catch (IdentityException | DecodeException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void claimedLengthsAllocateNothing() {
        byte[][] claims = {
            {(byte) 0x9b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            {(byte) 0x81, (byte) 0x82, 0x5b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
            {(byte) 0x81, (byte) 0x82, 0x5a, 0x7f, -1, -1, -1, 0},
            {(byte) 0x9f},
            {(byte) 0x81},
            {},
        };
        for (byte[] claim : claims) {
            try {
                ChangeHistory.decode(claim);
                throw new AssertionError("accepted " + Arrays.toString(claim));
            } catch (DecodeException e) {
                assertThat(e.getStackTrace()).isEmpty();
            }
        }
    }

    @Test
    void hugeSignedDataAreRefused() {
        byte[] huge = new CborWriter()
                .array(2)
                .bytes(new byte[Signed.MAX_DATA + 1])
                .array(2)
                .uint(0)
                .array(1)
                .bytes(new byte[64])
                .toBytes();
        try {
            PurposeKeyAttestation.decode(huge);
            throw new AssertionError("accepted");
        } catch (DecodeException e) {
            assertThat(e).hasMessageContaining("signed data");
        }
    }
}
