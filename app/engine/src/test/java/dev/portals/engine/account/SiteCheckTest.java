package dev.portals.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.account.SiteCheck.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteCheckTest {
    private static final URI SITE = URI.create("http://portals.example.org");
    private static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");
    private static final String OURS = "{\"controller\":\"/ip4/1.2.3.4/tcp/1\"}";

    @ParameterizedTest
    @CsvSource({
        "302, http://wifi.example/login, http://wifi.example/login",
        "307, https://wifi.example/login, https://wifi.example/login",
        "511, , http://portals.example.org"
    })
    void aNetworkThatSendsOneElsewhereWantsOneToSignIn(int status, String location, String page) {
        assertThat(judge(status, location, null, "")).isEqualTo(new Finding.Captive(URI.create(page)));
    }

    @Test
    void aPageInTheSitesPlaceIsOneToSignInAt() {
        assertThat(judge(200, null, null, "\n<html>Welcome")).isEqualTo(new Finding.Captive(SITE));
    }

    @Test
    void aSiteThatGoesToEncryptionByItselfIsFine() {
        assertThat(judge(301, "https://portals.example.org/.well-known/portals", null, ""))
                .isEqualTo(new Finding.Fine(Duration.ZERO));
        assertThat(judge(301, "/elsewhere", null, "")).isEqualTo(new Finding.Fine(Duration.ZERO));
    }

    @Test
    void theClocksAreCompared() {
        assertThat(judge(200, null, "Thu, 12 Mar 2026 11:53:00 GMT", OURS))
                .isEqualTo(new Finding.Fine(Duration.ofMinutes(7)));
        assertThat(judge(200, null, "Thu, 12 Mar 2026 12:07:00 GMT", OURS))
                .isEqualTo(new Finding.Fine(Duration.ofMinutes(-7)));
        assertThat(judge(200, null, "yesterday", OURS)).isEqualTo(new Finding.Fine(Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"404,", "500,", "302, 'ftp://x'", "302, '::'", "302,", "204,"})
    void fromAnythingElseNothingIsConcluded(int status, String location) {
        assertThat(judge(status, location, null, "")).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void theSiteIsReallyAsked() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/portals", exchange -> {
            byte[] body = OURS.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        SiteCheck check = new SiteCheck(() -> Instant.now().plus(Duration.ofHours(1)));
        try {
            assertThat(check.look(base))
                    .isInstanceOfSatisfying(
                            Finding.Fine.class,
                            fine -> assertThat(fine.clockAhead())
                                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
        } finally {
            server.stop(0);
        }
        assertThat(check.look(base)).isInstanceOf(Finding.Unknown.class);
    }

    private static Finding judge(int status, String location, String date, String body) {
        Map<String, List<String>> headers = new java.util.HashMap<>();
        if (location != null) {
            headers.put("Location", List.of(location));
        }
        if (date != null) {
            headers.put("Date", List.of(date));
        }
        return SiteCheck.judge(SITE, status, HttpHeaders.of(headers, (name, value) -> true), body, NOW);
    }
}
