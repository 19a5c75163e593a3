package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.HostileIdentityTest;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityVectors;
import dev.portals.core.identity.ManualClock;
import dev.portals.core.identity.PurposeKeyAttestation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CredentialVectorsTest {
    private static final JsonNode VECTORS = IdentityVectors.load("identity/credentials.json");

    private static final Map<String, Reason> REASONS = Map.ofEntries(
            Map.entry("issuer is not an accepted authority", Reason.UNKNOWN_AUTHORITY),
            Map.entry("subject differs", Reason.WRONG_SUBJECT),
            Map.entry("expired", Reason.EXPIRED),
            Map.entry("created more than 60 s ahead", Reason.NOT_YET_VALID),
            Map.entry("created before the purpose key", Reason.OUTSIDE_KEY_VALIDITY),
            Map.entry("expires after the purpose key", Reason.OUTSIDE_KEY_VALIDITY),
            Map.entry("signature by another key", Reason.INVALID_SIGNATURE),
            Map.entry("purpose key is a secure channel key", Reason.INVALID_ISSUER_KEY),
            Map.entry("no subject", Reason.WRONG_SUBJECT),
            Map.entry("version 2", Reason.MALFORMED),
            Map.entry("data type 2", Reason.MALFORMED));

    @TestFactory
    Stream<DynamicTest> goodCredentialsAreBelieved() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("accept")) {
            tests.add(DynamicTest.dynamicTest(vector.get("name").asText(), () -> {
                Credential credential = sameBytes(vector);
                VerifiedCredential verified = credentials(vector)
                        .verify(
                                credential,
                                IdentityVectors.identifier(vector, "expected_subject"),
                                authorities(vector));
                assertThat(verified.subject()).isEqualTo(IdentityVectors.identifier(vector, "subject"));
                assertThat(authorities(vector)).contains(verified.issuer());
                assertThat(verified.expiresAt())
                        .isEqualTo(vector.get("expires_at").asLong());
                assertThat(verified.createdAt())
                        .isEqualTo(vector.get("created_at").asLong());
                assertThat(verified.attributes()).isEqualTo(credential.data().attributes());
            }));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> wrongCredentialsAreRefusedForTheRightReason() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : VECTORS.get("reject")) {
            String name = vector.get("name").asText();
            tests.add(DynamicTest.dynamicTest(
                    name,
                    () -> assertThatThrownBy(() -> credentials(vector)
                                    .verify(
                                            credential(vector),
                                            IdentityVectors.identifier(vector, "expected_subject"),
                                            authorities(vector)))
                            .isInstanceOfSatisfying(
                                    CredentialException.class,
                                    e -> assertThat(e.reason()).isEqualTo(REASONS.get(name)))));
        }
        assertThat(tests).hasSize(REASONS.size());
        return tests.stream();
    }

    @Test
    void theCredentialMadeByRustIsReadAndItsSignatureIsRight() {
        JsonNode vector = VECTORS.get("rust_sample");
        Credential credential = sameBytes(vector);
        assertThat(credential.data().subject()).isEqualTo(IdentityVectors.identifier(vector, "subject"));
        PurposeKeyAttestation.Key key = credential.issuerKey().content().key();
        assertThat(key)
                .isInstanceOfSatisfying(
                        PurposeKeyAttestation.Key.Credentials.class,
                        signing -> assertThat(credential.signed().isSignedBy(signing.key()))
                                .isTrue());
    }

    @Test
    void credentialsOfTheRealAuthorityAreBelieved() {
        JsonNode reference = IdentityVectors.load("live/orchestrator.json").get("reference_authority");
        ChangeHistory authority = ChangeHistory.fromHex(
                reference.get("authority").get("change_history").asText());
        int believed = 0;
        for (JsonNode exchange : reference.get("exchanges")) {
            if (!exchange.path("worker").asText().equals("credential_issuer")
                    || exchange.path("status").asInt() != 200) {
                continue;
            }
            ManualClock clock = new ManualClock(exchange.get("time").asLong());
            Identities identities = IdentityVectors.empty(clock);
            identities.learn(authority, null);
            Credential credential =
                    Credential.fromHex(exchange.get("reply_body").asText());
            assertThat(credential.toHex()).isEqualTo(exchange.get("reply_body").asText());
            VerifiedCredential verified = new Credentials(identities, AttributeStore.inMemory(), clock)
                    .verify(
                            credential,
                            IdentityVectors.identifier(exchange, "caller_identifier"),
                            Set.of(authority.identifier()));
            assertThat(verified.attributes().schema()).isEqualTo(Attributes.PROJECT_MEMBER);
            assertThat(verified.attributes().asText()).isNotEmpty();
            believed++;
        }
        assertThat(believed).isPositive();
    }

    @Test
    void mutatedCredentialsNeverEscape() {
        Random random = new Random(42);
        JsonNode accepted = VECTORS.get("accept");
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            JsonNode vector = accepted.get(random.nextInt(accepted.size()));
            byte[] bytes =
                    HostileIdentityTest.mutate(IdentityVectors.hex(vector, "credential_and_purpose_key_hex"), random);
            try {
                Credential credential = Credential.decode(bytes);
                credentials(vector).verify(credential, null, authorities(vector));
            } catch (CredentialException | DecodeException e) {
                assertThat(e.getStackTrace()).isEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4_000);
    }

    private static Credential credential(JsonNode vector) {
        return Credential.decode(IdentityVectors.hex(vector, "credential_and_purpose_key_hex"));
    }

    /** Reads a credential, compares all fields and insists on writing the same bytes. */
    private static Credential sameBytes(JsonNode vector) {
        String hex = vector.get("credential_and_purpose_key_hex").asText();
        Credential credential = Credential.fromHex(hex + "\n");
        assertThat(credential.toHex()).isEqualTo(hex);
        assertThat(credential.signed().data()).isEqualTo(IdentityVectors.hex(vector, "credential_data_hex"));
        assertThat(credential.signed().digest()).isEqualTo(IdentityVectors.hex(vector, "signed_digest"));
        CredentialData data = credential.data();
        assertThat(HexFormat.of().formatHex(credential.signed().data()))
                .endsWith(HexFormat.of().formatHex(data.encode()));
        Map<String, String> attributes = new HashMap<>();
        vector.get("attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
        assertThat(data.attributes())
                .isEqualTo(Attributes.of(vector.get("schema").asLong(), attributes));
        assertThat(data.attributes().asText()).isEqualTo(attributes);
        return credential;
    }

    private static Credentials credentials(JsonNode vector) {
        ManualClock clock = new ManualClock(vector.get("now").asLong());
        Identities identities = IdentityVectors.knowing(VECTORS.get("identities"), clock);
        return new Credentials(identities, AttributeStore.inMemory(), clock);
    }

    private static Set<Identifier> authorities(JsonNode vector) {
        Set<Identifier> authorities = new HashSet<>();
        vector.get("authorities").forEach(text -> authorities.add(Identifier.parse(text.asText())));
        return authorities;
    }
}
