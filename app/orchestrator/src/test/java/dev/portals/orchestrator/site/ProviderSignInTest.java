package dev.portals.orchestrator.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSignInTest {
    private static final String SESSION = "portals-session";

    @TempDir
    private Path directory;

    private FakeProvider provider;
    private Site site;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        provider = new FakeProvider();
        site = new Site(directory, new ManualClock(), provider.both());
        browser = site.browser();
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
        provider.close();
    }

    private HttpResponse<String> signIn(String name, String code) {
        String page = Browser.location(browser.get("/sign-in/with/" + name + "?to=/device"));
        return browser.get("/sign-in/with/" + name + "/back?code=" + code + "&state=" + provider.agree(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oidc", "hub"})
    void whoSignedInElsewhereIsSignedInHere(String name) {
        assertThat(browser.get("/sign-in").body()).contains("/sign-in/with/" + name);
        assertThat(Browser.location(signIn(name, "right"))).isEqualTo("/device");
        assertThat(browser.cookie(SESSION)).hasSize(43);
        assertThat(site.accounts.byEmail("ada@example.org")).hasValueSatisfying(user -> {
            assertThat(user.name()).isEqualTo("Ada");
            assertThat(user.verified()).isTrue();
        });
    }

    @Test
    void theSamePersonWithAnotherAddressIsTheSamePerson() {
        signIn("oidc", "right");
        provider.claims.put("email", "ada@new.example");
        signIn("oidc", "right");
        assertThat(site.accounts.byEmail("ada@new.example")).isEmpty();
        assertThat(site.accounts.list("", 10, 0)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"iss,http://evil.example", "aud,another", "nonce,another"})
    void aWordThatIsForSomebodyElseIsRefused(String claim, String value) {
        provider.claims.put(claim, value);
        refused(signIn("oidc", "right"), 502);
    }

    @Test
    void aWordWithAnotherKeyIsRefused() throws Exception {
        provider.signing = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        refused(signIn("oidc", "right"), 502);
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedIsRefused() {
        provider.claims.put("email_verified", false);
        refused(signIn("oidc", "right"), 502);
        provider.emails = "[{\"email\":\"ada@example.org\",\"primary\":true,\"verified\":false}]";
        refused(signIn("hub", "right"), 502);
        assertThat(site.accounts.byEmail("ada@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430da@example.org",
                "ada@\u212aelvin.example",
                "ada@example\u3002org",
                "ada@example.org.",
                "ada@example.org\u3000",
                "\"ada\"@example.org",
                "ada@example.org, eve@evil.example"
            })
    void anAddressThatOnlyLooksLikeOneIsNobodys(String email) {
        site.database.change(handle -> site.accounts.admit(handle, "ada@kelvin.example", "Ada"));
        provider.claims.put("email", email);
        assertThat(signIn("oidc", "right").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(browser.cookie(SESSION)).isEmpty();
        provider.emails = "[{\"email\":\"" + email.replace("\"", "\\\"") + "\",\"primary\":true,\"verified\":true}]";
        assertThat(signIn("hub", "right").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(site.accounts.list("", 10, 0)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"})
    void nobodyIsSentToAnotherSiteAfterSigningInElsewhere(String to) {
        String page =
                Browser.location(browser.get("/sign-in/with/oidc?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)));
        HttpResponse<String> done = browser.get("/sign-in/with/oidc/back?code=right&state=" + provider.agree(page));
        assertThat(Browser.location(done)).isEqualTo("/account");
    }

    @Test
    void aCodeThatTheProviderDoesNotTakeIsRefused() {
        refused(signIn("oidc", "wrong"), 502);
    }

    @Test
    void aWayBackThatWasNotBegunInThisBrowserIsRefused() {
        String page = Browser.location(browser.get("/sign-in/with/oidc"));
        String back = "/sign-in/with/oidc/back?code=right&state=" + provider.agree(page);
        try (Browser victim = site.browser()) {
            assertThat(victim.get(back).statusCode()).isEqualTo(400);
            assertThat(victim.cookie(SESSION)).isEmpty();
        }
        refused(browser.get("/sign-in/with/oidc/back?code=right&state=x"), 400);
        assertThat(browser.get(back).statusCode()).isEqualTo(303);
        assertThat(browser.get(back).statusCode()).as("once").isEqualTo(400);
    }

    @Test
    void aProviderThatIsAwayIsSaidToBe() {
        String page = Browser.location(browser.get("/sign-in/with/oidc"));
        String state = provider.agree(page);
        provider.close();
        refused(browser.get("/sign-in/with/oidc/back?code=right&state=" + state), 502);
        refused(browser.get("/sign-in/with/oidc"), 502);
    }

    private void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(browser.cookie(SESSION)).isEmpty();
    }
}
