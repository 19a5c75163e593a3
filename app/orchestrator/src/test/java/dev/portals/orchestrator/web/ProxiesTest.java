package dev.portals.orchestrator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private final Proxies proxies = new Proxies(List.of("10.1.0.0/20", "192.0.2.7", "fd00::/9"));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 198.51.100.7, 198.51.100.7",
        "127.0.0.1, 2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6",
        "10.1.15.255, 198.51.100.7, 198.51.100.7",
        "10.1.16.0, 198.51.100.7, 10.1.16.0",
        "192.0.2.7, 198.51.100.7, 198.51.100.7",
        "192.0.2.8, 198.51.100.7, 192.0.2.8",
        "fd7f::1, 198.51.100.7, 198.51.100.7",
        "fd80::1, 198.51.100.7, fd80::1",
    })
    void onlyAProxyThatWasNamedOrIsHereIsBelieved(String sender, String forwarded, String client) {
        assertThat(client(sender, forwarded)).isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void aChainIsBelievedAsFarAsItsProxiesAre() {
        assertThat(client("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.1.2.3"))
                .isEqualTo(InetAddress.ofLiteral("198.51.100.7"));
        assertThat(client("127.0.0.1", "203.0.113.9,198.51.100.7")).isEqualTo(InetAddress.ofLiteral("198.51.100.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999.1.1.1", "", " ", "unknown", "localhost", "1.2.3.4:80", "[::1]", "203.0.113.9, bad"})
    void whatIsNoAddressIsNobody(String forwarded) {
        assertThat(client("127.0.0.1", forwarded)).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> new Proxies(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is neither an address nor a network");
    }

    private InetAddress client(String sender, String forwarded) {
        return proxies.client(InetAddress.ofLiteral(sender), Map.of("x-forwarded-for", forwarded));
    }
}
