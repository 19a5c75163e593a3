package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identity.Relation;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChangeHistoryVectorsTest {
    private static final JsonNode PUBLISHED = IdentityVectors.load("identity/change-histories.json");
    private static final JsonNode DERIVED = IdentityVectors.load("identity/change-histories-derived.json");

    @TestFactory
    Stream<DynamicTest> everyPublishedHistoryVerifiesToItsIdentifier() {
        return each(PUBLISHED.get("vectors"), vector -> {
            ChangeHistory history = IdentityVectors.history(vector);
            Identity identity = Identity.verify(history);
            assertThat(identity.identifier()).isEqualTo(IdentityVectors.identifier(vector, "identifier"));
            assertThat(history.identifier()).isEqualTo(identity.identifier());
            assertFields(vector, identity);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyPublishedHistoryIsEncodedToTheSameBytes() {
        return each(PUBLISHED.get("vectors"), vector -> {
            ChangeHistory history = IdentityVectors.history(vector);
            String hex = vector.get("change_history_hex").asText();
            assertThat(history.toHex()).isEqualTo(hex);
            assertThat(ChangeHistory.fromHex(" " + hex.toUpperCase(Locale.ROOT) + "\n"))
                    .isEqualTo(history);
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.changes().get(i).content().encode())
                        .isEqualTo(IdentityVectors.hex(vector.get("changes").get(i), "change_data_hex"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> publishedSecretsSignToTheSameBytes() {
        return each(PUBLISHED.get("vectors"), vector -> {
            if (vector.get("latest_secret_key_hex").isNull()) {
                return;
            }
            try (SoftwareVault vault = SoftwareVault.inMemory();
                    SecretBytes secret = SecretBytes.owning(IdentityVectors.hex(vector, "latest_secret_key_hex"))) {
                JsonNode latest =
                        vector.get("changes").get(vector.get("changes").size() - 1);
                byte[] body = IdentityVectors.hex(latest, "change_data_hex");
                Signed signed = Signed.sign(
                        Signed.CHANGE, body, vault, vault.importSigningKey(SigningAlgorithm.ED25519, secret));
                assertThat(signed.data()).isEqualTo(IdentityVectors.hex(latest, "data_hex"));
                assertThat(signed.signature().bytes()).isEqualTo(IdentityVectors.hex(latest.get("signature"), "hex"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> rotationsAndOdditiesAreAccepted() {
        return each(DERIVED.get("accept"), vector -> {
            Identity identity = Identity.verify(IdentityVectors.history(vector));
            assertThat(identity.identifier()).isEqualTo(IdentityVectors.identifier(vector, "identifier"));
            if (vector.has("changes")) {
                assertThat(identity.history().toHex())
                        .isEqualTo(vector.get("change_history_hex").asText());
                assertFields(vector, identity);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> wrongHistoriesAreRefused() {
        return each(
                DERIVED.get("reject"),
                vector -> assertThatThrownBy(() -> Identity.verify(IdentityVectors.history(vector)))
                        .isInstanceOfAny(IdentityException.class, DecodeException.class));
    }

    @TestFactory
    Stream<DynamicTest> historiesCompareAsTold() {
        return each(
                DERIVED.get("comparison").get("cases"),
                vector -> assertThat(named(vector.get("current").asText())
                                .compareTo(named(vector.get("known").asText())))
                        .hasToString(vector.get("result").asText().toUpperCase(Locale.ROOT)));
    }

    @Test
    void historiesThatPartedWaysConflict() {
        JsonNode comparison = DERIVED.get("comparison");
        Identity one = Identity.verify(
                ChangeHistory.fromHex(comparison.get("conflicting_history_hex").asText()));
        Identity other = named(comparison.get("conflict_with").asText());
        assertThat(one.compareTo(other)).isEqualTo(Relation.CONFLICT);
        assertThat(other.compareTo(one)).isEqualTo(Relation.CONFLICT);
    }

    @Test
    void identifiersAreReadAndWrittenAsTold() {
        JsonNode primitives = IdentityVectors.load("identity/primitives.json");
        JsonNode cbor = primitives.get("identifier_cbor");
        Identifier identifier = IdentityVectors.identifier(cbor, "text");
        primitives
                .get("identifier_text")
                .get("accept")
                .forEach(text -> assertThat(Identifier.parse(text.asText())).isEqualTo(identifier));
        primitives
                .get("identifier_text")
                .get("reject")
                .forEach(text -> assertThatThrownBy(() -> Identifier.parse(text.asText()))
                        .isInstanceOf(DecodeException.class));
        assertThat(identifier).hasToString(cbor.get("text").asText());
        byte[] encoded = IdentityVectors.hex(cbor, "cbor_hex");
        assertThat(new CborWriter().bytes(identifier.bytes()).toBytes()).isEqualTo(encoded);
        assertThat(Identifier.of(new CborReader(encoded).bytes(32))).isEqualTo(identifier);
    }

    @Test
    void moreChangesThanTheBoundAreRefusedBeforeTheyAreVerified() {
        byte[] one = IdentityVectors.hex(PUBLISHED.get("vectors").get(0), "change_history_hex");
        byte[] change = Arrays.copyOfRange(one, 1, one.length);
        CborWriter out = new CborWriter().array(ChangeHistory.MAX_CHANGES + 1);
        for (int i = 0; i <= ChangeHistory.MAX_CHANGES; i++) {
            out.raw(change);
        }
        assertThatThrownBy(() -> ChangeHistory.decode(out.toBytes()))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("256");
    }

    @Test
    void aHistoryInTextThatIsNoHexIsRefused() {
        assertThatThrownBy(() -> ChangeHistory.fromHex("81zz")).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> ChangeHistory.fromHex("")).isInstanceOf(DecodeException.class);
    }

    private static void assertFields(JsonNode vector, Identity identity) {
        JsonNode changes = vector.get("changes");
        JsonNode latest = changes.get(changes.size() - 1);
        assertThat(identity.history().size()).isEqualTo(changes.size());
        assertThat(identity.latestChangeHash()).isEqualTo(IdentityVectors.hex(latest, "change_hash"));
        assertThat(identity.attestationsValidFrom())
                .isEqualTo(latest.get("attestations_valid_from").asLong());
        assertThat(identity.attestationsValidUntil())
                .isEqualTo(latest.get("attestations_valid_until").asLong());
        assertThat(HexFormat.of().formatHex(identity.latestKey().bytes()))
                .isEqualTo(latest.get("primary_public_key").get("hex").asText());
    }

    private static Identity named(String name) {
        for (JsonNode vector : DERIVED.get("accept")) {
            if (vector.get("name").asText().equals(name)) {
                return Identity.verify(IdentityVectors.history(vector));
            }
        }
        throw new AssertionError("no history named " + name);
    }

    private static Stream<DynamicTest> each(JsonNode vectors, Consumer<JsonNode> test) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : vectors) {
            String name = vector.has("name") ? vector.get("name").asText() : vector.toString();
            tests.add(DynamicTest.dynamicTest(name, () -> test.accept(vector)));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }
}
