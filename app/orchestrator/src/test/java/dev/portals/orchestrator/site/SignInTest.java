package dev.portals.orchestrator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.FirstAdministrator;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.store.Database;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private static final String SESSION = "portals-session";
    private static final String BROWSER = "portals-browser";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Site site;
    private Browser browser;

    @BeforeEach
    void open() {
        site = new Site(database(directory), clock, List.of());
        browser = site.browser();
    }

    Database database(Path place) {
        return Database.sqlite(place.resolve("site.db"));
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void theMailedCodeSignsInAndMakesTheAccount() {
        assertThat(site.accounts.byEmail("ada@example.org")).isEmpty();
        HttpResponse<String> done = site.signIn(browser, "Ada@example.org");
        assertThat(Browser.location(done)).isEqualTo("/account");
        assertThat(browser.follow(done).body()).contains("Ada@example.org");
        assertThat(site.accounts.byEmail("ada@EXAMPLE.org"))
                .hasValueSatisfying(user -> assertThat(user.verified()).isTrue());
    }

    @Test
    void aCodeIsForTheBrowserThatAskedForIt() {
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        try (Browser other = site.browser()) {
            other.get("/sign-in");
            assertThat(other.post("/sign-in/code", Map.of("code", letter.code()))
                            .statusCode())
                    .isEqualTo(410);
            assertThat(other.cookie(SESSION)).isEmpty();
        }
    }

    @Test
    void theLinkSignsInWhereItWasAskedForAndElsewhereOnlyShowsTheCode() {
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        try (Browser other = site.browser()) {
            String code = letter.code();
            assertThat(other.get(letter.path()).body())
                    .contains(code.substring(0, 3) + ' ' + code.substring(3))
                    .doesNotContain("action=\"" + letter.path());
            assertThat(other.post(letter.path(), Map.of()).statusCode()).isIn(403, 410);
            assertThat(other.cookie(SESSION)).isEmpty();
        }
        assertThat(browser.get(letter.path()).body()).contains("Sign in as ada@example.org?");
        assertThat(browser.cookie(SESSION)).as("looking at it does nothing").isEmpty();
        browser.post(letter.path(), Map.of());
        assertThat(browser.cookie(SESSION)).hasSize(43);
        assertThat(browser.get(letter.path()).statusCode()).as("it works once").isEqualTo(410);
    }

    @Test
    void guessingACodeEndsAfterFiveTries() {
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        browser.get("/sign-in/code");
        String wrong = letter.code().equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 4; i++) {
            assertThat(browser.post("/sign-in/code", Map.of("code", wrong)).statusCode())
                    .isEqualTo(400);
        }
        assertThat(browser.post("/sign-in/code", Map.of("code", wrong)).statusCode())
                .isEqualTo(410);
        assertThat(browser.post("/sign-in/code", Map.of("code", letter.code())).statusCode())
                .isEqualTo(410);
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void guessingOverManyAttemptsEndsForTheDayAndTheLinkStillWorks() {
        for (int attempt = 0; attempt < 6; attempt++) {
            clock.advance(Duration.ofMinutes(16));
            Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
            browser.get("/sign-in/code");
            String wrong = letter.code().equals("000000") ? "000001" : "000000";
            for (int i = 0; i < 5; i++) {
                browser.post("/sign-in/code", Map.of("code", wrong));
            }
        }
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        browser.get("/sign-in/code");
        assertThat(browser.post("/sign-in/code", Map.of("code", letter.code())).statusCode())
                .isEqualTo(410);
        browser.get(letter.path());
        browser.post(letter.path(), Map.of());
        assertThat(browser.cookie(SESSION)).isNotEmpty();
    }

    @Test
    void aCodeWorksForTenMinutes() {
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        browser.get("/sign-in/code");
        clock.advance(Duration.ofMinutes(10));
        assertThat(browser.post("/sign-in/code", Map.of("code", letter.code())).statusCode())
                .isEqualTo(410);
    }

    @Test
    void anAddressGetsOnlySoManyMails() {
        for (int i = 0; i < 10; i++) {
            site.ask(browser, "ada@example.org", "/account");
        }
        browser.get("/sign-in");
        site.mail.clear();
        HttpResponse<String> answer = browser.post("/sign-in", Map.of("email", "ADA@example.org"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(site.mail).isEmpty();
        clock.advance(Duration.ofMinutes(16));
        site.ask(browser, "ada@example.org", "/account");
    }

    @Test
    void nothingTellsWhetherThereIsAnAccount() {
        site.signIn(browser, "ada@example.org");
        try (Browser one = site.browser();
                Browser other = site.browser()) {
            site.ask(one, "ada@example.org", "/account");
            site.ask(other, "eve@example.org", "/account");
            String known = one.get("/sign-in/code").body().replace(one.csrf(), "");
            String unknown = other.get("/sign-in/code").body().replace(other.csrf(), "");
            assertThat(known.replace("ada@", "eve@")).isEqualTo(unknown);
        }
        assertThat(site.accounts.byEmail("eve@example.org")).isEmpty();
    }

    @Test
    void askingForACodeTakesNoLookAtAccountsSoThatNoClockTellsWhetherThereIsOne() {
        site.signIn(browser, "ada@example.org");
        site.database.change(handle -> handle.execute("ALTER TABLE users RENAME TO hidden"));
        try (Browser one = site.browser();
                Browser other = site.browser()) {
            site.ask(one, "ada@example.org", "/account");
            site.ask(other, "eve@example.org", "/account");
            assertThat(one.get("/sign-in/code").statusCode()).isEqualTo(200);
            assertThat(other.get("/sign-in/code").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBlockedAccountStaysShut() {
        site.signIn(browser, "ada@example.org");
        User ada = site.accounts.byEmail("ada@example.org").orElseThrow();
        site.database.change(handle -> site.accounts.setBlocked(handle, ada.id(), true));
        assertThat(Browser.location(browser.get("/account"))).startsWith("/sign-in");
        try (Browser again = site.browser()) {
            assertThat(site.signIn(again, "ada@example.org").statusCode()).isEqualTo(403);
            assertThat(again.cookie(SESSION)).isEmpty();
        }
    }

    @Test
    void aSessionIsNewAtEachSignIn() {
        String planted = "A".repeat(43);
        browser.setCookie(SESSION, planted);
        site.signIn(browser, "ada@example.org");
        assertThat(browser.cookie(SESSION)).isNotEqualTo(planted).hasSize(43);
        try (Browser attacker = site.browser()) {
            attacker.setCookie(SESSION, planted);
            assertThat(attacker.get("/account").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() {
        HttpResponse<String> page = browser.get("/sign-in");
        assertThat(page.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(BROWSER + "=")
                .contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=")
                .doesNotContain("Domain");
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        site.signIn(browser, "ada@example.org");
        browser.get("/account");
        for (String token : new String[] {"", "x", "A".repeat(43)}) {
            assertThat(browser.raw("/account/name", Map.of("name", "Eve", "csrf", token))
                            .statusCode())
                    .isEqualTo(403);
        }
        try (Browser eve = site.browser()) {
            site.signIn(eve, "eve@example.org");
            eve.get("/account");
            assertThat(browser.raw("/account/name", Map.of("name", "Eve", "csrf", eve.csrf()))
                            .statusCode())
                    .as("with a token of somebody else's")
                    .isEqualTo(403);
        }
        assertThat(site.accounts.byEmail("ada@example.org").orElseThrow().name())
                .isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "evil",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: portals-session=x",
                "/\u0009/evil.example"
            })
    void nobodyIsSentToAnotherSiteAfterSigningIn(String to) {
        browser.get("/sign-in");
        browser.post("/sign-in", Map.of("email", "ada@example.org", "to", to));
        Site.Letter letter = site.mail.remove();
        browser.get("/sign-in/code");
        HttpResponse<String> done = browser.post("/sign-in/code", Map.of("code", letter.code()));
        assertThat(Browser.location(done)).isEqualTo("/account");
        assertThat(browser.cookie(SESSION)).hasSize(43);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"})
    void nobodyIsSentToAnotherSiteByAnyOtherPage(String to) {
        String encoded = URLEncoder.encode(to, StandardCharsets.UTF_8);
        site.signIn(browser, "ada@example.org");
        assertThat(Browser.location(browser.get("/sign-in?to=" + encoded))).isEqualTo("/account");
        for (String page : List.of("/account", "/invitations", "/device", "/device/success", "/signed-out")) {
            HttpResponse<String> answer = browser.get(page + "?next=" + encoded + "&to=" + encoded + "&redirect_uri="
                    + encoded + "&return_to=" + encoded);
            assertThat(answer.headers().firstValue("Location").orElse("/"))
                    .startsWith("/")
                    .doesNotContain("evil");
            assertThat(answer.body()).doesNotContain("evil.example").doesNotContain("alert(1)");
        }
        browser.get("/account");
        assertThat(Browser.location(browser.post("/sign-out", Map.of("to", to))))
                .isEqualTo("/sign-in?to=%2Faccount");
    }

    @Test
    void whatAPersonTypesIsShownAsText() {
        site.signIn(browser, "ada@example.org");
        browser.get("/account");
        browser.post("/account/name", Map.of("name", "<b>\"Ada\"</b>\u202e\n'"));
        String page = browser.get("/account").body();
        assertThat(page).doesNotContain("<b>\"Ada").doesNotContain("\u202e");
        assertThat(site.accounts.byEmail("ada@example.org").orElseThrow().name())
                .isEqualTo("<b>\"Ada\"</b>  '");
    }

    @Test
    void signingOutEndsTheSessionAndEverywhereEndsAll() {
        try (Browser other = site.browser()) {
            site.signIn(other, "ada@example.org");
            site.signIn(browser, "ada@example.org");
            String secret = browser.cookie(SESSION);
            browser.get("/account");
            browser.post("/sign-out", Map.of());
            browser.setCookie(SESSION, secret);
            assertThat(browser.get("/account").statusCode()).isEqualTo(303);
            assertThat(other.get("/account").statusCode()).isEqualTo(200);

            other.post("/account/sign-out-everywhere", Map.of());
            assertThat(other.get("/account").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void aDeviceIsRemovedByItsOwnerAlone() throws Exception {
        Identifier device = Identifier.parse("I" + "0f".repeat(32));
        site.signIn(browser, "ada@example.org");
        User ada = site.accounts.byEmail("ada@example.org").orElseThrow();
        site.accounts.bind(device, ada);
        try (Browser eve = site.browser()) {
            site.signIn(eve, "eve@example.org");
            eve.get("/account");
            eve.post("/account/devices/remove", Map.of("identifier", device.toString()));
            assertThat(site.accounts.byIdentifier(device)).contains(ada);
        }
        assertThat(browser.get("/account").body()).contains(device.toString());
        browser.post("/account/devices/remove", Map.of("identifier", device.toString()));
        assertThat(site.accounts.byIdentifier(device)).isEmpty();
        assertThat(browser.post("/account/devices/remove", Map.of("identifier", "x"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anIdentityMovesToWhoeverBoundItLast() throws Exception {
        Identifier device = Identifier.parse("I" + "0f".repeat(32));
        User ada = site.database.write(handle -> site.accounts.admit(handle, "ada@example.org", ""));
        User eve = site.database.write(handle -> site.accounts.admit(handle, "eve@example.org", "Eve"));
        site.accounts.bind(device, ada);
        site.accounts.bind(device, ada);
        site.accounts.bind(device, eve);
        assertThat(site.accounts.byIdentifier(device)).contains(eve);
        assertThat(site.accounts.devices(ada.id())).isEmpty();
        assertThat(site.accounts.unbind(device, ada.id())).isFalse();
    }

    @Test
    void theFirstAdministratorsLinkWorksOnce() {
        FirstAdministrator first = new FirstAdministrator(site.database, site.accounts);
        String old = first.newLink().orElseThrow();
        String link = first.newLink().orElseThrow();
        assertThat(browser.get(old).statusCode()).isEqualTo(410);
        assertThat(browser.get(link).statusCode()).isEqualTo(200);
        assertThat(browser.post(link, Map.of("email", "nobody")).statusCode()).isEqualTo(400);
        browser.post(link, Map.of("email", "root@example.org", "name", "Root"));
        assertThat(site.accounts.byEmail("root@example.org").orElseThrow().administrator())
                .isTrue();
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        try (Browser other = site.browser()) {
            assertThat(other.get(link).statusCode()).isEqualTo(410);
        }
        assertThat(first.newLink()).isEmpty();
    }

    @Test
    void whatHasExpiredIsForgotten() {
        site.ask(browser, "ada@example.org", "/account");
        browser.raw("/oauth/device/code", Map.of("client_id", "portals"));
        clock.advance(Duration.ofDays(31));
        site.accounts.forgetExpired();
        for (String table : new String[] {"sign_ins", "device_codes", "attempts"}) {
            long rows = site.database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                    .mapTo(Long.class)
                    .one());
            assertThat(rows).as(table).isZero();
        }
    }

    @Test
    void theDatabaseHoldsNoSecretThatWasHandedOut() {
        Site.Letter letter = site.ask(browser, "ada@example.org", "/account");
        String link = letter.path().substring(letter.path().lastIndexOf('/') + 1);
        String kept = site.database.read(handle ->
                handle.createQuery("SELECT * FROM sign_ins").mapToMap().list().toString());
        assertThat(kept)
                .doesNotContain(letter.code(), link, browser.cookie(BROWSER))
                .contains("ada@example.org");
        assertThat(Accounts.FIRST_PLAN).isEqualTo("basic");
    }
}
