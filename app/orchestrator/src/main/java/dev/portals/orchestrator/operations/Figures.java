package dev.portals.orchestrator.operations;

import dev.portals.core.routing.EventLoop;
import dev.portals.orchestrator.controller.Controller;
import dev.portals.orchestrator.metrics.Metrics;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells {@link Metrics} where to look. No label bears a name that somebody chose. */
public final class Figures {
    private static final Duration PROBED = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final Metrics metrics;

    /** For these metrics. */
    public Figures(Metrics metrics) {
        this.metrics = metrics;
    }

    /** What goes through the gateway. */
    public Figures of(ProjectGateway gateway) {
        metrics.gauge(
                "portals_projects_running",
                "Projects that this process runs.",
                () -> gateway.projects().size());
        metrics.gauge(
                "portals_project_connections",
                "Clients' connections to projects and authorities.",
                () -> gateway.traffic().connections());
        metrics.gauge(
                "portals_project_channels",
                "Channels with projects that are up.",
                () -> gateway.traffic().channels());
        metrics.gauge(
                "portals_relays", "Relays that are up.", () -> gateway.traffic().relays());
        metrics.counter(
                "portals_project_handshakes_total",
                "Channels with projects and authorities that came up.",
                () -> gateway.traffic().handshakes());
        metrics.counter(
                "portals_project_handshakes_failed_total",
                "Handshakes with projects and authorities that ended without a channel.",
                () -> gateway.traffic().failedHandshakes());
        metrics.counter(
                "portals_relayed_messages_total",
                "Messages passed on between clients.",
                () -> gateway.traffic().relayedMessages());
        metrics.counter(
                "portals_relayed_bytes_total",
                "Bytes of messages passed on between clients.",
                () -> gateway.traffic().relayedBytes());
        metrics.counter(
                "portals_gateway_received_bytes_total",
                "Bytes received at the gateway.",
                () -> gateway.tcp().bytesIn());
        metrics.counter(
                "portals_gateway_sent_bytes_total",
                "Bytes sent at the gateway.",
                () -> gateway.tcp().bytesOut());
        metrics.gauge(
                "portals_gateway_connections",
                "Connections that are open at the gateway.",
                () -> gateway.tcp().open());
        return this;
    }

    /** What goes on at the controller. */
    public Figures of(Controller controller) {
        metrics.gauge("portals_controller_channels", "Channels with the controller that are up.", controller::channels);
        metrics.gauge(
                "portals_controller_connections",
                "Connections that are open at the controller.",
                () -> controller.tcp().open());
        metrics.counter(
                "portals_controller_handshakes_total",
                "Channels with the controller that came up.",
                controller::handshakes);
        metrics.counter(
                "portals_controller_handshakes_failed_total",
                "Handshakes with the controller that ended without a channel.",
                controller::failedHandshakes);
        return this;
    }

    /** What is in the database, looked at not more often than every few seconds, and the connections to it. */
    public Figures of(Database database) {
        metrics.gauges("portals_database_connections", "Connections to the database, by what they do.", "state", () -> {
            Database.Connections connections = database.connections();
            return Map.of(
                    "used", (long) connections.used(),
                    "idle", (long) connections.idle(),
                    "waited_for", (long) connections.waiting());
        });
        Census rows = new Census(database, Figures::rows);
        metrics.gauges(
                "portals_rows",
                "Users, devices, spaces, projects, members and invitations there are.",
                "of",
                rows::latest);
        Census mails = new Census(database, Figures::mails);
        metrics.gauges("portals_mails", "Mails, by what became of them.", "state", mails::latest);
        return this;
    }

    private static Map<String, Long> rows(Handle handle) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : List.of("users", "devices", "spaces", "projects", "members", "invitations")) {
            rows.put(
                    table,
                    handle.createQuery("SELECT COUNT(*) FROM " + table)
                            .mapTo(Long.class)
                            .one());
        }
        return rows;
    }

    private static Map<String, Long> mails(Handle handle) {
        Map<String, Long> mails = new TreeMap<>(Map.of("queued", 0L, "failed", 0L, "bounced", 0L));
        handle.createQuery("SELECT state, COUNT(*) AS mails FROM mails GROUP BY state")
                .map((row, context) -> mails.put(row.getString("state"), row.getLong("mails")))
                .list();
        return mails;
    }

    /** Tries once a second, as long as they live, how soon the loops come to a task. */
    public Figures of(List<? extends EventLoop> loops) {
        loops.forEach(this::probe);
        return this;
    }

    private void probe(EventLoop loop) {
        long due = System.nanoTime() + PROBED.toNanos();
        loop.schedule(PROBED, () -> {
            metrics.late(Duration.ofNanos(Math.max(0, System.nanoTime() - due)));
            probe(loop);
        });
    }

    /** What was counted last. A database that can't be asked leaves the figures out. */
    private static final class Census {
        private static final long APART = TimeUnit.SECONDS.toNanos(10);

        private final Database database;
        private final Function<Handle, Map<String, Long>> count;
        private Map<String, Long> counted = Map.of();
        private long at = System.nanoTime() - APART;

        Census(Database database, Function<Handle, Map<String, Long>> count) {
            this.database = database;
            this.count = count;
        }

        synchronized Map<String, Long> latest() {
            long now = System.nanoTime();
            if (now - at >= APART) {
                at = now;
                try {
                    counted = database.read(count);
                } catch (RuntimeException e) {
                    LOG.warn("the database can't be counted: {}", e.getMessage());
                    counted = Map.of();
                }
            }
            return counted;
        }
    }
}
