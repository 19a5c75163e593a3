package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityVectors;
import dev.portals.core.identity.ManualClock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the ockam command prints is read, believed and written alike. */
class OckamTextFormsTest {
    private static final JsonNode PRINTED = IdentityVectors.load("identity/ockam-0.150.json");

    @Test
    void printedHistoriesAreReadAndWrittenAlike() {
        for (String name : Set.of("issuer", "subject")) {
            String text = PRINTED.get(name).asText();
            assertThat(ChangeHistory.fromHex(text).toHex()).isEqualTo(text);
        }
    }

    @Test
    void aPrintedCredentialIsBelievedAndWrittenAlike() {
        ManualClock clock = new ManualClock(PRINTED.get("created_at").asLong());
        Identities identities = IdentityVectors.empty(clock);
        Identity issuer =
                identities.learn(ChangeHistory.fromHex(PRINTED.get("issuer").asText()), null);
        Identity subject = identities.verifyAndStore(
                ChangeHistory.fromHex(PRINTED.get("subject").asText()), null);
        Credential credential = Credential.fromHex(PRINTED.get("credential").asText());
        VerifiedCredential verified = new Credentials(identities, AttributeStore.inMemory(), clock)
                .verify(credential, subject.identifier(), Set.of(issuer.identifier()));
        assertThat(verified.attributes().asText()).isEqualTo(Map.of("role", "member", "k", "v"));
        assertThat(verified.expiresAt() - verified.createdAt()).isEqualTo(1_800);
        assertThat(credential.toHex()).isEqualTo(PRINTED.get("credential").asText());
        assertThat(credential.data().subjectLatestChangeHash()).isEqualTo(subject.latestChangeHash());
    }
}
