package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private final Logger logger = new LoggerContext().getLogger("dev.portals.orchestrator.Orchestrator");

    private String line(String message, Throwable failure, Object... arguments) {
        LoggingEvent event = new LoggingEvent("x", logger, Level.WARN, message, failure, arguments);
        event.setInstant(Instant.parse("2026-11-25T08:00:00.123Z"));
        return new String(new JsonLog().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLineOfJsonWhateverItsTextIs() throws IOException {
        String line = line("“{}” is refused", null, "a\nb\u001b[31m\"");
        assertThat(line).endsWith("}\n").hasLineCount(1).doesNotContain("\u001b");
        JsonNode object = new ObjectMapper().readTree(line);
        assertThat(object.path("time").asText()).isEqualTo("2026-11-25T08:00:00.123Z");
        assertThat(object.path("level").asText()).isEqualTo("warn");
        assertThat(object.path("logger").asText()).isEqualTo("dev.portals.orchestrator.Orchestrator");
        assertThat(object.path("message").asText()).isEqualTo("“a\nb\u001b[31m\"” is refused");
        assertThat(object.has("error")).isFalse();
    }

    @Test
    void aFailureIsToldInTheSameLine() throws IOException {
        String line = line("no", new IllegalStateException("why"));
        assertThat(line).hasLineCount(1);
        assertThat(new ObjectMapper().readTree(line).path("error").asText())
                .contains("IllegalStateException: why", "JsonLogTest");
    }
}
