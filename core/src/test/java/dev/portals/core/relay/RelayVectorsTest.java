package dev.portals.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.testing.ManualLoop;
import dev.portals.core.testing.Probe;
import dev.portals.core.testing.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A registration at a real node and a message through its relay, as they were on the wire. */
class RelayVectorsTest {
    private final ManualLoop loop = new ManualLoop(0);
    private final Node node = TestNode.on(loop);

    private record Frame(Route onward, Route returning, byte[] payload) {
        static Frame decode(String hex) {
            CborReader in = new CborReader(HexFormat.of().parseHex(hex));
            CborReader.Items items = in.array();
            items.required("onward");
            Route onward = Route.decode(in);
            items.required("return");
            Route returning = Route.decode(in);
            return new Frame(onward, returning, items.required("payload").bytes());
        }

        String encode() {
            return encode(onward, returning, HexFormat.of().formatHex(payload));
        }

        static String encode(Route onward, Route returning, String payload) {
            CborWriter out = new CborWriter().array(4);
            for (Route route : new Route[] {onward, returning}) {
                byte[] bytes = new byte[route.encodedLength()];
                route.encode(bytes, 0);
                out.raw(bytes);
            }
            return HexFormat.of()
                    .formatHex(out.bytes(HexFormat.of().parseHex(payload))
                            .text("{}")
                            .toBytes());
        }
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream in = RelayVectorsTest.class.getResourceAsStream("/live/relay-registration.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @Test
    void everyFrameDecodesAndEncodesToItself() throws IOException {
        for (String side : new String[] {"registrant", "user"}) {
            for (JsonNode frame : vectors().get(side)) {
                assertThat(Frame.decode(frame.get("hex").asText()).encode())
                        .isEqualTo(frame.get("hex").asText());
            }
        }
    }

    @Test
    void ourServiceAnswersARealRegistrationWithTheRealConfirmation() throws IOException {
        JsonNode frames = vectors().get("registrant");
        Frame request = Frame.decode(frames.get(0).get("hex").asText());
        Probe connection = Probe.at(node, "T");
        try (RelayService service =
                new RelayService(node, RelayService.Options.of(RelayAuthorization.EVERYBODY, Set.of()))) {
            connection.send(Message.of(
                    request.onward, request.returning.prepend(Address.local("T")), Buffers.copyOf(request.payload)));
            loop.run();
            Probe.Seen confirmation = connection.take().getFirst();
            assertThat(Frame.encode(confirmation.onward().rest(), confirmation.returning(), confirmation.payload()))
                    .isEqualTo(frames.get(1).get("hex").asText());

            // The real user's message leaves with the same return route and payload, and the receiver in front.
            Frame sent = Frame.decode(vectors().get("user").get(0).get("hex").asText());
            Frame seen = Frame.decode(frames.get(2).get("hex").asText());
            Probe user = Probe.at(node, seen.returning.first());
            user.send(Message.of(
                    sent.onward, sent.returning.prepend(seen.returning.first()), Buffers.copyOf(sent.payload)));
            loop.run();
            Probe.Seen forwarded = connection.take().getFirst();
            assertThat(Frame.encode(forwarded.onward().rest().rest(), forwarded.returning(), forwarded.payload()))
                    .isEqualTo(frames.get(2).get("hex").asText());
            assertThat(forwarded.onward().get(1)).isEqualTo(request.returning.first());
            assertThat(service.statistics().messages()).isEqualTo(1);
        }
    }

    @Test
    void ourClientAsksAsTheRealOneDoesAndTakesTheRealConfirmation() throws IOException {
        JsonNode frames = vectors().get("registrant");
        Frame request = Frame.decode(frames.get(0).get("hex").asText());
        Frame answer = Frame.decode(frames.get(1).get("hex").asText());
        Probe connection = Probe.at(node, "T");
        var registration = new RelayClient(node).register(Route.local("T"), "golden");
        loop.run();
        Probe.Seen asked = connection.take().getFirst();
        assertThat(Frame.encode(asked.onward().rest(), request.returning, asked.payload()))
                .isEqualTo(frames.get(0).get("hex").asText());
        connection.send(Message.of(
                asked.returning(), answer.returning.prepend(Address.local("T")), Buffers.copyOf(answer.payload)));
        loop.run();
        assertThat(registration.join().relay()).isEqualTo(Address.local("forward_to_golden"));
        assertThat(registration.join().route()).isEqualTo(Route.local("T", "forward_to_golden"));
        registration.join().close();
    }
}
