package dev.portals.core.multiaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.multiaddr.MultiAddr.Component;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of part by itself, and the borders of the binary form (spec 01 sections 7.1 to 7.3). */
class MultiAddrBinaryTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static MultiAddr decode(String text) {
        return MultiAddr.decode(hex(text));
    }

    private static Component only(String text) {
        List<Component> parts = MultiAddr.parse(text).components();
        assertThat(parts).hasSize(1);
        return parts.getFirst();
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("ip4", "192.0.2.1", "04", MultiAddr.Ip4.class),
                Arguments.of("ip6", "2001:db8::1", "29", MultiAddr.Ip6.class),
                Arguments.of("tcp", "4000", "06", MultiAddr.Tcp.class),
                Arguments.of("udp", "4000", "9102", MultiAddr.Udp.class),
                Arguments.of("dnsaddr", "example.org", "38", MultiAddr.DnsAddr.class),
                Arguments.of("service", "outlet", "bee803", MultiAddr.Service.class),
                Arguments.of("node", "n1", "ceb604", MultiAddr.Node.class),
                Arguments.of("project", "p1", "de8405", MultiAddr.Project.class),
                Arguments.of("space", "s1", "eed205", MultiAddr.Space.class),
                Arguments.of("secure", "api", "c68906", MultiAddr.Secure.class),
                Arguments.of("worker", "w", "fea006", MultiAddr.Worker.class));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindHasItsPrefixItsTextAndItsCode(String prefix, String value, String code, Class<?> kind) {
        String text = "/" + prefix + "/" + value;
        Component part = only(text);
        assertThat(part).isInstanceOf(kind);
        assertThat(part.prefix()).isEqualTo(prefix);
        assertThat(part.text()).isEqualTo(value);
        MultiAddr address = new MultiAddr(List.of(part));
        assertThat(address).hasToString(text);
        assertThat(HexFormat.of().formatHex(address.encode())).startsWith(code);
        assertThat(MultiAddr.decode(address.encode())).isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCodeOfEachKindWithoutItsValueIsRefused(String prefix, String value, String code, Class<?> kind) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class).isThrownBy(() -> decode(code));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyCutOfAnAddressIsRefusedOrAShorterAddress(String prefix, String value, String code, Class<?> kind) {
        byte[] whole = MultiAddr.parse("/" + prefix + "/" + value).encode();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            assertThatExceptionOfType(MultiAddrSyntaxException.class)
                    .as("%s bytes of %s", length, prefix)
                    .isThrownBy(() -> MultiAddr.decode(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aPrefixIsLowerCase(String prefix, String value, String code, Class<?> kind) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.parse("/" + prefix.toUpperCase(java.util.Locale.ROOT) + "/" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnsaddr", "service", "node", "project", "space", "secure", "worker"})
    void aNameMayBeEmptyOrAnyTextWithoutASlash(String prefix) {
        for (String name : List.of("", " ", "a b", "ü", "😀", "\u0000", "=", "forward_to_n2", "x".repeat(300))) {
            MultiAddr address = MultiAddr.parse("/" + prefix + "/" + name + "/tcp/1");
            assertThat(address.components()).hasSize(2);
            assertThat(address.components().getFirst().text()).isEqualTo(name);
            assertThat(MultiAddr.decode(address.encode())).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @CsvSource({"127, 7f", "128, 8001", "300, ac02", "16000, 807d"})
    void theLengthOfANameIsAVarint(int length, String varint) {
        String name = "x".repeat(length);
        String binary = "bee803" + varint + "78".repeat(length);
        assertThat(HexFormat.of().formatHex(MultiAddr.parse("/service/" + name).encode()))
                .isEqualTo(binary);
        assertThat(decode(binary).components()).containsExactly(new MultiAddr.Service(name));
    }

    @ParameterizedTest
    @CsvSource({"0, 0000", "1, 0001", "255, 00ff", "256, 0100", "32768, 8000", "65535, ffff"})
    void portsAreBigEndian(int port, String bytes) {
        assertThat(MultiAddr.parse("/tcp/" + port)).isEqualTo(decode("06" + bytes));
        assertThat(MultiAddr.parse("/udp/" + port)).isEqualTo(decode("9102" + bytes));
        assertThat(decode("06" + bytes)).hasToString("/tcp/" + port);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 0.0.0.0",
        "ffffffff, 255.255.255.255",
        "7f000001, 127.0.0.1",
        "0a000080, 10.0.0.128",
        "c0000201, 192.0.2.1"
    })
    void anIp4HostIsItsFourBytes(String bytes, String text) {
        assertThat(decode("04" + bytes)).hasToString("/ip4/" + text);
        assertThat(MultiAddr.parse("/ip4/" + text).encode()).isEqualTo(hex("04" + bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "00010000000000000000000000000000, 1::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "00010002000300040005000600070008, 1:2:3:4:5:6:7:8",
        "00010002000300040005000600000000, 1:2:3:4:5:6::",
        "00010002000300040005000600070000, 1:2:3:4:5:6:7:0",
        "00000000000300040005000600070008, ::3:4:5:6:7:8",
        "00000000000000000000ffff7f000001, ::ffff:127.0.0.1",
        "00000000000000000000ffff00000000, ::ffff:0.0.0.0",
        "0064ff9b0000000000000000c0000201, 64:ff9b::c000:201",
        "ffffffffffffffffffffffffffffffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80000000000000000000000000000a, fe80::a"
    })
    void anIp6HostIsPrintedInItsShortestForm(String bytes, String text) {
        assertThat(decode("29" + bytes)).hasToString("/ip6/" + text);
        assertThat(MultiAddr.parse("/ip6/" + text).encode()).isEqualTo(hex("29" + bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ip6/fe80::1%eth0", "/ip6/1::2::3", "/ip6/1:2:3", "/ip6/::g", "/ip6/127.0.0.1", "/ip6/:"})
    void whatIsNoIp6HostIsRefused(String text) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.parse(text))
                .withMessageContaining("/ip6/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "07", "2a", "37", "39", "9002", "9202", "bfe803", "cfb604", "ffa006", "ffffffff0f"})
    void theCodesBesideTheKnownOnesAreUnknown(String code) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> decode(code + "00".repeat(20)))
                .withMessageContaining("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8400 7f000001",
                "8600 0fa0",
                "a900 00000000000000000000000000000001",
                "b800 00",
                "918200 0fa0",
                "bee88300 00",
                "bee803 8000",
                "bee803 818000 78"
            })
    void aNumberThatIsLongerThanItMustBeIsRefused(String bytes) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class).isThrownBy(() -> decode(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c080", "ff", "edbfbf", "f4908080", "e282", "f09f98"})
    void aNameThatIsNotUtf8IsRefused(String utf8) {
        String length = HexFormat.of().toHexDigits((byte) (utf8.length() / 2));
        for (String code : List.of("38", "bee803", "ceb604", "de8405", "eed205", "c68906", "fea006")) {
            assertThatExceptionOfType(MultiAddrSyntaxException.class).isThrownBy(() -> decode(code + length + utf8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bee803 ffffffff0f 78", "bee803 ffffffffffffffff7f 78", "38 80808080808080808001 78"})
    void aLengthBeyondTheBytesCostsNoMemory(String bytes) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> decode(bytes))
                .withMessageContaining("too early");
    }

    @Test
    void anAddressOfExactlyTheLimitIsRead() {
        String name = "x".repeat(MultiAddr.MAX_LENGTH - "/service/".length());
        assertThat(MultiAddr.parse("/service/" + name).components()).containsExactly(new MultiAddr.Service(name));
        byte[] many = new byte[MultiAddr.MAX_LENGTH - 1];
        for (int at = 0; at < many.length; at += 3) {
            many[at] = 6;
        }
        assertThat(MultiAddr.decode(many).components()).hasSize(many.length / 3);
    }

    @Test
    void oneByteOrCharacterBeyondTheLimitIsRefused() {
        String name = "x".repeat(MultiAddr.MAX_LENGTH - "/service/".length() + 1);
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.parse("/service/" + name))
                .withMessageContaining("longer");
    }

    @Test
    void oneAddressBehindAnotherIsTheirBytesBehindEachOther() {
        MultiAddr host = MultiAddr.parse("/dnsaddr/example.org/tcp/4000");
        MultiAddr rest = MultiAddr.parse("/service/forward_to_n2/secure/api");
        MultiAddr whole = host.then(rest);
        assertThat(whole).hasToString(host.toString() + rest);
        assertThat(HexFormat.of().formatHex(whole.encode()))
                .isEqualTo(
                        HexFormat.of().formatHex(host.encode()) + HexFormat.of().formatHex(rest.encode()));
        assertThat(host.then(MultiAddr.parse(""))).isEqualTo(host);
        assertThat(host).as("is as it was").hasToString("/dnsaddr/example.org/tcp/4000");
    }

    @Test
    void theFirstPartOfAKindIsTheLeftmost() {
        MultiAddr address = MultiAddr.parse("/service/a/secure/x/service/b");
        assertThat(address.first(MultiAddr.Service.class)).isEqualTo(new MultiAddr.Service("a"));
        assertThat(address.first(MultiAddr.Secure.class)).isEqualTo(new MultiAddr.Secure("x"));
        assertThat(address.first(MultiAddr.Project.class)).isNull();
    }

    @Test
    void partsOfAnotherKindOrOrderAreAnotherAddress() {
        assertThat(MultiAddr.parse("/service/a")).isNotEqualTo(MultiAddr.parse("/worker/a"));
        assertThat(MultiAddr.parse("/tcp/1")).isNotEqualTo(MultiAddr.parse("/udp/1"));
        assertThat(MultiAddr.parse("/service/a/service/b")).isNotEqualTo(MultiAddr.parse("/service/b/service/a"));
        assertThat(MultiAddr.parse("/dnsaddr/A")).isNotEqualTo(MultiAddr.parse("/dnsaddr/a"));
        assertThat(MultiAddr.parse("/ip4/127.0.0.1")).isNotEqualTo(MultiAddr.parse("/ip6/::ffff:127.0.0.1"));
    }
}
