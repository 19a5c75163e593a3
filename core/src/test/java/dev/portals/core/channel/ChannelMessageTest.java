package dev.portals.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plaintext of data messages, spec 02 section 5.11. */
class ChannelMessageTest {
    private static final JsonNode VECTORS = Vectors.json("identity/secure-channel-messages.json");

    private static ChannelMessage decode(byte[] encoded) {
        return ChannelMessage.decode(encoded, 0, encoded.length);
    }

    private static JsonNode vector(String name) {
        return StreamSupport.stream(VECTORS.get("messages").spliterator(), false)
                .filter(message -> message.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Route route(JsonNode hops) {
        Route route = Route.EMPTY;
        for (JsonNode hop : hops) {
            route = route.append(Address.parse(hop.asText()));
        }
        return route;
    }

    @Test
    void payloadMessagesAreReadAndWrittenAsInTheVectors() {
        for (JsonNode vector : VECTORS.get("messages")) {
            if (!vector.has("onward_route")) {
                continue;
            }
            byte[] encoded = Vectors.hex(vector, "cbor_hex");
            byte[] payload = Vectors.hex(vector, "payload_hex");
            ChannelMessage.Payload read = (ChannelMessage.Payload) decode(encoded);
            assertThat(read.onward()).isEqualTo(route(vector.get("onward_route")));
            assertThat(read.returning()).isEqualTo(route(vector.get("return_route")));
            assertThat(Arrays.copyOfRange(encoded, read.from(), read.to())).isEqualTo(payload);
            if (!vector.get("name").asText().contains("padding")) {
                ByteBuf wrapped = ChannelMessage.wrap(read.onward(), read.returning(), Buffers.copyOf(payload));
                assertThat(Buffers.toBytes(wrapped)).isEqualTo(encoded);
            }
        }
    }

    @Test
    void refreshAndCloseAreReadAndWrittenAsInTheVectors() {
        byte[] close = Vectors.hex(vector("Close"), "cbor_hex");
        assertThat(decode(close)).isEqualTo(new ChannelMessage.Close());
        assertThat(ChannelMessage.Close.encode()).isEqualTo(close);

        JsonNode vector = vector("RefreshCredentials");
        byte[] encoded = Vectors.hex(vector, "cbor_hex");
        ChannelMessage.RefreshCredentials fields = (ChannelMessage.RefreshCredentials) decode(encoded);
        ChannelMessage.Refresh refresh =
                ChannelMessage.Refresh.decode(Arrays.copyOfRange(encoded, fields.from(), fields.to()));
        assertThat(refresh.history().encode()).isEqualTo(Vectors.hex(vector, "change_history_hex"));
        assertThat(refresh.history().identifier())
                .hasToString(vector.get("identifier").asText());
        assertThat(refresh.credentials()).hasSize(1);
        assertThat(refresh.credentials().getFirst().encode())
                .isEqualTo(Vectors.hex(vector.get("credentials_hex").get(0).asText()));
        assertThat(refresh.encode()).isEqualTo(encoded);
    }

    @Test
    void theMessagesOfARecordedPortalSessionAreReadAndWrittenBack() {
        for (JsonNode message : Vectors.json("live/portal-session.json").get("messages")) {
            byte[] encoded = Vectors.hex(message, "hex");
            ChannelMessage.Payload read = (ChannelMessage.Payload) decode(encoded);
            byte[] payload = Arrays.copyOfRange(encoded, read.from(), read.to());
            assertThat(Buffers.toBytes(ChannelMessage.wrap(read.onward(), read.returning(), Buffers.copyOf(payload))))
                    .isEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8282028040", // as sent
                "8282028043010203", // with padding
                "8282029fff40", // fields of indefinite length
                "838202804000", // a surplus item
                "8282028040ffff", // bytes behind it
                "9f82028040ff", // an outer array of indefinite length
                "828218028040", // a wide number
                "828202810140" // a surplus field
            })
    void toleratedFormsOfCloseAreRead(String hex) {
        assertThat(decode(Vectors.hex(hex))).isEqualTo(new ChannelMessage.Close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "82820280", // no padding
                "81820280", // no padding, and says so
                "8282028060", // text as padding
                "8282038040", // an unknown kind
                "8283028040", // an enum of three
                "82820281",
                "828200818240", // a payload without routes
                "82820081838080", // a payload that ends early
                "8282008183808060", // text as payload
                "82820081835a80804040",
                "8282018040", // a refresh without fields
                "828200818380805b7fffffffffffffff40" // a length that isn't there
            })
    void anythingElseIsRefused(String hex) {
        byte[] encoded = Vectors.hex(hex);
        assertThatThrownBy(() -> decode(encoded)).isInstanceOf(DecodeException.class);
    }

    @Test
    void mutatedPlaintextsNeverEscapeTheDesignedFailure() {
        Random random = new Random(11);
        byte[][] seeds = {
            Vectors.hex(vector("Payload"), "cbor_hex"), Vectors.hex(vector("RefreshCredentials"), "cbor_hex")
        };
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = NoiseXXTest.mutate(seeds[i % 2], random, 0);
            try {
                if (decode(mutated) instanceof ChannelMessage.RefreshCredentials fields) {
                    ChannelMessage.Refresh.decode(Arrays.copyOfRange(mutated, fields.from(), fields.to()));
                }
            } catch (DecodeException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void mutatedIntroductionsNeverEscapeTheDesignedFailure() {
        Random random = new Random(12);
        byte[] seed = Vectors.hex(Vectors.json("identity/handshake-ockam.json"), "message3_payload");
        IdentityPayload whole = IdentityPayload.decode(seed);
        assertThat(whole.encode()).isEqualTo(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            try {
                IdentityPayload.decode(NoiseXXTest.mutate(seed, random, 0));
            } catch (DecodeException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void wrappingUsesTheRoomInFrontAndCopiesOnlyWithoutIt() {
        ByteBuf roomy = Buffers.copyOf(new byte[100]);
        ByteBuf wrapped = ChannelMessage.wrap(Route.local("a"), Route.local("b"), roomy);
        assertThat(wrapped).isSameAs(roomy);
        wrapped.release();

        ByteBuf direct = Unpooled.directBuffer().writeBytes(new byte[100]);
        ByteBuf copied = ChannelMessage.wrap(Route.local("a"), Route.local("b"), direct);
        assertThat(copied).isNotSameAs(direct);
        assertThat(direct.refCnt()).isZero();
        copied.release();
    }
}
