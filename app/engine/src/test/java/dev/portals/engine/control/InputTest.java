package dev.portals.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f0c-1",
                " 7f0c-1 ",
                "ockam://invitations/accept/7f0c-1",
                "ockam://invitations/accept/7f0c-1/",
                "ockam://invitations/accept/7f0c-1#AAEC",
                "https://portals.example.org/i/7f0c-1",
                "http://127.0.0.1:8080/i/7f0c-1"
            })
    void anInvitationIsGivenByItsIdOrByALink(String text) {
        assertThat(Input.invitation(text)).isEqualTo("7f0c-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-x",
                "a b",
                "a/b",
                "../x",
                "ockam://",
                "ockam://invitations/accept/",
                "ockam://invitations/decline/1",
                "ockam://other/accept/1",
                "ockam://invitations/accept/1/2",
                "ockam://invitations/accept/1?x=y",
                "https:///i/1",
                "https://h/j/1",
                "file:///i/1",
                "ockam://invitations/accept/%2e%2e",
                "1\n2",
                "ünïcode"
            })
    void anythingElseIsNone(String text) {
        refused(() -> Input.invitation(text));
    }

    @Test
    void aLinkOfAnyLengthIsBounded() {
        refused(() -> Input.invitation("x".repeat(129)));
        refused(() -> Input.invitation("ockam://invitations/accept/1#" + "x".repeat(4097)));
        refused(() -> Input.invitation("ockam://invitations/accept/".repeat(2000)));
    }

    @Test
    void addressesArePastedInAnyForm() {
        assertThat(Input.emails(List.of(
                        "a@example.org, b@example.org;c@example.org", "Dora <d@example.org>", " e@localhost  f@h ")))
                .containsExactly(
                        "a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@localhost", "f@h");
    }

    @Test
    void nobodyIsInvitedTwice() {
        assertThat(Input.emails(List.of("Bob@example.org", "bob@EXAMPLE.org"))).containsExactly("Bob@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bob",
                "@h",
                "a@",
                "a@-h",
                "a@h..org",
                "a@b@c",
                "a\"@h",
                "a@h\u0000",
                "é@h",
                "<>",
                "a <b",
                "a@h\r\nBcc: x@y z"
            })
    void oneWrongAddressRefusesAll(String email) {
        refused(() -> Input.emails(List.of("good@example.org", email.isEmpty() ? "," + " \"" : email)));
    }

    @Test
    void thereAreNotTooManyNorTooLong() {
        refused(() -> Input.emails(List.of()));
        refused(() -> Input.emails(List.of(" ,; ")));
        refused(() -> Input.emails(
                IntStream.range(0, 1001).mapToObj(i -> "a" + i + "@h").toList()));
        refused(() -> Input.emails(List.of("a".repeat(65) + "@h")));
        refused(() -> Input.emails(List.of("a@" + "h.".repeat(200) + "org")));
    }

    @ParameterizedTest
    @CsvSource({
        "portals.example.org, https://portals.example.org",
        "https://portals.example.org/, https://portals.example.org",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://h/base, http://h/base"
    })
    void anOrchestratorIsAskedByHttpsUnlessOneSaysOtherwise(String typed, String kept) {
        assertThat(Input.orchestrator(typed)).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "ftp://h",
                "https://",
                "https://u:p@h",
                "https://h?x",
                "https://h#x",
                "a b",
                "file:///etc",
                "://"
            })
    void whatIsNoAddressOfTheWebIsRefused(String typed) {
        refused(() -> Input.orchestrator(typed));
    }

    @Test
    void aPasswordInAnAddressIsNotRepeated() {
        assertThatExceptionOfType(ActionException.class)
                .isThrownBy(() -> Input.orchestrator("https://eve:secret@h"))
                .withMessageContaining("…@h")
                .withMessageNotContainingAny("secret");
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(ActionException.class)
                .isThrownBy(call)
                .matches(e -> e.reason() == Reason.INPUT)
                .matches(e -> String.valueOf(e.getMessage()).length() < 600);
    }
}
