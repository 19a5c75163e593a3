package dev.portals.orchestrator.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portals.orchestrator.account.Clients;
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

class OAuthTest {
    /** The pair of spec 04 section 2.3. */
    private static final String VERIFIER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private static final String CHALLENGE = "6oZqdX5MOLq_qBJ8vppAnT4fk6AP8UiP9zX8-Rev_9A";
    private static final String REDIRECT = "http://localhost:8000/callback";
    private static final String AUTHORIZE = "/authorize?client_id=" + Clients.HOSTED
            + "&scope=profile+openid+email&code_challenge_method=S256&response_type=code&code_challenge=" + CHALLENGE
            + "&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fcallback";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Site site;
    private Browser browser;
    private Browser program;

    @BeforeEach
    void open() {
        site = new Site(database(directory), clock, List.of());
        browser = site.browser();
        program = site.browser();
    }

    Database database(Path place) {
        return Database.sqlite(place.resolve("site.db"));
    }

    @AfterEach
    void close() {
        browser.close();
        program.close();
        site.close();
    }

    @Test
    void aDeviceGetsAllSixMembers() {
        JsonNode begun = json(begin());
        assertThat(begun.path("device_code").asText()).hasSize(43);
        assertThat(begun.path("user_code").asText()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(begun.path("verification_uri").asText()).isEqualTo(site.base + "/device");
        assertThat(begun.path("verification_uri_complete").asText())
                .isEqualTo(site.base + "/device?user_code="
                        + begun.path("user_code").asText());
        assertThat(begun.path("expires_in").isInt()).isTrue();
        assertThat(begun.path("interval").asInt()).isEqualTo(5);
    }

    @Test
    void aDeviceWaitsForItsPersonAndThenKnowsWhoItIs() {
        JsonNode begun = json(begin());
        assertThat(poll(begun)).satisfies(answer -> refused(answer, 400, "authorization_pending"));

        site.signIn(browser, "ada@example.org");
        browser.get("/device");
        HttpResponse<String> asked = browser.post(
                "/device",
                Map.of(
                        "user_code",
                        begun.path("user_code").asText().toLowerCase().replace("-", " ")));
        assertThat(asked.body()).contains(begun.path("user_code").asText(), "Allow", "Deny");
        browser.post(
                "/device/decide", Map.of("user_code", begun.path("user_code").asText(), "decision", "allow"));

        clock.advance(Duration.ofSeconds(5));
        HttpResponse<String> token = poll(begun);
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(json(token).path("token_type").asText()).isEqualTo("Bearer");
        JsonNode who = json(userInfo(json(token).path("access_token").asText()));
        assertThat(who.path("email").asText()).isEqualTo("ada@example.org");
        assertThat(who.path("email_verified").isBoolean()).isTrue();
        assertThat(who.path("email_verified").asBoolean()).isTrue();
        for (String member : new String[] {"sub", "nickname", "name", "picture", "updated_at", "email"}) {
            assertThat(who.path(member).isTextual()).as(member).isTrue();
        }
        assertThat(poll(begun)).as("a code works once").satisfies(answer -> refused(answer, 400, "expired_token"));
    }

    @Test
    void aDeviceThatIsRefusedIsToldSo() {
        JsonNode begun = json(begin());
        site.signIn(browser, "ada@example.org");
        browser.get("/device");
        browser.post(
                "/device/decide", Map.of("user_code", begun.path("user_code").asText(), "decision", "deny"));
        assertThat(poll(begun)).satisfies(answer -> refused(answer, 400, "access_denied"));
    }

    @Test
    void aDeviceThatAsksTooOftenIsToldToSlowDown() {
        JsonNode begun = json(begin());
        poll(begun);
        clock.advance(Duration.ofSeconds(1));
        assertThat(poll(begun)).satisfies(answer -> refused(answer, 400, "slow_down"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(poll(begun)).satisfies(answer -> refused(answer, 400, "authorization_pending"));
    }

    @Test
    void aCodeThatNobodyAllowedExpires() {
        JsonNode begun = json(begin());
        clock.advance(Duration.ofMinutes(16));
        assertThat(poll(begun)).satisfies(answer -> refused(answer, 400, "expired_token"));
    }

    @Test
    void anotherClientsDeviceCodeIsRefused() {
        JsonNode begun = json(begin());
        HttpResponse<String> answer = program.raw(
                "/oauth/token",
                Map.of(
                        "client_id",
                        Clients.PORTALS,
                        "grant_type",
                        DEVICE_GRANT,
                        "device_code",
                        begun.path("device_code").asText()));
        refused(answer, 400, "invalid_grant");
    }

    @Test
    void aClientThatNobodyConfiguredIsRefused() {
        refused(program.raw("/oauth/device/code", Map.of("client_id", "mallory")), 401, "invalid_client");
        assertThat(program.raw("/oauth/device/code", Map.of("client_id", "configured"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aProgramGetsItsCodeBeforeTheAddressIsConfirmedAndAccessAfterwards() {
        browser.get("/sign-in?to=x");
        Site.Letter letter;
        HttpResponse<String> page = browser.follow(browser.get(AUTHORIZE));
        assertThat(page.body()).contains("name=\"to\"");
        HttpResponse<String> back = browser.post("/sign-in", Map.of("email", "ada@example.org", "to", AUTHORIZE));
        letter = site.mail.remove();
        assertThat(Browser.location(back)).startsWith(REDIRECT + "?code=").doesNotContain("state");

        HttpResponse<String> exchanged = exchange(code(back), VERIFIER, Clients.HOSTED, REDIRECT);
        assertThat(exchanged.statusCode()).isEqualTo(200);
        String token = json(exchanged).path("access_token").asText();
        JsonNode before = json(userInfo(token));
        assertThat(before.path("email_verified").asBoolean()).isFalse();
        assertThat(before.path("email").asText()).isEqualTo("ada@example.org");
        assertThat(site.accounts.byAccessToken(token)).isEmpty();

        browser.follow(browser.get("/device/success"));
        HttpResponse<String> done = browser.post("/sign-in/code", Map.of("code", letter.code()));
        assertThat(browser.follow(done).body()).contains("You are signed in");
        assertThat(json(userInfo(token)).path("email_verified").asBoolean()).isTrue();
        assertThat(site.accounts.byAccessToken(token)).isPresent();
    }

    @Test
    void somebodySignedInIsAskedWhetherTheProgramMayActForThem() {
        site.signIn(browser, "ada@example.org");
        clock.advance(Duration.ofMinutes(5));
        HttpResponse<String> page = browser.get(AUTHORIZE + "&state=s%26t");
        assertThat(page.statusCode()).isEqualTo(200);
        HttpResponse<String> back = browser.post(
                "/authorize", Map.of("query", AUTHORIZE.substring(11) + "&state=s%26t", "decision", "allow"));
        assertThat(Browser.location(back)).matches("http://localhost:8000/callback\\?code=[\\w-]{43}&state=s%26t");
        assertThat(exchange(code(back), VERIFIER, Clients.HOSTED, REDIRECT).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCodeThatComesTwiceTakesBackWhatItGave() {
        String code = freshCode();
        String token = json(exchange(code, VERIFIER, Clients.HOSTED, REDIRECT))
                .path("access_token")
                .asText();
        assertThat(userInfo(token).statusCode()).isEqualTo(200);
        refused(exchange(code, VERIFIER, Clients.HOSTED, REDIRECT), 400, "invalid_grant");
        refused(userInfo(token), 401, "invalid_token");
    }

    @Test
    void aCodeIsWorthNothingToWhoeverStoleIt() {
        String code = freshCode();
        String other = "BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        refused(exchange(code, other, Clients.HOSTED, REDIRECT), 400, "invalid_grant");
        refused(exchange(code, VERIFIER, Clients.PORTALS, REDIRECT), 400, "invalid_grant");
        refused(exchange(code, VERIFIER, Clients.HOSTED, "http://127.0.0.1:1/callback"), 400, "invalid_grant");
        clock.advance(Duration.ofMinutes(3));
        refused(exchange(code, VERIFIER, Clients.HOSTED, REDIRECT), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "http://localhost:8001/callback",
                "http://localhost:8000/callback/../x",
                "http://localhost:8000/callback?x=y",
                "http://localhost:8000@evil.example/callback",
                "http://127.0.0.1:4000/callback",
                ""
            })
    void aBrowserIsSentNowhereButToTheProgram(String redirect) {
        site.signIn(browser, "ada@example.org");
        HttpResponse<String> answer = browser.get("/authorize?client_id=" + Clients.HOSTED
                + "&response_type=code&code_challenge_method=S256&code_challenge=" + CHALLENGE + "&redirect_uri="
                + URLEncoder.encode(redirect, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void ourOwnProgramsListenOnAnyLoopbackPort() {
        site.signIn(browser, "ada@example.org");
        String ask = "/authorize?client_id=portals&response_type=code&code_challenge_method=S256&code_challenge="
                + CHALLENGE + "&redirect_uri=";
        assertThat(Browser.location(browser.get(ask + "http%3A%2F%2F127.0.0.1%3A49152%2Fcallback")))
                .startsWith("http://127.0.0.1:49152/callback?code=");
        assertThat(browser.get(ask + "http%3A%2F%2F127.0.0.1%3A49152%2Fother").statusCode())
                .isEqualTo(400);
        assertThat(browser.get(ask + "http%3A%2F%2F127.0.0.1.evil.example%3A80%2Fcallback")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutProofNoCodeIsGiven() {
        site.signIn(browser, "ada@example.org");
        assertThat(Browser.location(browser.get(AUTHORIZE.replace("S256", "plain"))))
                .isEqualTo(REDIRECT + "?error=invalid_request");
        assertThat(Browser.location(browser.get(AUTHORIZE.replace(CHALLENGE, ""))))
                .contains("error=invalid_request");
        assertThat(Browser.location(browser.get(AUTHORIZE.replace("response_type=code", "response_type=token"))))
                .contains("error=unsupported_response_type");
    }

    @Test
    void anotherSiteCannotAllowAProgramOrADevice() {
        site.signIn(browser, "ada@example.org");
        JsonNode begun = json(begin());
        assertThat(browser.raw(
                                "/device/decide",
                                Map.of("user_code", begun.path("user_code").asText(), "decision", "allow"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.raw("/authorize", Map.of("query", AUTHORIZE.substring(11), "decision", "allow"))
                        .statusCode())
                .isEqualTo(403);
        refused(poll(begun), 400, "authorization_pending");
    }

    @Test
    void whoGuessesCodesOfDevicesIsStopped() {
        site.signIn(browser, "ada@example.org");
        JsonNode begun = json(begin());
        browser.get("/device");
        for (int i = 0; i < 20; i++) {
            browser.post("/device", Map.of("user_code", "BBBB-BBBB"));
        }
        String code = begun.path("user_code").asText();
        assertThat(browser.post("/device", Map.of("user_code", code)).statusCode())
                .isEqualTo(400);
        clock.advance(Duration.ofMinutes(14));
        assertThat(browser.post("/device", Map.of("user_code", code)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTokenOfAnUnfinishedSignInEndsWithIt() {
        browser.follow(browser.get(AUTHORIZE));
        HttpResponse<String> back = browser.post("/sign-in", Map.of("email", "ada@example.org", "to", AUTHORIZE));
        String token = json(exchange(code(back), VERIFIER, Clients.HOSTED, REDIRECT))
                .path("access_token")
                .asText();
        clock.advance(Duration.ofMinutes(10));
        refused(userInfo(token), 401, "invalid_token");
    }

    @Test
    void aCorrectedAddressKeepsTheProgramWaiting() {
        browser.follow(browser.get(AUTHORIZE));
        HttpResponse<String> back = browser.post("/sign-in", Map.of("email", "ada@exmaple.org", "to", AUTHORIZE));
        String token = json(exchange(code(back), VERIFIER, Clients.HOSTED, REDIRECT))
                .path("access_token")
                .asText();
        site.mail.clear();
        HttpResponse<String> again = browser.post("/sign-in", Map.of("email", "ada@example.org", "to", AUTHORIZE));
        assertThat(Browser.location(again)).isEqualTo("/sign-in/code");
        browser.get("/sign-in/code");
        browser.post("/sign-in/code", Map.of("code", site.mail.remove().code()));
        assertThat(site.accounts.byAccessToken(token))
                .hasValueSatisfying(user -> assertThat(user.email()).isEqualTo("ada@example.org"));
    }

    @Test
    void programsThatAskAreToldWhoSignedIn() throws Exception {
        site.signIn(browser, "ada@example.org");
        HttpResponse<String> back = browser.get(AUTHORIZE + "&nonce=n1");
        String token = json(exchange(code(back), VERIFIER, Clients.HOSTED, REDIRECT))
                .path("id_token")
                .asText();
        JsonNode provider = json(program.get("/.well-known/openid-configuration"));
        assertThat(provider.path("issuer").asText()).isEqualTo(site.base.toString());
        assertThat(provider.path("token_endpoint").asText()).isEqualTo(site.base + "/oauth/token");
        SignedJWT jwt = SignedJWT.parse(token);
        ECKey key = JWKSet.parse(program.get("/.well-known/jwks.json").body())
                .getKeyByKeyId(jwt.getHeader().getKeyID())
                .toECKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(site.base.toString());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(Clients.HOSTED);
        assertThat(jwt.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n1");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("email")).isEqualTo("ada@example.org");
    }

    private HttpResponse<String> begin() {
        return program.raw("/oauth/device/code", Map.of("client_id", Clients.HOSTED, "scope", "profile openid email"));
    }

    private HttpResponse<String> poll(JsonNode begun) {
        return program.raw(
                "/oauth/token",
                Map.of(
                        "client_id",
                        Clients.HOSTED,
                        "grant_type",
                        DEVICE_GRANT,
                        "device_code",
                        begun.path("device_code").asText()));
    }

    private String freshCode() {
        site.signIn(browser, "ada@example.org");
        return code(browser.get(AUTHORIZE));
    }

    private static String code(HttpResponse<String> back) {
        return Browser.location(back).replaceFirst(".*\\?code=([^&]*).*", "$1");
    }

    private HttpResponse<String> exchange(String code, String verifier, String client, String redirect) {
        return program.raw(
                "/oauth/token",
                Map.of(
                        "client_id",
                        client,
                        "code",
                        code,
                        "code_verifier",
                        verifier,
                        "grant_type",
                        "authorization_code",
                        "redirect_uri",
                        redirect));
    }

    private HttpResponse<String> userInfo(String token) {
        return program.get("/userinfo", "Authorization", "Bearer " + token);
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(json(answer).path("error_description").asText()).isNotEmpty();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JsonMapper.builder().build().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
