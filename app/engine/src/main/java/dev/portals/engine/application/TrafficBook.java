package dev.portals.engine.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.TrafficMeter.Kept;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Traffic.Amount;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traffic of all portals by name. Totals, hours and days are written to the home's file {@code traffic.json} once a minute
 * and at the end; what a crash loses of them is no harm, and nor is a damaged file. Thread-safe.
 */
final class TrafficBook {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_LENGTH = 16 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(TrafficBook.class);

    private final Path file;
    private final ZoneId zone;
    private final Map<String, TrafficMeter> meters = new HashMap<>();
    private final Map<String, Kept> before;
    private Map<String, Kept> written;
    private Instant writtenAt = Instant.MIN;

    TrafficBook(Path home, ZoneId zone) {
        this.file = home.resolve("traffic.json");
        this.zone = zone;
        this.before = read(file);
        this.written = Map.copyOf(before);
    }

    synchronized void sample(String name, Instant now, PortalCounter.Counts counts) {
        meters.computeIfAbsent(name, key -> new TrafficMeter(before.getOrDefault(key, Kept.NOTHING), zone))
                .sample(now, counts);
    }

    synchronized Traffic traffic(String name) {
        TrafficMeter meter = meters.get(name);
        if (meter != null) {
            return meter.traffic();
        }
        Kept kept = before.get(name);
        return kept == null ? Traffic.NONE : new TrafficMeter(kept, zone).traffic();
    }

    /** Forgets everything but those. */
    synchronized void retain(Set<String> names) {
        meters.keySet().retainAll(names);
        before.keySet().retainAll(names);
    }

    /** Writes it now and then. */
    synchronized void writeIfDue(Instant now) {
        if (writtenAt.equals(Instant.MIN)) {
            writtenAt = now;
        } else if (Duration.between(writtenAt, now).compareTo(PAUSE) >= 0) {
            writtenAt = now;
            write();
        }
    }

    /** Writes it if it has changed. */
    synchronized void write() {
        Map<String, Kept> now = new HashMap<>(before);
        meters.forEach((name, meter) -> now.put(name, meter.kept()));
        if (now.equals(written)) {
            return;
        }
        ObjectNode root = JSON.createObjectNode();
        new TreeMap<>(now).forEach((name, kept) -> {
            ObjectNode node = root.putObject(name).put("in", kept.in()).put("out", kept.out());
            node.set("hours", buckets(kept.hours()));
            node.set("days", buckets(kept.days()));
        });
        try {
            PrivateFiles.write(file, JSON.writeValueAsBytes(root));
            written = now;
        } catch (JsonProcessingException | VaultException e) {
            LOG.warn("the traffic is not remembered: {}", e.getMessage());
        }
    }

    private static ObjectNode buckets(SortedMap<Long, Amount> buckets) {
        ObjectNode node = JSON.createObjectNode();
        buckets.forEach((time, amount) ->
                node.putArray(Long.toString(time)).add(amount.in()).add(amount.out()));
        return node;
    }

    private static Map<String, Kept> read(Path file) {
        Map<String, Kept> all = new HashMap<>();
        try {
            byte[] content = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
            if (content == null) {
                return all;
            }
            for (Map.Entry<String, JsonNode> each : JSON.readTree(content).properties()) {
                JsonNode node = each.getValue();
                all.put(
                        each.getKey(),
                        new Kept(
                                node.path("in").asLong(),
                                node.path("out").asLong(),
                                buckets(node.path("hours")),
                                buckets(node.path("days"))));
            }
        } catch (IOException | VaultException | NumberFormatException e) {
            LOG.warn("the traffic of before can't be read and begins anew: {}", e.getMessage());
        }
        return all;
    }

    private static SortedMap<Long, Amount> buckets(JsonNode node) {
        SortedMap<Long, Amount> buckets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (each.getValue() instanceof ArrayNode pair) {
                buckets.put(
                        Long.valueOf(each.getKey()),
                        new Amount(pair.path(0).asLong(), pair.path(1).asLong()));
            }
        }
        return buckets;
    }
}
