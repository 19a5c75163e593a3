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
                "ada@example.org\u0000",
                "\u0430da@example.org",
                "ada@exa\u0301mple.org",
                "ada@e\u217fample.org",
                "ada@\u212aelvin.example",
                "ada\uff20example.org",
                "ada@example\u3002org",
                "ada@example\uff0eorg",
                "a\u200dda@example.org",
                "ada@exam\u00adple.org",
                "ada@example.org.",
                "ada@.example.org",
                "ada@[127.0.0.1]",
                "ada@example.org@evil.example",
                "ada(eve)@example.org",
                "ada@example.org%00@evil.example",
                "\"ada\"@example.org"
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada+news@example.org",
                "a.da@example.org",
                "ada@sub.example.org",
                "ada@example.org.evil.example",
                "ada@xn--exmple-cua.org",
                "ada@examp1e.org",
                "ada_@example.org"
            })
    void whatOnlyLooksAlikeIsAnotherAddress(String email) {
        assertThat(Emails.isValid(email)).isTrue();
        assertThat(Emails.key(email)).isNotEqualTo(Emails.key("ada@example.org"));
    }

    @Test
    void caseMakesNoDifference() {
        assertThat(Emails.key("Ada@Example.ORG")).isEqualTo(Emails.key("ada@example.org"));
    }
}
