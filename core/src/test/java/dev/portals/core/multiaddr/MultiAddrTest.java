package dev.portals.core.multiaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of spec 01 section 7 (checklist M1 to M3), and whatever else may come in. */
class MultiAddrTest {
    private static final int ROUNDS = 20_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4711);

    private static String hex(MultiAddr address) {
        return HexFormat.of().formatHex(address.encode());
    }

    private static MultiAddr decode(String hex) {
        return MultiAddr.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "/ip4/127.0.0.1/tcp/4000, 04 7f000001 06 0fa0",
        "/ip6/::1/tcp/8080, 29 00000000000000000000000000000001 06 1f90",
        "/dnsaddr/localhost/tcp/4000/service/api, 38 09 6c6f63616c686f7374 06 0fa0 bee803 03 617069",
        "/node/n1, ceb604 02 6e31",
        "/project/p1, de8405 02 7031",
        "/space/s1, eed205 02 7331",
        "/secure/api, c68906 03 617069",
        "/worker/w, fea006 01 77",
        "/ip4/192.0.2.255/udp/4433, 04 c00002ff 9102 1151",
        "/udp/0/tcp/65535, 9102 0000 06 ffff",
        "/project/default/service/forward_to_n2/secure/api/service/outlet,"
                + " de8405 07 64656661756c74 bee803 0d 666f72776172645f746f5f6e32 c68906 03 617069"
                + " bee803 06 6f75746c6574",
    })
    void textAndBytesAreTheSameAddress(String text, String bytes) {
        MultiAddr address = MultiAddr.parse(text);
        assertThat(hex(address)).isEqualTo(bytes.replace(" ", ""));
        assertThat(decode(bytes)).isEqualTo(address).hasSameHashCodeAs(address).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | ~~",
                "self | /secure/api",
                "/node/n1 | /node/n1",
                "node/n1 | /node/n1",
                "/service | /service/",
                "/service/ | /service/",
                "service | /service/",
                "/node//service/x | /node//service/x",
                "/tcp/04000 | /tcp/4000",
                "/tcp/+4000 | /tcp/4000",
                "/udp/0 | /udp/0",
                "/ip6/0:0:0:0:0:0:0:1 | /ip6/::1",
                "/ip6/::ffff:1.2.3.4 | /ip6/::ffff:1.2.3.4",
                "/ip6/::1.2.3.4 | /ip6/::102:304",
                "/ip6/:: | /ip6/::",
                "/ip6/FE80::A | /ip6/fe80::a",
                "/ip6/1:0:0:2:0:0:0:3 | /ip6/1:0:0:2::3",
                "/ip6/1:0:2:3:4:5:6:7 | /ip6/1:0:2:3:4:5:6:7",
                "/ip6/1:0:0:2:3:0:0:4 | /ip6/1::2:3:0:0:4",
                "/dnsaddr/LocalHost/tcp/1 | /dnsaddr/LocalHost/tcp/1",
                "/project/ü | /project/ü",
                "/service/a b#c | /service/a b#c"
            })
    void textIsReadAsThePeersReadIt(String text, String printed) {
        assertThat(MultiAddr.parse(text)).hasToString(printed);
        assertThat(MultiAddr.parse(printed)).isEqualTo(MultiAddr.parse(text));
    }

    @Test
    void namesAreUtf8() {
        assertThat(hex(MultiAddr.parse("/project/ü"))).isEqualTo("de840502c3bc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/self",
                "/node/n1/self",
                "/",
                "//",
                "//node/n1",
                "/node/n1/",
                "/tcp/65536",
                "/tcp/",
                "/tcp/-1",
                "/tcp/4000x",
                "/tcp/ 1",
                "/tcp/++1",
                "/tcp/+",
                "/tcp/٤",
                "/udp/70000",
                "/ip4/127.0.0.01",
                "/ip4/1.2.3",
                "/ip4/1.2.3.4.5",
                "/ip4/256.1.1.1",
                "/ip4/",
                "/ip4/1.2.3.",
                "/ip4/a.b.c.d",
                "/ip6/fe80::1%1",
                "/ip6/",
                "/ip6/1.2.3.4",
                "/ip6/[::1]",
                "/ip6/:::",
                "/ip6/1:2:3:4:5:6:7:8:9",
                "/ip6/12345::",
                "/ip6/::1.2.3.4.5",
                "/Service/x",
                "/foo/bar",
                " /node/n1",
                "/service/\ud800"
            })
    void otherTextIsRefusedWithASentence(String text) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).contains(" ").hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 7f0000",
                "86 00 0fa0",
                "bee803 8200 6162",
                "bee803 03 6170",
                "bee803 02 fffe",
                "07 00",
                "060fa000",
                "04",
                "06",
                "29",
                "38",
                "bee8",
                "bee803",
                "9182 00 0000",
                "91 02 00",
                "ffffffff0f",
                "ffffffffff01",
                "8080808080808080808001",
                "bee803 ffffffffffffffffff01",
                "bee803 ffffffff07",
                "bee803 01 80",
                "bee803 03 eda080",
                "84808080 10 7f000001",
                "bee803 ffffffffffffffffff7f"
            })
    void otherBytesAreRefused(String bytes) {
        assertThatExceptionOfType(MultiAddrSyntaxException.class).isThrownBy(() -> decode(bytes));
    }

    @Test
    void emptyIsAnAddressAndAnEmptyName() {
        assertThat(decode("")).isEqualTo(MultiAddr.parse("")).hasToString("");
        assertThat(decode("bee803 00").components()).containsExactly(new MultiAddr.Service(""));
    }

    @Test
    void tooLongInputIsRefused() {
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.parse("/service/" + "x".repeat(MultiAddr.MAX_LENGTH)));
        assertThatExceptionOfType(MultiAddrSyntaxException.class)
                .isThrownBy(() -> MultiAddr.decode(new byte[MultiAddr.MAX_LENGTH + 1]));
    }

    @Test
    void addressesDoNotChange() {
        List<MultiAddr.Component> parts = new ArrayList<>(List.of(new MultiAddr.Node("a")));
        MultiAddr address = new MultiAddr(parts);
        parts.clear();
        assertThat(address).hasToString("/node/a");
        assertThat(address.first(MultiAddr.Node.class)).isEqualTo(new MultiAddr.Node("a"));
        assertThat(address.first(MultiAddr.Tcp.class)).isNull();
    }

    @Test
    void anyAddressReadsTheSameFromTextAndBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            List<MultiAddr.Component> parts = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                parts.add(part());
            }
            MultiAddr address = new MultiAddr(parts);
            assertThat(MultiAddr.decode(address.encode())).isEqualTo(address);
            assertThat(MultiAddr.parse(address.toString())).isEqualTo(address);
        }
    }

    private MultiAddr.Component part() {
        String name = "näme.😀 %".substring(0, new int[] {0, 1, 3, 5, 7, 8, 9}[random.nextInt(7)]);
        return switch (random.nextInt(11)) {
            case 0 ->
                MultiAddr.parse("/ip4/" + random.nextInt(256) + ".0.2." + random.nextInt(256))
                        .components()
                        .getFirst();
            case 1 -> {
                StringBuilder groups = new StringBuilder(Integer.toHexString(random.nextInt(0x10000)));
                for (int i = 0; i < 7; i++) {
                    groups.append(':')
                            .append(random.nextBoolean() ? "0" : Integer.toHexString(random.nextInt(0x10000)));
                }
                yield MultiAddr.parse("/ip6/" + groups).components().getFirst();
            }
            case 2 -> new MultiAddr.DnsAddr(name);
            case 3 -> new MultiAddr.Tcp(random.nextInt(0x10000));
            case 4 -> new MultiAddr.Udp(random.nextInt(0x10000));
            case 5 -> new MultiAddr.Worker(name);
            case 6 -> new MultiAddr.Secure(name);
            case 7 -> new MultiAddr.Node(name);
            case 8 -> new MultiAddr.Project(name);
            case 9 -> new MultiAddr.Space(name);
            default -> new MultiAddr.Service("x" + name);
        };
    }

    @Test
    void anyBytesAreAnAddressThatWritesTheSameBytesOrAnError() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new MultiAddr(List.of(part(), part())).encode();
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            MultiAddr address;
            try {
                address = MultiAddr.decode(bytes);
            } catch (MultiAddrSyntaxException e) {
                continue;
            }
            assertThat(address.encode()).isEqualTo(bytes);
        }
    }

    @Test
    void anyTextIsAnAddressOrAnError() {
        List<String> pieces =
                List.of("/", "ip4", "ip6", "tcp", "udp", "service", "1.2.3.4", "::1", "::", ".", "0", "é", "\ud800");
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            MultiAddr address;
            try {
                address = MultiAddr.parse(text.toString());
            } catch (MultiAddrSyntaxException e) {
                continue;
            }
            assertThat(MultiAddr.decode(address.encode())).isEqualTo(address);
        }
    }
}
