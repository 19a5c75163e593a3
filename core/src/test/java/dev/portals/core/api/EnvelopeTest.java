package dev.portals.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 section 8.5, 03 sections 3.1 and 3.2, 04 sections 0.2 to 0.6, 06 "A 01 §8.5". */
class EnvelopeTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] wrapped(String header) {
        return Bare.bytes(hex(header));
    }

    @Test
    void theExampleOfARequestComesOutToTheByte() {
        Request request = Request.of(0x11223344L, Method.GET, "/node");
        assertThat(hex(request.encode())).isEqualTo("12a4011a1122334402652f6e6f6465030004f4");
        assertThat(Request.decode(request.encode())).isEqualTo(request).hasSameHashCodeAs(request);
    }

    @Test
    void theExampleOfAResponseComesOutToTheByte() {
        Response response = new Response(0x55667788L, 0x11223344L, 200, Envelope.NO_BODY);
        assertThat(hex(response.encode())).isEqualTo("12a4011a55667788021a112233440318c804f4");
        assertThat(Response.decode(response.encode())).isEqualTo(response).hasSameHashCodeAs(response);
        assertThat(response.isOk()).isTrue();
    }

    @Test
    void theExamplesOfTheNodeInterfaceComeOutToTheByte() {
        assertThat(hex(Request.of(42, Method.GET, "/node").encode())).isEqualTo("0fa401182a02652f6e6f6465030004f4");
        byte[] post = new Request(1, "/node/outlet", Method.POST, hex("a0")).encode();
        assertThat(hex(post)).isEqualTo("16a4010102" + "6c2f6e6f64652f6f75746c6574" + "030104f5" + "a0");
        assertThat(hex(new Response(7, 42, 200, hex("80")).encode())).isEqualTo("0ca4010702182a0318c804f580");
        assertThat(hex(new Response(7, 42, 404, hex("80")).encode())).isEqualTo("0da4010702182a0319019404f580");
    }

    @Test
    void theExamplesOfErrorsComeOutToTheByte() {
        assertThat(hex(ApiError.of("boom").encode())).isEqualTo("a10364626f6f6d");
        assertThat(hex(ApiError.of("no").encode())).isEqualTo("a103626e6f");
        assertThat(hex(new ApiError("/node/relay/x", Method.GET, "boom", null).encode()))
                .isEqualTo("a3016d2f6e6f64652f72656c61792f780200" + "0364626f6f6d");
        ApiError nested = new ApiError(null, null, "outer", ApiError.of("inner"));
        assertThat(ApiError.decode(new CborReader(nested.encode()))).isEqualTo(nested);
    }

    @Test
    void aBodyFollowsTheHeaderWithoutASeparator() {
        Request request = new Request(3, "v0/enroll", Method.POST, hex("a1010a"));
        assertThat(Request.decode(request.encode()).body()).isEqualTo(hex("a1010a"));
        assertThat(Request.decode(request.encode())).isEqualTo(request);
        assertThat(request).isNotEqualTo(new Request(3, "v0/enroll", Method.POST, hex("a1010b")));
        assertThat(request.hasBody()).isTrue();
        assertThat(request).hasToString("POST v0/enroll");
    }

    @Test
    void aLongBodyHasALongLength() {
        Request request = new Request(3, "", Method.PUT, new byte[70_000]);
        assertThat(Request.decode(request.encode())).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a5 00 1a 0073c0f6 01 182a 02 65 2f6e6f6465 03 00 04 f4",
                "bf 01 182a 02 65 2f6e6f6465 03 00 04 f4 ff",
                "a4 04 f4 03 00 02 65 2f6e6f6465 01 182a",
                "a4 01 1b 000000000000002a 02 78 05 2f6e6f6465 03 18 00 04 f4",
                "a5 01 01 01 182a 02 65 2f6e6f6465 03 00 04 f4",
                "a6 01 182a 02 65 2f6e6f6465 03 00 04 f4 05 62 7b7d 18 63 82 01 a1 02 03",
                "a4 1800 f6 01 182a 02 65 2f6e6f6465 04 f4"
            })
    void requestsAreReadAsLenientlyAsPeersDo(String header) {
        Request request = Request.decode(wrapped(header));
        assertThat(request.id()).isEqualTo(42);
        assertThat(request.path()).isEqualTo("/node");
        assertThat(request.hasBody()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "a0",
                "a3 02 65 2f6e6f6465 03 00 04 f4",
                "a3 01 182a 03 00 04 f4",
                "a3 01 182a 02 65 2f6e6f6465 03 00",
                "a4 01 f6 02 65 2f6e6f6465 03 00 04 f4",
                "a4 01 1b 0000000100000000 02 65 2f6e6f6465 03 00 04 f4",
                "a4 01 182a 02 45 2f6e6f6465 03 00 04 f4",
                "a4 01 182a 02 62 fffe 03 00 04 f4",
                "a4 01 182a 02 7f 65 2f6e6f6465 ff 03 00 04 f4",
                "a4 01 182a 02 65 2f6e6f6465 03 20 04 f4",
                "a4 01 182a 02 65 2f6e6f6465 03 00 04 00",
                "a4 01 c1 182a 02 65 2f6e6f6465 03 00 04 f4",
                "a5 61 61 00 01 182a 02 65 2f6e6f6465 03 00 04 f4",
                "a5 20 00 01 182a 02 65 2f6e6f6465 03 00 04 f4",
                "a4 01 182a 02 65 2f6e6f6465 03 00 04"
            })
    void whatIsNoHeaderIsRefused(String header) {
        assertThatThrownBy(() -> Request.decode(wrapped(header))).isInstanceOf(DecodeException.class);
    }

    @Test
    void aLengthThatIsntThereIsRefused() {
        assertThatThrownBy(() -> Request.decode(hex("12 a401"))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Request.decode(hex("ffffffff07 a401"))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Response.decode(new byte[0])).isInstanceOf(DecodeException.class);
    }

    @Test
    void bytesBehindTheDataAreIgnored() {
        byte[] encoded = Request.of(42, Method.GET, "/node").encode();
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 3);
        assertThat(Request.decode(longer)).isEqualTo(Request.of(42, Method.GET, "/node"));
    }

    @Test
    void anUnknownMethodIsNoneRatherThanAnError() {
        assertThat(Request.decode(wrapped("a4 01 182a 02 60 03 09 04 f4")).method())
                .isNull();
        assertThat(Request.decode(wrapped("a3 01 182a 02 60 04 f4")).method()).isNull();
        assertThat(Request.decode(wrapped("a4 01 182a 02 60 03 f6 04 f4")).method())
                .isNull();
        Request without = new Request(1, "", null, Envelope.NO_BODY);
        assertThat(hex(without.encode())).isEqualTo("07a30101026004f4");
        assertThat(Request.decode(without.encode())).isEqualTo(without);
    }

    @Test
    void anUnknownStatusIsKeptAsItCame() {
        Response odd = Response.decode(wrapped("a4 01 07 02 182a 03 1901a6 04 f4"));
        assertThat(odd.code()).isEqualTo(422);
        assertThat(odd.isOk()).isFalse();
        assertThat(Status.of(422)).isNull();
        assertThat(Response.decode(wrapped("a3 01 07 02 182a 04 f4")).code()).isZero();
        assertThat(Response.decode(wrapped("a4 01 07 02 182a 03 f6 04 f4")).code())
                .isZero();
        assertThat(odd).hasToString("response 422 to 42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a3 02 182a 03 18c8 04 f4",
                "a3 01 07 03 18c8 04 f4",
                "a3 01 07 02 182a 03 18c8",
                "a4 01 07 02 182a 03 18c8 04 f6",
                "a4 01 07 02 61 61 03 18c8 04 f4",
                "84 07 182a 18c8 f4"
            })
    void whatIsNoResponseHeaderIsRefused(String header) {
        assertThatThrownBy(() -> Response.decode(wrapped(header))).isInstanceOf(DecodeException.class);
    }

    @Test
    void aFlagWithoutABodyIsNoBody() {
        Response empty = Response.decode(wrapped("a4 01 07 02 182a 03 18c8 04 f5"));
        assertThat(empty.hasBody()).isFalse();
        assertThat(hex(empty.encode())).endsWith("04f4");
    }

    @ParameterizedTest
    @CsvSource({
        "a10364626f6f6d, boom",
        "64626f6f6d, boom",
        "44626f6f6d, boom",
        "bf0364626f6f6dff, boom",
        "a20364626f6f6d1863f6, boom",
        "a2001a0051c5dc0364626f6f6d, boom",
        "a0, ''",
        "a10101, ''",
        "'', ''",
        "80, ''",
        "65626f6f6d, ''",
        "f6, ''",
        "00, ''",
        "a103f6, ''"
    })
    void anErrorIsReadInEveryForm(String body, String message) {
        assertThat(new Response(1, 2, 400, hex(body)).errorMessage()).isEqualTo(message);
    }

    @Test
    void causesAreBounded() {
        ApiError deep = ApiError.of("bottom");
        for (int i = 0; i < 8; i++) {
            deep = new ApiError(null, null, null, deep);
        }
        assertThat(ApiError.decode(new CborReader(deep.encode()))).isEqualTo(deep);
        byte[] tooDeep = new ApiError(null, null, null, deep).encode();
        assertThatThrownBy(() -> ApiError.decode(new CborReader(tooDeep))).isInstanceOf(DecodeException.class);
        assertThat(new Response(1, 2, 400, tooDeep).errorMessage()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void methodsHaveTheirNumbers(Method method) {
        assertThat(Method.of(method.code())).isEqualTo(method);
        assertThat(Method.of(5)).isNull();
        assertThat(Method.of(-1)).isNull();
    }

    @Test
    void thereAreTenStatuses() {
        assertThat(Arrays.stream(Status.values()).map(Status::code))
                .containsExactly(200, 400, 401, 403, 404, 405, 408, 409, 500, 501);
        for (Status status : Status.values()) {
            assertThat(Status.of(status.code())).isEqualTo(status);
        }
    }

    @Test
    void anIdIsNeverZero() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(Envelope.freshId(random)).isBetween(1L, 0xffff_ffffL);
        }
    }

    @Test
    void whateverIsEncodedDecodesToItself() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            Request request =
                    new Request(Envelope.freshId(random), "/p" + random.nextInt(), Method.of(random.nextInt(6)), body);
            assertThat(Request.decode(request.encode())).isEqualTo(request);
            Response response =
                    new Response(Envelope.freshId(random), random.nextInt(1 << 30), random.nextInt(1000), body);
            assertThat(Response.decode(response.encode())).isEqualTo(response);
        }
    }

    @Test
    void noBytesCauseAnythingButADecodeException() {
        Random random = new Random(9);
        byte[] good = new Request(
                        77,
                        "/v0/x",
                        Method.POST,
                        new CborWriter().map(1).uint(1).text("a").toBytes())
                .encode();
        byte[] error = new ApiError("/p", Method.PUT, "m", ApiError.of("c")).encode();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = (i % 3 == 0 ? new byte[random.nextInt(40)] : i % 3 == 1 ? good : error).clone();
            if (i % 3 == 0) {
                random.nextBytes(bytes);
            } else {
                for (int n = random.nextInt(3); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            try {
                Request.decode(bytes);
            } catch (DecodeException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
            try {
                Response.decode(bytes);
            } catch (DecodeException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
            try {
                ApiError.decode(new CborReader(bytes));
            } catch (DecodeException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
            assertThat(ApiError.message(bytes)).isNotNull();
        }
    }
}
