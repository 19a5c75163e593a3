package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final HexFormat HEX = HexFormat.of();

    private static String hex(Address address) {
        byte[] out = new byte[address.encodedLength() + 2];
        assertThat(address.encode(out, 1)).isEqualTo(address.encodedLength());
        assertThat(out[0]).isZero();
        assertThat(out[out.length - 1]).isZero();
        return HEX.formatHex(out, 1, out.length - 1);
    }

    private static Address decode(String hex) {
        return Address.decode(new CborReader(HEX.parseHex(hex)));
    }

    @Test
    void aBareNameIsALocalWorker() {
        Address echo = Address.parse("echo");
        assertThat(echo.type()).isZero();
        assertThat(echo.isLocal()).isTrue();
        assertThat(echo.name()).isEqualTo("echo");
        assertThat(echo).hasToString("0#echo").isEqualTo(Address.local("echo"));
    }

    @Test
    void aTcpAddressPrintsAsItWasWritten() {
        Address tcp = Address.parse("1#127.0.0.1:4000");
        assertThat(tcp).isEqualTo(Address.tcp("127.0.0.1:4000")).hasToString("1#127.0.0.1:4000");
        assertThat(tcp.isLocal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', 0, ''", "1#, 1, ''", "255#x, 255, x", "+7#x, 7, x", "007#x, 7, x", "0#a b, 0, a b"})
    void everyWrittenFormIsRead(String text, int type, String name) {
        Address address = Address.parse(text);
        assertThat(address.type()).isEqualTo(type);
        assertThat(address.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#x",
                "256#x",
                "-1#x",
                "-0#x",
                "tcp#h:1",
                "a#b#c",
                "1##",
                "##",
                " 1#x",
                "1 #x",
                "+#x",
                "++1#x",
                "99999999999#x",
                "0x1#x",
                "\u0661#x"
            })
    void textThatIsNoAddressIsRefused(String text) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Address.parse(text));
    }

    @Test
    void randomAddressesAre32HexDigitsAndNeverTheSame() {
        SecureRandom random = new SecureRandom();
        Address one = Address.random(random);
        assertThat(one.name()).matches("[0-9a-f]{32}");
        assertThat(one.isLocal()).isTrue();
        assertThat(one).isNotEqualTo(Address.random(random));
    }

    @Test
    void aValueThatIsNotTextSurvivesAndPrintsAsPeersPrintIt() {
        Address address = Address.of(0, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(address).hasToString("0#Invalid UTF-8");
        assertThat(hex(address)).isEqualTo("820042fffe");
        assertThat(decode("820042fffe")).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "echo, 8200446563686f",
        "1#127.0.0.1:4000, 82014e3132372e302e302e313a34303030",
        "200#x, 8218c84178",
        "'', 820040"
    })
    void theExamplesOfTheSpecificationAreTheirExactBytes(String text, String hex) {
        assertThat(hex(Address.parse(text))).isEqualTo(hex);
        assertThat(decode(hex)).isEqualTo(Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8218004161",
                "8219000041 61",
                "9f004161ff",
                "8300416107",
                "820058 0161",
                "9802004161",
                "8500416107f6a0"
            })
    void everyAcceptedFormIsRead(String hex) {
        assertThat(decode(hex.replace(" ", ""))).isEqualTo(Address.local("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "8100",
                "82190100" + "4161",
                "82006161",
                "8200f6",
                "82f64161",
                "a10041",
                "f6",
                "c182004161",
                "82004261",
                "82005f4161ff",
                "82204161",
                "9f004161",
                "83004161",
                "82005affffffff",
                "82f74161"
            })
    void everyRefusedFormIsRefused(String hex) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex));
    }

    @Test
    void anAddressFromOutsideMayBe4096BytesLongAndNoLonger() {
        Address longest = Address.local("x".repeat(4096));
        assertThat(decode(hex(longest))).isEqualTo(longest);
        String longer = hex(Address.local("x".repeat(4097)));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(longer));
    }

    @Test
    void addressesAreTheSameOnlyIfTypeAndEveryByteAre() {
        Address a = Address.local("a");
        assertThat(a).isEqualTo(Address.of(0, new byte[] {'a'})).hasSameHashCodeAs(Address.of(0, new byte[] {'a'}));
        for (Address other : List.of(Address.local("A"), Address.tcp("a"), Address.local("aa"), Address.local(""))) {
            assertThat(a).isNotEqualTo(other);
        }
        assertThat(a).isNotEqualTo("0#a");
    }

    @Test
    void nobodyChangesAnAddressFromOutside() {
        byte[] value = {'a'};
        Address address = Address.of(0, value);
        value[0] = 'b';
        address.value()[0] = 'c';
        assertThat(address.name()).isEqualTo("a");
    }

    @Test
    void aTransportTypeIsOneByte() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(256, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(-1, new byte[0]));
        assertThat(Address.of(255, "x".getBytes(StandardCharsets.UTF_8))).hasToString("255#x");
    }
}
