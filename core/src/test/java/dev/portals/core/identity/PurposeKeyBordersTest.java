package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.core.identity.PurposeKeyAttestation.Content;
import dev.portals.core.identity.PurposeKeyAttestation.Key;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.X25519PublicKey;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attestations at the borders of their times and forms (spec 02 sections 3.2 to 3.4). */
class PurposeKeyBordersTest {
    private static final long NOW = 1_800_000_000;
    private static final X25519PublicKey KEY = new X25519PublicKey(
            new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            });

    private final ManualClock clock = new ManualClock(NOW);
    private final SoftwareVault vault = SoftwareVault.inMemory();
    private final Identities own = new Identities(vault.asVault(), IdentityStore.inMemory(), clock);
    private final Identities peer = IdentityVectors.empty(clock);
    private final Identity ada = own.create(SigningAlgorithm.ED25519);

    PurposeKeyBordersTest() {
        peer.verifyAndStore(ada.history(), null);
    }

    private PurposeKeyAttestation attest(Key key, long created, long expires) {
        Content content = new Content(ada.identifier(), ada.latestChangeHash(), key, created, expires);
        return PurposeKeyAttestation.sign(content, own.vault().identitySigning(), own.signingHandle(ada));
    }

    private PurposeKeyAttestation attest(long created, long expires) {
        return attest(new Key.Channel(KEY), created, expires);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 1000", "60, 60", "60, 100", "0, 315360000"})
    void anAttestationIsBelievedWithinItsTimes(long created, long expires) {
        PurposeKeyAttestation attestation = attest(NOW + created, NOW + expires);
        assertThat(peer.verifyChannelAttestation(attestation, ada.identifier())).isEqualTo(KEY);
        assertThat(peer.verifyAttestation(attestation, null).subject()).isEqualTo(ada.identifier());
    }

    @ParameterizedTest
    @CsvSource({
        "61, 1000, NOT_YET_VALID",
        "1000, 2000, NOT_YET_VALID",
        "-1, 1000, OUTSIDE_KEY_VALIDITY",
        "0, 315360001, OUTSIDE_KEY_VALIDITY",
        "0, -1, EXPIRED",
        "-1800000000, 1000, OUTSIDE_KEY_VALIDITY"
    })
    void outsideOfThemItIsRefused(long created, long expires, Reason reason) {
        PurposeKeyAttestation attestation = attest(NOW + created, NOW + expires);
        refused(reason, () -> peer.verifyAttestation(attestation, ada.identifier()));
    }

    @Test
    void timesAreUnsigned() {
        refused(Reason.OUTSIDE_KEY_VALIDITY, () -> peer.verifyAttestation(attest(NOW, -1), null));
        refused(Reason.NOT_YET_VALID, () -> peer.verifyAttestation(attest(-1, NOW), null));
    }

    @Test
    void theLastValidSecondIsValidAndTheNextIsNot() {
        PurposeKeyAttestation attestation = attest(NOW, NOW + 10);
        clock.set(NOW + 10);
        assertThat(peer.verifyChannelAttestation(attestation, ada.identifier())).isEqualTo(KEY);
        clock.set(NOW + 11);
        refused(Reason.EXPIRED, () -> peer.verifyChannelAttestation(attestation, ada.identifier()));
    }

    @Test
    void aKeyForCredentialsIsNoKeyForChannels() {
        CredentialKey signing = own.credentialKey(ada.identifier());
        refused(Reason.WRONG_PURPOSE, () -> peer.verifyChannelAttestation(signing.attestation(), ada.identifier()));
        assertThat(peer.verifyAttestation(signing.attestation(), ada.identifier())
                        .key())
                .isEqualTo(new Key.Credentials(signing.publicKey()));
    }

    @Test
    void anAttestationAboutSomebodyElseIsRefused() {
        Identity bob = own.create(SigningAlgorithm.ED25519);
        peer.verifyAndStore(bob.history(), null);
        PurposeKeyAttestation attestation = attest(NOW, NOW + 10);
        refused(Reason.WRONG_SUBJECT, () -> peer.verifyAttestation(attestation, bob.identifier()));
    }

    @Test
    void anAttestationBySomebodyElsesKeyIsRefused() {
        Identity bob = own.create(SigningAlgorithm.ED25519);
        Content content = new Content(ada.identifier(), ada.latestChangeHash(), new Key.Channel(KEY), NOW, NOW + 10);
        PurposeKeyAttestation forged =
                PurposeKeyAttestation.sign(content, own.vault().identitySigning(), own.signingHandle(bob));
        refused(Reason.INVALID_SIGNATURE, () -> peer.verifyAttestation(forged, ada.identifier()));
    }

    @Test
    void anAttestationOfAnUnknownIdentityIsRefused() {
        Identities stranger = IdentityVectors.empty(clock);
        refused(Reason.UNKNOWN_IDENTITY, () -> stranger.verifyAttestation(attest(NOW, NOW + 10), ada.identifier()));
    }

    @Test
    void anAttestationByAFormerKeyIsRefusedOnceTheRotationIsKnown() {
        PurposeKeyAttestation before = attest(NOW, NOW + 10);
        Identity rotated = own.rotate(ada.identifier(), SigningAlgorithm.ECDSA_P256_SHA256);
        assertThat(peer.verifyChannelAttestation(before, ada.identifier())).isEqualTo(KEY);
        peer.verifyAndStore(rotated.history(), ada.identifier());
        refused(Reason.NOT_LATEST_CHANGE, () -> peer.verifyAttestation(before, ada.identifier()));
    }

    @ParameterizedTest
    @EnumSource
    void eitherSchemeAttestsEitherPurpose(SigningAlgorithm algorithm) {
        Identity identity = own.create(algorithm);
        peer.verifyAndStore(identity.history(), null);
        ChannelKey channel = own.channelKey(identity.identifier());
        CredentialKey credentials = own.credentialKey(identity.identifier());
        assertThat(peer.verifyChannelAttestation(channel.attestation(), identity.identifier()))
                .isEqualTo(channel.publicKey());
        assertThat(peer.verifyAttestation(credentials.attestation(), null).key().purpose())
                .isEqualTo(Purpose.CREDENTIALS);
        assertThat(peer.verifyAttestation(channel.attestation(), null).key().purpose())
                .isEqualTo(Purpose.SECURE_CHANNEL);
    }

    @Test
    void anAttestationReadsBackAsItWasWritten() {
        PurposeKeyAttestation attestation = attest(NOW, NOW + 10);
        PurposeKeyAttestation read = PurposeKeyAttestation.decode(attestation.encode());
        assertThat(read).isEqualTo(attestation);
        Content content = read.content();
        assertThat(content).isEqualTo(attestation.content()).hasSameHashCodeAs(attestation.content());
        assertThat(content.createdAt()).isEqualTo(NOW);
        assertThat(content.expiresAt()).isEqualTo(NOW + 10);
        content.latestChangeHash()[0]++;
        assertThat(content).as("what is handed out is a copy").isEqualTo(attestation.content());
    }

    /** Signs any bytes as the content of an attestation. */
    private PurposeKeyAttestation signed(byte[] body) {
        return new PurposeKeyAttestation(Signed.sign(
                Signed.PURPOSE_KEY_ATTESTATION, body, own.vault().identitySigning(), own.signingHandle(ada)));
    }

    private String body(String key) {
        return "85" + "5820" + ada.identifier().toString().substring(1) + "5820"
                + HexFormat.of().formatHex(ada.latestChangeHash()) + key + "1a6b49d200" + "1a6b49d20a";
    }

    @Test
    void theBytesOfAContentAreAsSpecified() {
        String key = "8200" + "81" + "5820" + HexFormat.of().formatHex(KEY.bytes());
        assertThat(HexFormat.of().formatHex(attest(NOW, NOW + 10).content().encode()))
                .isEqualTo(body(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8202815820",
                "82008158200900",
                "820081581f00000000000000000000000000000000000000000000000000000000000000",
                "8201818202815820",
                "8201818201815841040000",
                "f6",
                "80",
                "00",
                ""
            })
    void aKeyOfAnotherKindOrLengthIsMalformedEvenIfItIsSigned(String key) {
        PurposeKeyAttestation attestation = signed(HexFormat.of().parseHex(body(key)));
        refused(Reason.MALFORMED, () -> peer.verifyAttestation(attestation, ada.identifier()));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(attestation::content);
    }

    @Test
    void dataOfAnotherTypeAreNoAttestation() {
        byte[] content = attest(NOW, NOW + 10).content().encode();
        for (int type : new int[] {Signed.CHANGE, Signed.CREDENTIAL, 0, 255}) {
            PurposeKeyAttestation other = new PurposeKeyAttestation(
                    Signed.sign(type, content, own.vault().identitySigning(), own.signingHandle(ada)));
            refused(Reason.MALFORMED, () -> peer.verifyAttestation(other, ada.identifier()));
        }
    }

    @Test
    void whatIsNoAttestationAtAllIsNotRead() {
        for (byte[] bytes : new byte[][] {
            {},
            new CborWriter().none().toBytes(),
            new CborWriter().array(0).toBytes(),
            new CborWriter().array(1).bytes(new byte[3]).toBytes(),
            new CborWriter().text("attestation").toBytes()
        }) {
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> PurposeKeyAttestation.decode(bytes));
        }
    }
}
