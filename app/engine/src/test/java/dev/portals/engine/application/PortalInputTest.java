package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
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
        SavedPortal portal = PortalInput.check("web", typed, null, null);
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
        SavedPortal portal = PortalInput.check("web", typed, null, null);
        assertThat(portal.address()).isEqualTo(kept);
        assertThat(portal.scheme()).isEqualTo(scheme);
    }

    @Test
    void theSchemeThatWasTypedWins() {
        assertThat(PortalInput.check("web", "http://h:1", "gopher", null).scheme())
                .isEqualTo("gopher");
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
    @ValueSource(strings = {"", "a/b", "-a", "a-", ".", "ü", "a b", "api", "echo", "uppercase", "a\n"})
    void aNameThatCantBeAWorkersIsRefused(String name) {
        refused(name, "80", null, null);
    }

    @Test
    void namesAreAsLongAsTheyMayBe() {
        assertThat(PortalInput.check("a".repeat(63), "80", null, null).name()).hasSize(63);
        refused("a".repeat(64), "80", null, null);
    }

    @Test
    void whatCantBeShownSafelyIsRefused() {
        refused("web", "80", "HTTP", null);
        refused("web", "80", "http\u001b", null);
        refused("web", "80", null, "evil \u202e text");
        refused("web", "80", null, "n".repeat(1001));
        assertThat(PortalInput.check("web", "80", "", "two\nlines").note()).isEqualTo("two\nlines");
    }

    private static void refused(String name, String address, @Nullable String scheme, @Nullable String note) {
        assertThatExceptionOfType(ActionException.class)
                .isThrownBy(() -> PortalInput.check(name, address, scheme, note))
                .matches(e -> e.reason() == Reason.INPUT)
                .withMessageNotContaining("Exception");
    }
}
