package dev.portals.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void everythingIsToldInPrometheusOwnForm() {
        Metrics metrics = new Metrics();
        metrics.answered("spaces", 200, Duration.ofMillis(3));
        metrics.answered("spaces", 403, Duration.ofMillis(3));
        metrics.gauge("portals_relays", "Relays that are up.", () -> 7);
        metrics.counter("portals_relayed_bytes_total", "Bytes that went through relays.", () -> 1e6);
        assertThat(new String(metrics.text(), StandardCharsets.UTF_8))
                .contains(
                        "portals_requests_total{status=\"200\",worker=\"spaces\"} 1.0",
                        "portals_requests_total{status=\"403\",worker=\"spaces\"} 1.0",
                        "portals_request_seconds_count{worker=\"spaces\"} 2",
                        "portals_relays 7.0",
                        "portals_relayed_bytes_total 1000000.0",
                        "jvm_memory_used_bytes");
    }
}
