package dev.portals.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Requests of a real command, replies that it accepted, and replies of a real authority. */
class OrchestratorVectorsTest {
    private static JsonNode vectors() throws IOException {
        try (InputStream in = OrchestratorVectorsTest.class.getResourceAsStream("/live/orchestrator.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static byte[] bytes(JsonNode message, String field) {
        return HexFormat.of().parseHex(message.path(field).asText(""));
    }

    private static List<JsonNode> exchanges() throws IOException {
        return StreamSupport.stream(vectors().get("exchanges").spliterator(), false)
                .toList();
    }

    @Test
    void everyRequestOfTheCommandDecodesAndEncodesToItself() throws IOException {
        assertThat(exchanges()).hasSizeGreaterThan(50);
        for (JsonNode exchange : exchanges()) {
            JsonNode message = exchange.get("request_message");
            byte[] payload = bytes(message, "payload");
            Request request = Request.decode(payload);
            String[] line = exchange.get("request").asText().split(" ", 2);
            assertThat(request.method()).isEqualTo(Method.valueOf(line[0]));
            assertThat(request.path()).isEqualTo(line[1]);
            assertThat(request.body()).isEqualTo(bytes(message, "body"));
            assertThat(request.encode()).isEqualTo(payload);
        }
    }

    @Test
    void everyReplyThatTheCommandAcceptedDecodesAndEncodesToItself() throws IOException {
        for (JsonNode exchange : exchanges()) {
            JsonNode message = exchange.get("reply_message");
            byte[] payload = bytes(message, "payload");
            Response response = Response.decode(payload);
            assertThat(response.code()).isEqualTo(exchange.get("status").asInt());
            assertThat(response.re())
                    .isEqualTo(Request.decode(bytes(exchange.get("request_message"), "payload"))
                            .id());
            assertThat(response.body()).isEqualTo(bytes(message, "body"));
            assertThat(response.encode()).isEqualTo(payload);
        }
    }

    @Test
    void everyErrorOfTheRecordingIsAnErrorOfOurs() throws IOException {
        List<Integer> codes = new ArrayList<>();
        for (JsonNode exchange : exchanges()) {
            Response response = Response.decode(bytes(exchange.get("reply_message"), "payload"));
            if (response.isOk()) {
                continue;
            }
            codes.add(response.code());
            assertThat(response.errorMessage()).isNotEmpty();
            if (new CborReader(response.body()).isMap()) {
                assertThat(ApiError.decode(new CborReader(response.body())).encode())
                        .isEqualTo(response.body());
            }
        }
        assertThat(codes).contains(403, 404, 409, 501);
    }

    @Test
    void everyReplyOfTheRealAuthorityDecodesAndEncodesToItself() throws IOException {
        int refusals = 0;
        for (JsonNode exchange : vectors().get("reference_authority").get("exchanges")) {
            if (!exchange.path("reply_payload").isTextual()) {
                continue;
            }
            byte[] payload = bytes(exchange, "reply_payload");
            Response response = Response.decode(payload);
            assertThat(response.code()).isEqualTo(exchange.get("status").asInt());
            assertThat(response.re())
                    .isEqualTo(
                            Request.decode(bytes(exchange, "request_payload")).id());
            assertThat(response.encode()).isEqualTo(payload);
            if (!response.isOk()) {
                refusals++;
                ApiError error = ApiError.decode(new CborReader(response.body()));
                assertThat(error.encode()).isEqualTo(response.body());
                assertThat(response.errorMessage()).isNotEmpty().isEqualTo(error.message());
            }
        }
        assertThat(refusals).isPositive();
    }
}
