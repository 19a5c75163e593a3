package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalInputTest {
    @ParameterizedTest
    @CsvSource({
        "8080, localhost:8080",
        ":8080, localhost:8080",
        "' 22 ', localhost:22",
        "nas:5000, nas:5000",
        "127.0.0.1:1, 127.0.0.1:1",
        "[::1]:65535, [::1]:65535",
        "[0:0:0:0:0:0:0:1]:80, [::1]:80"
    })
    void everyFormOfAnAddressIsTaken(String typed, String kept) {
        SavedPortal portal = check("web", typed, null, null);
        assertThat(portal.address()).isEqualTo(kept);
        assertThat(portal.scheme()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, localhost:3000, http",
        "http://localhost:3000/app?a=b#c, localhost:3000, http",
        "http://example.org, example.org:80, http",
        "HTTPS://example.org/, example.org:443, https",
        "https://[::1]:8443/, [::1]:8443, https"
    })
    void anAddressOfTheWebBringsItsSchemeAlong(String typed, String kept, String scheme) {
        SavedPortal portal = check("web", typed, null, null);
        assertThat(portal.address()).isEqualTo(kept);
        assertThat(portal.scheme()).isEqualTo(scheme);
    }

    @Test
    void theSchemeThatWasTypedWins() {
        assertThat(check("web", "http://h:1", "gopher", null).scheme()).isEqualTo("gopher");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                ":0",
                "nas:0",
                "65536",
                "nas",
                "nas:",
                "nas:port",
                "-x:1",
                "a b:1",
                "http://",
                "http://:80",
                "http://u@h:1",
                "ftp://h:1",
                "[::1]",
                "[::1",
                "[::g]:1",
                "h:1:2",
                "h:\n1",
                "\u0000:1",
                "h/x:1",
                "99999999999"
            })
    void anAddressThatMakesNoSenseIsRefused(String typed) {
        refused("web", typed, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "evil \u202e text", "\u0000"})
    void aTitleThatCantBeShownIsRefused(String title) {
        refused(title, "80", null, null);
    }

    @Test
    void aTitleIsInAnyLanguageAndAsLongAsItMayBe() {
        assertThat(check("  Mein Überblick  ", "80", null, null).title()).isEqualTo("Mein Überblick");
        assertThat(check("a".repeat(64), "80", null, null).title()).hasSize(64);
        assertThat(check("😀".repeat(50), "80", null, null).title()).hasSize(100);
        refused("a".repeat(65), "80", null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "web, web",
        "My-Web_1.0, My-Web_1.0",
        "Web demo, web-demo",
        "Überblick, uberblick",
        "' a / b ', a-b",
        "api, api-2",
        "echo, echo-2",
        "日本, portal",
        "-x-, x",
        "taken, taken-2",
        "Taken too, taken-too-3"
    })
    void aNameOnTheWireIsLikeTheTitle(String title, String name) {
        Set<String> taken = Set.of("taken", "taken-too", "taken-too-2");
        assertThat(PortalInput.name(title, taken::contains)).isEqualTo(name);
    }

    @Test
    void aNameOnTheWireIsNeverTooLong() {
        assertThat(PortalInput.name("x".repeat(64), name -> false)).hasSize(58);
        assertThat(PortalInput.name("x".repeat(63), name -> false)).hasSize(63);
    }

    @Test
    void whatCantBeShownSafelyIsRefused() {
        refused("web", "80", "HTTP", null);
        refused("web", "80", "http\u001b", null);
        refused("web", "80", null, "evil \u202e text");
        refused("web", "80", null, "n".repeat(1001));
        assertThat(check("web", "80", "", "two\nlines").note()).isEqualTo("two\nlines");
    }

    private static SavedPortal check(String title, String address, @Nullable String scheme, @Nullable String note) {
        return PortalInput.check("web", title, address, scheme, note, 7);
    }

    private static void refused(String name, String address, @Nullable String scheme, @Nullable String note) {
        assertThatExceptionOfType(ActionException.class)
                .isThrownBy(() -> check(name, address, scheme, note))
                .matches(e -> e.reason() == Reason.INPUT)
                .withMessageNotContaining("Exception");
    }
}
