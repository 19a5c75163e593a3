package dev.portals.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.EnrollmentTicket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets in all their forms (spec 04 section 5.8 and appendix A.4). */
class TicketsTest {
    private static final String PLAIN = resource("/project/ticket.txt");
    private static final String LEGACY = resource("/project/legacy.json");
    private static final EnrollmentTicket TICKET = EnrollmentTicket.parse(PLAIN);

    private static String resource(String name) {
        try (InputStream in = TicketsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json() {
        String[] fields = PLAIN.split(",");
        return """
                {"one_time_code": "%s", "project_route": {"id": "p1", "route": "%s"}, "project_identifier": "%s",
                 "project_name": "%s", "project_change_history": "%s", "authority_change_history": "%s",
                 "authority_route": "%s"}""".formatted(fields[3], fields[0], fields[1], fields[2], fields[4], fields[5], fields[6]);
    }

    @Test
    void allFormsSayTheSame() {
        assertThat(Tickets.parse(PLAIN)).isEqualTo(TICKET);
        assertThat(Tickets.parse(hex(PLAIN))).isEqualTo(TICKET);
        assertThat(Tickets.parse(LEGACY)).isEqualTo(TICKET);
        assertThat(Tickets.parse(hex(LEGACY))).isEqualTo(TICKET);
        assertThat(Tickets.parse(json())).isEqualTo(TICKET);
        assertThat(Tickets.parse(hex(json()))).isEqualTo(TICKET);
        assertThat(Tickets.parse("\n " + LEGACY + "\n")).isEqualTo(TICKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "[]",
                "{\"one_time_code\":1}",
                "{\"one_time_code\":\"00\",\"project\":{}}",
                "{\"one_time_code\":\"00\",\"project\":null}",
                "hello"
            })
    void anythingElseIsRefusedWithASentence(String text) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Tickets.parse(text));
    }

    @Test
    void anAuthoritysRouteMustBeThere() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> Tickets.parse(LEGACY.replace("\"authority_access_route\"", "\"other\"")))
                .withMessageContaining("authority_access_route");
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> Tickets.parse("{\"a\":" + "[".repeat(60_000)));
    }
}
