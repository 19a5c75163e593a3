package dev.portals.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.account.AccountException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountClientTest {
    private final Deque<String> asked = new ArrayDeque<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private AccountClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(body, StandardCharsets.UTF_8));
            String[] answer = answers.remove().split(" ", 2);
            byte[] content = answer[1].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        client = new AccountClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void anInstallationTellsWhereItsControllerIs() {
        answers.add("200 {\"controller\":\"/ip4/127.0.0.1/tcp/6252/service/api\",\"controller_identifier\":\"I"
                + "0".repeat(64) + "\",\"client_id\":\"portals\"}");
        Installation found = client.discover();
        assertThat(found.controller()).hasToString("/ip4/127.0.0.1/tcp/6252/service/api");
        assertThat(found.clientId()).isEqualTo("portals");
        assertThat(asked.remove()).isEqualTo("GET /.well-known/portals ");
    }

    @Test
    void aDeviceIsAskedForUntilThePersonIsDone() {
        answers.add(
                "200 {\"device_code\":\"secret\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\"http://h/device\","
                        + "\"verification_uri_complete\":\"http://h/device?c=1\",\"expires_in\":600,\"interval\":1}");
        answers.add("400 {\"error\":\"authorization_pending\",\"error_description\":\"wait\"}");
        answers.add("400 {\"error\":\"slow_down\",\"error_description\":\"wait\"}");
        answers.add("200 {\"token_type\":\"Bearer\",\"access_token\":\"token\"}");
        DeviceCode code = client.beginDevice("portals");
        assertThat(code.userCode()).isEqualTo("ABCD-EFGH");
        assertThat(code).asString().doesNotContain("secret");
        assertThat(client.poll("portals", code)).isEmpty();
        assertThat(client.poll("portals", code)).isEmpty();
        assertThat(client.poll("portals", code)).contains("token");
        assertThat(asked).contains("POST /oauth/device/code client_id=portals&scope=profile+openid+email");
    }

    @Test
    void aCodeThatExpiredOrWasRefusedEndsTheSignIn() {
        DeviceCode code = new DeviceCode(
                "ABCD-EFGH", URI.create("http://h"), URI.create("http://h"), Duration.ZERO, "s", Duration.ZERO);
        answers.add("400 {\"error\":\"expired_token\",\"error_description\":\"\"}");
        answers.add("400 {\"error\":\"access_denied\",\"error_description\":\"\"}");
        answers.add("400 {\"error\":\"invalid_client\",\"error_description\":\"no such client\"}");
        assertThatThrownBy(() -> client.poll("portals", code)).hasMessageContaining("has expired");
        assertThatThrownBy(() -> client.poll("portals", code)).hasMessageContaining("refused in the browser");
        assertThatThrownBy(() -> client.poll("portals", code)).hasMessage("no such client");
    }

    @Test
    void whatIsNoServiceIsSaidToBeNone() {
        for (String answer : new String[] {
            "200 <html>", "200 [1]", "200 {}", "200 {\"controller\":\"nonsense\"}", "200 " + "x".repeat(10_000)
        }) {
            answers.add(answer);
            assertThatThrownBy(client::discover)
                    .isInstanceOfSatisfying(
                            AccountException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_SERVICE));
        }
        stop();
        assertThatThrownBy(() -> new AccountClient(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .discover())
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OFFLINE));
    }

    @Test
    void thePageForTheBrowserHoldsTheChallengeAndNeverTheVerifier() {
        Pkce pkce = new Pkce("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        URI page = client.authorizePage("portals", pkce, URI.create("http://127.0.0.1:8000/callback"), "s 1");
        assertThat(page.getRawQuery())
                .contains("code_challenge=6oZqdX5MOLq_qBJ8vppAnT4fk6AP8UiP9zX8-Rev_9A", "state=s+1")
                .doesNotContain(pkce.verifier());
        assertThat(pkce).asString().doesNotContain(pkce.verifier());
        assertThat(Pkce.random(new SecureRandom()).verifier()).hasSize(43);
    }

    @Test
    void onlyTheBrowserWithTheRightStateBringsACode() throws Exception {
        try (BrowserCallback callback = new BrowserCallback("right", URI.create("http://h/device/success"));
                HttpClient browser = HttpClient.newHttpClient()) {
            assertThat(status(browser, callback, "?code=evil&state=wrong")).isEqualTo(404);
            assertThat(status(browser, callback, "?code=evil")).isEqualTo(404);
            assertThat(status(browser, callback, "?code=good%2B1&state=right")).isEqualTo(302);
            assertThat(callback.await(Duration.ofSeconds(5))).isEqualTo("good+1");
        }
    }

    @Test
    void aBrowserThatBringsARefusalEndsTheSignIn() throws Exception {
        try (BrowserCallback callback = new BrowserCallback("right", URI.create("http://h/device/success"));
                HttpClient browser = HttpClient.newHttpClient()) {
            assertThat(status(browser, callback, "?error=access_denied&state=right"))
                    .isEqualTo(302);
            assertThatThrownBy(() -> callback.await(Duration.ofSeconds(5))).isInstanceOf(AccountException.class);
        }
    }

    private static int status(HttpClient browser, BrowserCallback callback, String query) throws Exception {
        return browser.send(
                        HttpRequest.newBuilder(URI.create(callback.redirect() + query))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whatAHostileServiceSaysOfAPersonIsBoundedAndShowsWhatIsThere() {
        answers.add("200 {\"sub\":\"1\",\"email\":\"ada@example.org\",\"email_verified\":true,\"name\":\"A\\u202eda\\n"
                + "\\u001b[31m"
                + "x".repeat(10_000) + "\",\"nickname\":\"\\u0000\",\"picture\":\"file:///etc/passwd\"}");
        UserInfo info = client.userInfo("token");
        assertThat(info.name()).startsWith("Ada[31mxxx").hasSizeLessThanOrEqualTo(200);
        assertThat(info.nickname()).isEmpty();
        assertThat(info.picture()).isEmpty();
        for (String picture :
                List.of("javascript:alert(1)", "data:text/html,x", "https://h/" + "x".repeat(3_000), "nothing")) {
            answers.add("200 {\"sub\":\"1\",\"email\":\"ada@example.org\",\"picture\":\"" + picture + "\"}");
            assertThat(client.userInfo("token").picture()).as(picture).isEmpty();
        }
        answers.add("200 {\"sub\":\"1\",\"email\":\"ada@example.org\",\"picture\":\"https://h/a.png\"}");
        assertThat(client.userInfo("token").picture()).isEqualTo("https://h/a.png");
        answers.add("200 {\"sub\":\"1\",\"email\":\"ada@example.org\\nbob@example.org\"}");
        assertThatThrownBy(() -> client.userInfo("token")).isInstanceOf(AccountException.class);
    }
}
