package dev.portals.engine.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String IDENTIFIER = "I" + "0123456789abcdef".repeat(4);

    private final Redaction redaction = new Redaction(new byte[] {1, 2, 3}, "/home/ada");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=CANARY7",
                "?state=xyz&code=CANARY7&more",
                "\"access_token\": \"CANARY7\"",
                "token=CANARY7",
                "Authorization: Bearer CANARY7",
                "bearer CANARY7",
                "ticket: CANARY7",
                "PASSWORD=CANARY7",
                "client_secret=CANARY7",
                "code_verifier=CANARY7",
                "https://ada:CANARY7@example.org/",
                "Set-Cookie: CANARY7",
                "api-key=CANARY7",
                "user_code=CANARY7",
                "\"password\":\"a CANARY7 b\"",
                "a line\n-----BEGIN PRIVATE KEY-----\nCANARY7\n-----END PRIVATE KEY-----\nmore",
                "CANARY70123456789abcdef0123456789abcdef",
                "eyJhbGciOiJFZERTQSJ9CANARY7CANARY7.CANARY7.CANARY7-_",
                "ockam://invitations/accept/0af3#CANARY7CANARY7CANARY7CANARY7CANARY7",
                "CANARY7@example.org"
            })
    void secretsAndPeopleAreTakenOut(String text) {
        assertThat(redaction.redact(text)).doesNotContain("CANARY7");
        assertThat(redaction.removed()).isPositive();
    }

    @Test
    void whatHelpsStays() {
        String text = "12:00:00.000 WARN  Way: the way to " + IDENTIFIER
                + " ended at 127.0.0.1:41022, {\"state\": \"service_down\", \"code\": \"FM-5\", \"token\": null}"
                + " in dev.portals.engine.application.ReachingWay at java.base/java.lang.Thread.run(Thread.java:1474)";
        assertThat(redaction.redact(text)).isEqualTo(text);
        assertThat(redaction.removed()).isZero();
    }

    @Test
    void thePersonsFolderIsNotNamed() {
        assertThat(redaction.redact("can't write /home/ada/.portals/application.json"))
                .isEqualTo("can't write ~/.portals/application.json");
    }

    @Test
    void aPersonIsTheSameWithinOneBundleOnly() {
        String once = redaction.redact("ada@example.org");
        assertThat(once).matches("person-[0-9a-f]{8}");
        assertThat(redaction.redact("ADA@example.org")).isEqualTo(once);
        assertThat(redaction.redact("bob@example.org")).isNotEqualTo(once);
        assertThat(new Redaction(new byte[] {4}, "").redact("ada@example.org")).isNotEqualTo(once);
    }

    @Test
    void whatIsRedactedStaysSo() {
        String once = redaction.redact("code=CANARY7 and ada@example.org, Authorization: Bearer abcdefgh");
        assertThat(redaction.redact(once)).isEqualTo(once);
    }

    /** Were one of the patterns not linear, this would not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a-",
                "a.",
                "a/",
                "a_",
                "token",
                "code",
                "a@",
                "a://",
                "-----BEGIN A",
                "bearer ",
                "\"",
                "state "
            })
    void aMebibyteOfTheSameIsRedactedLikeALine(String part) {
        String text = part.repeat((1 << 20) / part.length());
        assertThat(redaction.redact(text)).hasSizeLessThan(8 * text.length());
    }
}
