package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.core.identity.PurposeKeyAttestation.Content;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PurposeKeyVectorsTest {
    private static final JsonNode VECTORS = IdentityVectors.load("identity/purpose-keys.json");

    private static final Map<String, Reason> REASONS = Map.of(
            "other expected subject", Reason.WRONG_SUBJECT,
            "expired", Reason.EXPIRED,
            "not yet valid beyond drift", Reason.NOT_YET_VALID,
            "subject_latest_change_hash not the latest", Reason.NOT_LATEST_CHANGE,
            "expires after the identity key", Reason.OUTSIDE_KEY_VALIDITY,
            "created before the identity key", Reason.OUTSIDE_KEY_VALIDITY,
            "signed by another identity", Reason.INVALID_SIGNATURE,
            "version 2", Reason.MALFORMED,
            "data type 3", Reason.MALFORMED);

    @TestFactory
    Stream<DynamicTest> goodAttestationsAreBelieved() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("accept")) {
            tests.add(DynamicTest.dynamicTest(vector.get("name").asText(), () -> accept(vector)));
        }
        return tests.stream();
    }

    private static void accept(JsonNode vector) {
        Identities identities = identities(vector);
        byte[] bytes = IdentityVectors.hex(vector, "attestation_hex");
        PurposeKeyAttestation attestation = PurposeKeyAttestation.decode(bytes);
        assertThat(attestation.encode()).isEqualTo(bytes);
        assertThat(attestation.signed().data()).isEqualTo(IdentityVectors.hex(vector, "data_hex"));
        assertThat(attestation.signed().digest()).isEqualTo(IdentityVectors.hex(vector, "signed_digest"));

        Identifier subject = IdentityVectors.identifier(vector, "subject");
        Content content = identities.verifyAttestation(attestation, subject);
        assertThat(identities.verifyAttestation(attestation, null)).isEqualTo(content);
        assertThat(content.subject()).isEqualTo(subject);
        assertThat(content.latestChangeHash()).isEqualTo(IdentityVectors.hex(vector, "subject_latest_change_hash"));
        assertThat(content.createdAt()).isEqualTo(vector.get("created_at").asLong());
        assertThat(content.expiresAt()).isEqualTo(vector.get("expires_at").asLong());
        assertThat(Signed.versioned(Signed.PURPOSE_KEY_ATTESTATION, content.encode()))
                .isEqualTo(attestation.signed().data());

        byte[] key = IdentityVectors.hex(vector, "public_key_hex");
        switch (content.key()) {
            case PurposeKeyAttestation.Key.Channel channel -> {
                assertThat(vector.get("purpose").asText()).isEqualTo("SecureChannelStatic");
                assertThat(channel.key().bytes()).isEqualTo(key);
                assertThat(identities.verifyChannelAttestation(attestation, subject))
                        .isEqualTo(channel.key());
            }
            case PurposeKeyAttestation.Key.Credentials credentials -> {
                assertThat(vector.get("purpose").asText()).isEqualTo("CredentialSigning");
                assertThat(credentials.key().bytes()).isEqualTo(key);
                assertThatThrownBy(() -> identities.verifyChannelAttestation(attestation, subject))
                        .isInstanceOfSatisfying(
                                IdentityException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_PURPOSE));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> wrongAttestationsAreRefusedForTheRightReason() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("reject")) {
            String name = vector.get("name").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> {
                PurposeKeyAttestation attestation =
                        PurposeKeyAttestation.decode(IdentityVectors.hex(vector, "attestation_hex"));
                Identifier expected = IdentityVectors.identifier(vector, "expected_subject");
                assertThatThrownBy(() -> identities(vector).verifyAttestation(attestation, expected))
                        .isInstanceOfSatisfying(
                                IdentityException.class,
                                e -> assertThat(e.reason()).isEqualTo(REASONS.get(name)));
            }));
        }
        assertThat(tests).hasSize(REASONS.size());
        return tests.stream();
    }

    @Test
    void publishedSecretsAttestToTheSameBytes() {
        JsonNode vector = VECTORS.get("accept").get(0);
        try (SoftwareVault vault = SoftwareVault.inMemory();
                SecretBytes secret = SecretBytes.owning(
                        IdentityVectors.hex(VECTORS.get("identities").get("client"), "secret_key_hex"))) {
            PurposeKeyAttestation given = PurposeKeyAttestation.decode(IdentityVectors.hex(vector, "attestation_hex"));
            PurposeKeyAttestation ours = PurposeKeyAttestation.sign(
                    given.content(), vault, vault.importSigningKey(SigningAlgorithm.ED25519, secret));
            assertThat(ours).isEqualTo(given);
        }
    }

    @Test
    void anAttestationOfSomebodyUnknownIsRefused() {
        PurposeKeyAttestation attestation = PurposeKeyAttestation.decode(
                IdentityVectors.hex(VECTORS.get("accept").get(0), "attestation_hex"));
        Identities nobody = IdentityVectors.empty(new ManualClock(1_750_000_000));
        assertThatThrownBy(() -> nobody.verifyAttestation(attestation, null))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_IDENTITY));
    }

    private static Identities identities(JsonNode vector) {
        return IdentityVectors.knowing(
                VECTORS.get("identities"), new ManualClock(vector.get("now").asLong()));
    }
}
