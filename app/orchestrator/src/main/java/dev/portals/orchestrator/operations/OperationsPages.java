package dev.portals.orchestrator.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.orchestrator.metrics.Metrics;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}, {@code /readyz} and {@code /metrics}. Anybody may know whether it lives and is ready; why it isn't, and
 * the figures, are for who has the token, or without one for programs on this computer, unless a proxy could ask for others.
 */
public final class OperationsPages {
    private static final String BEARER = "Bearer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Readiness readiness;
    private final Metrics metrics;
    private final @Nullable String token;
    private final boolean behindProxy;

    /**
     * Pages about that.
     *
     * @param token who presents it may know everything; null: programs on this computer
     * @param behindProxy whether requests from this computer may come from elsewhere
     */
    public OperationsPages(Readiness readiness, Metrics metrics, @Nullable String token, boolean behindProxy) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.token = token;
        this.behindProxy = behindProxy;
    }

    /** Adds what it answers. */
    public void addTo(Routes routes) {
        routes.get("/healthz", request -> json(200, JSON.createObjectNode().put("status", "alive")));
        routes.get("/readyz", this::ready);
        routes.get("/metrics", this::figures);
    }

    private Response ready(Request request) {
        List<Readiness.Check> checks = readiness.checks();
        boolean ready = checks.stream().allMatch(Readiness.Check::ok);
        ObjectNode answer = JSON.createObjectNode().put("status", ready ? "ready" : "not ready");
        if (mayKnow(request)) {
            ObjectNode details = answer.putObject("checks");
            checks.forEach(check -> details.put(check.name(), check.ok() ? "ok" : check.detail()));
        }
        return json(ready ? 200 : 503, answer);
    }

    private Response figures(Request request) {
        if (mayKnow(request)) {
            return Response.of(200, Metrics.CONTENT_TYPE, metrics.text());
        }
        if (token == null) {
            return text(
                    403,
                    "Figures are shown to programs on this computer only. To ask from elsewhere, or with a"
                            + " proxy in front, set metrics-token.\n");
        }
        return text(401, "Present the token of the setting metrics-token: Authorization: Bearer TOKEN\n")
                .with("WWW-Authenticate", "Bearer");
    }

    private boolean mayKnow(Request request) {
        if (token == null) {
            return request.here() && !behindProxy;
        }
        String presented = request.header("authorization").orElse("");
        return presented.startsWith(BEARER)
                && MessageDigest.isEqual(
                        presented.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    private static Response text(int status, String text) {
        return Response.of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Response json(int status, ObjectNode object) {
        try {
            return Response.json(status, JSON.writeValueAsString(object) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }
}
