package dev.portals.orchestrator.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "Ada.L+x@a.b-c.example", "a@localhost", "o'neil/x%y@example.org"})
    void whatHtmlTakesIsAnAddress(String email) {
        assertThat(Emails.isValid(email)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@@example.org",
                "ada @example.org",
                "ada@example..org",
                "ada@-example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "ada@example.org\n",
                "\"ada eve\"@example.org",
                "<ada@example.org>",
                "ada@example.org,eve@example.org",
                "ada@ex\u0430mple.org",
                "ada\u2028@example.org",
                "ada@example.org\u0000"
            })
    void anythingElseIsNone(String email) {
        assertThat(Emails.isValid(email)).isFalse();
    }

    @Test
    void anAddressIsNeverLongerThanMailServersTake() {
        assertThat(Emails.isValid("a".repeat(64) + "@example.org")).isTrue();
        assertThat(Emails.isValid("a".repeat(65) + "@example.org")).isFalse();
        assertThat(Emails.isValid("a@" + "b.".repeat(126) + "c")).isFalse();
    }

    @Test
    void caseMakesNoDifference() {
        assertThat(Emails.key("Ada@Example.ORG")).isEqualTo(Emails.key("ada@example.org"));
    }
}
