package dev.portals.engine;

import dev.portals.transport.node.ConnectException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened in a node. Each has a stable name and stable field names: programs read them. */
public sealed interface NodeEvent {
    /** The stable name. */
    String name();

    /** The fields by their stable names, in order; texts, numbers and lists of texts. */
    Map<String, Object> fields();

    /** One sentence for a person. */
    String sentence();

    /** The node runs. The first event of all. */
    record Ready(String identifier, List<String> listen, List<String> inlets, List<String> outlets, long milliseconds)
            implements NodeEvent {
        @Override
        public String name() {
            return "ready";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(
                    "identifier",
                    identifier,
                    "listen",
                    listen,
                    "inlets",
                    inlets,
                    "outlets",
                    outlets,
                    "start_ms",
                    milliseconds);
        }

        @Override
        public String sentence() {
            return "ready: " + identifier + (listen.isEmpty() ? "" : ", listening on " + String.join(", ", listen))
                    + (inlets.isEmpty() ? "" : ", inlets on " + String.join(", ", inlets))
                    + (outlets.isEmpty() ? "" : ", outlets " + String.join(", ", outlets));
        }
    }

    /** The way of an inlet or a relay is there, or is there again. */
    record Up(String kind, String subject, @Nullable String peer) implements NodeEvent {
        @Override
        public String name() {
            return kind + "_up";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(kind, subject, "peer", peer);
        }

        @Override
        public String sentence() {
            return kind + " " + subject + " is up" + (peer == null ? "" : ", with " + peer);
        }
    }

    /**
     * The way of an inlet or a relay is gone, or couldn't be made; it is tried again.
     *
     * @param side whose fault it is that it couldn't be made; null if it was there and is gone
     */
    record Down(String kind, String subject, String reason, ConnectException.@Nullable Reason side)
            implements NodeEvent {
        @Override
        public String name() {
            return kind + "_down";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(kind, subject, "reason", reason);
        }

        @Override
        public String sentence() {
            return kind + " " + subject + " is down: " + reason;
        }
    }

    /** A portal is up. */
    record PortalOpened(String kind, String subject, long portal) implements NodeEvent {
        @Override
        public String name() {
            return "portal_opened";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(kind, subject, "portal", portal);
        }

        @Override
        public String sentence() {
            return "portal " + portal + " opened at " + kind + " " + subject;
        }
    }

    /** A portal that was up has ended. */
    record PortalClosed(String kind, String subject, long portal, String reason, String code, long sent, long received)
            implements NodeEvent {
        @Override
        public String name() {
            return "portal_closed";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(
                    kind,
                    subject,
                    "portal",
                    portal,
                    "reason",
                    reason,
                    "code",
                    code,
                    "sent",
                    sent,
                    "received",
                    received);
        }

        @Override
        public String sentence() {
            return "portal " + portal + " at " + kind + " " + subject + " ended after " + sent + " bytes out, "
                    + received + " in: " + reason;
        }
    }

    /** A portal didn't come up. */
    record PortalRefused(
            String kind, String subject, @Nullable String peer, String reason, String code) implements NodeEvent {
        @Override
        public String name() {
            return "portal_refused";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered(kind, subject, "peer", peer, "reason", reason, "code", code);
        }

        @Override
        public String sentence() {
            return "no portal at " + kind + " " + subject + ": " + reason;
        }
    }

    /** A policy said no. */
    record Denied(String resource, @Nullable String peer, String reason) implements NodeEvent {
        @Override
        public String name() {
            return "denied";
        }

        @Override
        public Map<String, Object> fields() {
            return ordered("resource", resource, "peer", peer, "reason", reason);
        }

        @Override
        public String sentence() {
            return (peer == null ? "somebody without a channel" : peer) + " was denied at " + resource + ": " + reason;
        }
    }

    private static Map<String, Object> ordered(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                map.put(String.valueOf(pairs[i]), value);
            }
        }
        return map;
    }
}
