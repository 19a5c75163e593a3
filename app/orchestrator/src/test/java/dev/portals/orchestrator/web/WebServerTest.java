package dev.portals.orchestrator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.orchestrator.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private WebServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        base = URI.create("http://127.0.0.1:" + server.address().getPort());
        Routes routes = new Routes()
                .get("/things/{id}", request -> Response.html(200, request.parameter("id")))
                .post("/things", request -> Response.html(200, request.form().get("name")))
                .get(
                        "/page",
                        request -> Pages.message(
                                new Pages(PublicAddress.of("http://x")).frame("", null, false), 200, "Title", "<i>"))
                .get("/broken", request -> {
                    throw new IllegalStateException("a secret of the inside");
                });
        server.serve(PublicAddress.of("https://portals.example.org/base"), new Proxies(List.of()), routes);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void aPageIsFoundWithAndWithoutThePathOfThePublicAddress() throws Exception {
        assertThat(get("/things/1%202").body()).isEqualTo("1 2");
        assertThat(get("/base/things/7").body()).isEqualTo("7");
        assertThat(get("/things/").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() throws Exception {
        HttpResponse<String> answer = send("HEAD", "/things/7", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void anotherMethodIsToldWhichAreRight() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/things/7", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(send("GET", "/things", "").headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void everyAnswerIsSafeToShow() throws Exception {
        for (String path : new String[] {"/things/7", "/nothing", "/broken"}) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("script", "unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        }
    }

    @Test
    void aFailureInsideTellsNothing() throws Exception {
        HttpResponse<String> answer = get("/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void thePagesStylesheetIsThereAndKept() throws Exception {
        Matcher link =
                Pattern.compile("href=\"([^\"]*\\.css)\"").matcher(get("/page").body());
        assertThat(link.find()).isTrue();
        HttpResponse<String> style = get(link.group(1));
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(get("/page").body()).contains("&lt;i&gt;").doesNotContain("<i>");
    }

    @Test
    void aFormHasItsLimits() throws Exception {
        assertThat(send("POST", "/things", "name=a+b").body()).isEqualTo("a b");
        assertThat(send("POST", "/things", "name=" + "x".repeat(WebServer.MAX_BODY))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("POST", "/things", "a&".repeat(300)).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/things", "name=%zz").statusCode()).isEqualTo(400);
    }

    @Test
    void aHeadTooLargeIsCutOff() throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "GET /things/7 HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(500_000) + "\r\n\r\n";
            try {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).doesNotContain(" 200");
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void aHeaderIsOneLine() {
        assertThatThrownBy(() -> Response.redirect("/a\r\nSet-Cookie: x=y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.html(200, "").with("X:", "y")).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
