package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnamePortTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:80,localhost:80",
        "33domain:80,33domain:80",
        "xn--74h.com:80,xn--74h.com:80",
        "sub.xn_74h.com:80,sub.xn_74h.com:80",
        ":80,127.0.0.1:80",
        "80,127.0.0.1:80",
        "+80,127.0.0.1:80",
        "10.0.0.1:65535,10.0.0.1:65535",
        "[::1]:8080,[::1]:8080",
        "[0:0:0:0:0:0:0:0]:1,[::]:1",
        "[2001:DB8:0:0:1:0:0:1]:443,[2001:db8::1:0:0:1]:443",
        "[::ffff:1.2.3.4]:5,[::ffff:1.2.3.4]:5"
    })
    void aFormOfHostAndPortIsRead(String text, String printed) {
        assertThat(HostnamePort.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid",
                "localhost:80:80",
                "192,166,0.1:9999",
                "-a:80",
                "a-:80",
                ".a:80",
                "a.:80",
                "a..b:80",
                "a b:80",
                "",
                ":",
                "a:",
                "a:x",
                "65536",
                "a:65536",
                "a:-1",
                "99999999999999999999",
                "[::1]",
                "[::g]:1",
                "[1:2]:3",
                "::1:80"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> HostnamePort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLabelHasAtMost63CharactersAndANameAtMost253() {
        String label = "a".repeat(63);
        assertThat(HostnamePort.parse(label + ":1").host()).isEqualTo(label);
        assertThatThrownBy(() -> HostnamePort.parse(label + "a:1")).isInstanceOf(IllegalArgumentException.class);
        String name = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(HostnamePort.parse(name + ":1").host()).hasSize(253);
        assertThatThrownBy(() -> HostnamePort.parse(name + "a:1")).isInstanceOf(IllegalArgumentException.class);
    }
}
