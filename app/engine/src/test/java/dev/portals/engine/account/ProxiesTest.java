package dev.portals.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final URI SITE = URI.create("https://portals.example.org/x");

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://proxy:3128, proxy, 3128",
        "HTTPS_PROXY, proxy:8080, proxy, 8080",
        "all_proxy, http://proxy, proxy, 80",
        "ALL_PROXY, https://user:word@proxy:1/, proxy, 1"
    })
    void theEnvironmentNamesTheProxy(String name, String value, String host, int port) {
        assertThat(selected(Map.of(name, value), SITE)).isEqualTo(InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, false",
        ".example.org, false",
        "'a, portals.example.org:443', false",
        "*, false",
        "ample.org, true",
        "portals.example.org.evil, true",
        "'', true"
    })
    void hostsAreExcepted(String exceptions, boolean proxied) {
        assertThat(selected(Map.of("https_proxy", "proxy:1", "no_proxy", exceptions), SITE) != null)
                .isEqualTo(proxied);
    }

    @Test
    void thisComputerIsNeverAskedThroughOne() {
        Map<String, String> proxy = Map.of("http_proxy", "proxy:1");
        assertThat(selected(proxy, URI.create("http://localhost:80"))).isNull();
        assertThat(selected(proxy, URI.create("http://127.0.0.1:80"))).isNull();
        assertThat(selected(proxy, URI.create("http://[::1]:80"))).isNull();
        assertThat(selected(proxy, URI.create("http://example.org"))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"https_proxy, socks5://proxy:1", "https_proxy, '::'", "https_proxy, 'http://'", "http_proxy, proxy:1"})
    void whatSaysNothingAboutItIsNoProxy(String name, String value) {
        assertThat(selected(Map.of(name, value), SITE)).isNull();
    }

    @Test
    void withoutTheEnvironmentTheSystemIsAsked() {
        InetSocketAddress address = InetSocketAddress.createUnresolved("system", 9);
        Proxies proxies = new Proxies(Map.of(), ProxySelector.of(address));
        assertThat(proxies.select(SITE)).containsExactly(new Proxy(Proxy.Type.HTTP, address));
        proxies.connectFailed(SITE, address, new IOException("no"));
    }

    private static Object selected(Map<String, String> environment, URI uri) {
        return new Proxies(environment, null).select(uri).getFirst().address();
    }
}
