package dev.portals.orchestrator.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** All figures of one orchestrator. Thread-safe; names and labels are fixed, so that their number is. */
public final class Metrics {
    /** What {@link #text} is. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("portals_requests_total")
            .help("Requests to the controller and the authorities, by worker and status.")
            .labelNames("worker", "status")
            .register(registry);
    private final Histogram times = Histogram.builder()
            .name("portals_request_seconds")
            .help("How long requests took, by worker.")
            .labelNames("worker")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
            .register(registry);

    private final Counter pages = Counter.builder()
            .name("portals_http_requests_total")
            .help("Requests for pages and to the account service, by pattern of their path and status.")
            .labelNames("path", "status")
            .register(registry);
    private final Histogram pageTimes = Histogram.builder()
            .name("portals_http_request_seconds")
            .help("How long requests for pages took.")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
            .register(registry);
    private final Histogram delays = Histogram.builder()
            .name("portals_event_loop_delay_seconds")
            .help("How much later than asked an event loop came to a task, tried once a second on each.")
            .classicOnly()
            .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
            .register(registry);

    /** Figures of this process to begin with. */
    public Metrics() {
        JvmMetrics.builder().register(registry);
    }

    /** Counts an answered request. */
    public void answered(String worker, int status, Duration time) {
        requests.labelValues(worker, String.valueOf(status)).inc();
        times.labelValues(worker).observe(time.toNanos() / 1e9);
    }

    /** Counts an answered request for a page; an empty pattern: for none that there is. */
    public void answeredPage(String pattern, int status, Duration time) {
        pages.labelValues(pattern.isEmpty() ? "none" : pattern, String.valueOf(status))
                .inc();
        pageTimes.observe(time.toNanos() / 1e9);
    }

    /** Records how late an event loop was. */
    public void late(Duration delay) {
        delays.observe(delay.toNanos() / 1e9);
    }

    /** Adds figures that go up and down, one for each value of a label, read whenever somebody asks. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Long>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((value, figure) -> callback.call(figure, value)))
                .register(registry);
    }

    /** Adds a figure that goes up and down, read whenever somebody asks. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Adds a figure that only goes up, read whenever somebody asks. */
    public void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Everything as it is now. */
    public byte[] text() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
