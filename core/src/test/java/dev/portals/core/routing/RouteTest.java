package dev.portals.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    private static final HexFormat HEX = HexFormat.of();

    private static String hex(Route route) {
        byte[] out = new byte[route.encodedLength() + 2];
        assertThat(route.encode(out, 1)).isEqualTo(route.encodedLength());
        assertThat(out[0]).isZero();
        assertThat(out[out.length - 1]).isZero();
        return HEX.formatHex(out, 1, out.length - 1);
    }

    private static Route decode(String hex) {
        return Route.decode(new CborReader(HEX.parseHex(hex)));
    }

    @Test
    void aRouteIsReadFromTextWithAnySpaces() {
        Route route = Route.parse(" n1 =>1#h:1=> n3 ");
        assertThat(route.hops()).containsExactly(Address.local("n1"), Address.tcp("h:1"), Address.local("n3"));
        assertThat(route).hasToString("0#n1 => 1#h:1 => 0#n3").isEqualTo(Route.parse(route.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a => b#c#d", "a => tcp#h:1", "256#x => a"})
    void textThatIsNoRouteIsRefused(String text) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Route.parse(text));
    }

    @Test
    void anEmptyPieceIsTheLocalAddressWithoutAName() {
        assertThat(Route.parse("a=>").hops()).containsExactly(Address.local("a"), Address.local(""));
    }

    @Test
    void anEmptyRouteHasNoHopToGive() {
        for (Route empty : List.of(
                Route.EMPTY,
                Route.of(),
                Route.local("a").rest(),
                Route.local("a").withoutLast())) {
            assertThat(empty.isEmpty()).isTrue();
            assertThat(empty).isEqualTo(Route.EMPTY).hasToString("").hasSameHashCodeAs(Route.EMPTY);
            for (ThrowingCallable step :
                    List.<ThrowingCallable>of(empty::first, empty::last, empty::rest, empty::withoutLast)) {
                assertThatExceptionOfType(IncompleteRouteException.class).isThrownBy(step);
            }
        }
    }

    @Test
    void hopsAreTakenFromTheFrontAndTheBack() {
        Route route = Route.local("a", "b", "c");
        assertThat(route.size()).isEqualTo(3);
        assertThat(route.first()).isEqualTo(Address.local("a"));
        assertThat(route.last()).isEqualTo(Address.local("c"));
        assertThat(route.rest()).isEqualTo(Route.local("b", "c"));
        assertThat(route.withoutLast()).isEqualTo(Route.local("a", "b"));
        assertThat(route.rest().withoutLast()).isEqualTo(Route.local("b"));
        assertThat(route.rest().first()).isEqualTo(Address.local("b"));
        assertThat(route).isEqualTo(Route.local("a", "b", "c"));
    }

    @Test
    void aRouteThatLostItsFirstHopNeverShowsItAgain() {
        Route rest = Route.local("secret", "b").rest();
        assertThat(rest.get(0)).isEqualTo(Address.local("b"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rest.get(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rest.get(1));
        assertThat(rest.hops()).containsExactly(Address.local("b"));
        assertThat(rest.prepend(Address.local("x"))).isEqualTo(Route.local("x", "b"));
        assertThat(hex(rest)).isEqualTo("8182004162");
    }

    @Test
    void routesAreJoinedInOrder() {
        Route ab = Route.local("z", "a", "b").rest();
        Route cd = Route.local("z", "c", "d").rest();
        assertThat(cd.prepend(ab)).isEqualTo(Route.local("a", "b", "c", "d"));
        assertThat(ab.append(Address.local("c"))).isEqualTo(Route.local("a", "b", "c"));
        assertThat(Route.EMPTY.prepend(ab)).isEqualTo(ab);
        assertThat(ab.prepend(Route.EMPTY)).isEqualTo(ab);
        assertThat(Route.EMPTY.append(Address.local("c"))).isEqualTo(Route.local("c"));
    }

    @Test
    void nobodyChangesARouteFromOutside() {
        Address[] hops = {Address.local("a"), Address.local("b")};
        Route route = Route.of(hops);
        hops[0] = Address.local("x");
        assertThat(route).isEqualTo(Route.local("a", "b"));
        List<Address> list = new ArrayList<>(List.of(Address.local("a")));
        Route fromList = Route.of(list);
        list.clear();
        assertThat(fromList).isEqualTo(Route.local("a"));
    }

    @ParameterizedTest
    @CsvSource({"80, ''", "818200446563686f, echo", "8282004161820141 62, a => 1#b"})
    void theBytesOfARouteAreThoseOfTheSpecification(String spaced, String text) {
        String hex = spaced.replace(" ", "");
        Route route = text.isEmpty() ? Route.EMPTY : Route.parse(text);
        assertThat(hex(route)).isEqualTo(hex);
        assertThat(decode(hex)).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9fff", "9800", "990000", "9a00000000", "9b0000000000000000"})
    void anEmptyRouteIsReadInEveryForm(String hex) {
        assertThat(decode(hex)).isSameAs(Route.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "f6",
                "40",
                "60",
                "a0",
                "c180",
                "8182190100" + "4161",
                "8182006161",
                "818100",
                "8100",
                "81f6",
                "82820041 61",
                "9f82004161",
                "9a7fffffff",
                "9b0000000100000000",
                "9bffffffffffffffff"
            })
    void aRouteThatIsBrokenOrLiesAboutItsLengthIsRefused(String hex) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex.replace(" ", "")));
    }

    @Test
    void aRouteFromOutsideHas64HopsAtMost() {
        String hop = "82004161";
        assertThat(decode("9840" + hop.repeat(64)).size()).isEqualTo(64);
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode("9841" + hop.repeat(65)));
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode("9f" + hop.repeat(65) + "ff"));
    }

    @Test
    void whatLiesBehindARouteIsLeftAlone() {
        CborReader in = new CborReader(HEX.parseHex("818200416107"));
        assertThat(Route.decode(in)).isEqualTo(Route.local("a"));
        assertThat(in.uint(7)).isEqualTo(7);
    }

    @Test
    void aFlowControlIdIs32HexDigitsAndPrintsAsThem() {
        FlowControlId id = FlowControlId.random(new java.security.SecureRandom());
        assertThat(id.toString()).matches("[0-9a-f]{32}").isEqualTo(id.text());
        assertThat(id).isNotEqualTo(FlowControlId.random(new java.security.SecureRandom()));
        byte[] cbor = new CborWriter().map(1).uint(1).text(id.text()).toBytes();
        assertThat(HEX.formatHex(cbor)).startsWith("a1017820").hasSize(2 * (4 + 32));
    }

    @Test
    void anyRouteComesBackFromItsBytesAndItsTruncationsAreRefused() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            Address[] hops = new Address[random.nextInt(12)];
            for (int i = 0; i < hops.length; i++) {
                byte[] value = new byte[random.nextInt(300)];
                random.nextBytes(value);
                hops[i] = Address.of(random.nextInt(256), value);
            }
            Route route = Route.of(hops).prepend(Address.local("x")).rest();
            String hex = hex(route);
            assertThat(decode(hex)).isEqualTo(route).hasSameHashCodeAs(route);
            int shorter = random.nextInt(hex.length() / 2);
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex.substring(0, 2 * shorter)));
        }
    }

    @Test
    void randomBytesAreARouteOrRefusedAndNothingElse() {
        Random random = new Random(12);
        byte[] start = HEX.parseHex("838200416182014162820043616263");
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = start.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Route.decode(new CborReader(bytes)).size()).isBetween(0, bytes.length);
            } catch (DecodeException expected) {
                assertThat(expected.getStackTrace()).isEmpty();
            }
        }
    }
}
