package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Engine;
import dev.portals.engine.application.PortalChange;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Traffic;
import java.time.Duration;
import java.util.List;

/** Changes and looks at what there is, as requests say ({@link Protocol}). */
record ChangeRequests(Engine engine, NameLookup names) {
    ObjectNode perform(String action, Request request) throws InterruptedException {
        return switch (action) {
            case "edit" -> edit(request);
            case "pause" -> pause(request, true);
            case "resume" -> pause(request, false);
            case "rename" -> rename(request);
            case "port" -> port(request);
            case "probe" -> probe(request);
            case "retry" -> Answers.done(engine.retryNow(), StateJson.event("retrying"));
            default -> traffic();
        };
    }

    private ObjectNode edit(Request request) throws InterruptedException {
        PortalChange change = new PortalChange(
                request.optional("title").orElse(null),
                request.optional("address").orElse(null),
                request.optional("scheme").orElse(null),
                request.optional("note").orElse(null),
                request.json().has("verified_only") ? request.flag("verified_only") : null);
        Portal portal = Answers.await(engine.editPortal(names.portal(request.text("name")), change));
        return StateJson.portal(StateJson.event("edited"), portal);
    }

    /** A portal here, something reachable, or everything. */
    private ObjectNode pause(Request request, boolean pause) throws InterruptedException {
        ObjectNode result = StateJson.event(pause ? "paused" : "resumed");
        if (request.optional("what").isEmpty()) {
            return Answers.done(pause ? engine.pauseAll() : engine.resumeAll(), result.putNull("what"));
        }
        String what = request.text("what");
        result.put("what", what);
        String portal = names.portal(what);
        if (engine.state().portals().stream().anyMatch(each -> each.name().equals(portal))) {
            return Answers.done(pause ? engine.pausePortal(portal) : engine.resumePortal(portal), result);
        }
        String id = reachable(what, "there is no portal and nothing reachable named ");
        return Answers.done(pause ? engine.pauseReachable(id) : engine.resumeReachable(id), result);
    }

    private String reachable(String what, String otherwise) {
        ApplicationState state = engine.state();
        if (state.account() == null) {
            throw new ActionException(Reason.NOT_ENROLLED, "nobody is signed in: “portals enroll ADDRESS”");
        }
        String id;
        try {
            id = names.received(what);
        } catch (ActionException e) {
            throw new ActionException(Reason.NOT_FOUND, otherwise + what);
        }
        if (state.reachable().stream().noneMatch(each -> each.id().equals(id))) {
            throw new ActionException(Reason.NOT_FOUND, otherwise + what);
        }
        return id;
    }

    private ObjectNode rename(Request request) throws InterruptedException {
        String id = reachable(request.text("id"), "nothing is reachable by ");
        String name = request.text("name");
        return Answers.done(
                engine.renameReachable(id, name),
                StateJson.event("renamed").put("id", id).put("name", name));
    }

    private ObjectNode port(Request request) throws InterruptedException {
        String id = reachable(request.text("id"), "nothing is reachable by ");
        int port = request.port("port");
        return Answers.done(
                engine.setLocalPort(id, port),
                StateJson.event("port_set").put("id", id).put("port", port));
    }

    private ObjectNode probe(Request request) throws InterruptedException {
        String name = names.portal(request.text("name"));
        Portal.Probe probe = Answers.await(engine.probe(name));
        Duration latency = probe.latency();
        return StateJson.event("probed")
                .put("name", name)
                .put("answers", probe.error() == null)
                .put("reason", probe.error())
                .put("latency_ms", latency == null ? null : latency.toMillis());
    }

    private ObjectNode traffic() {
        ApplicationState state = engine.state();
        ObjectNode result = StateJson.event("traffic");
        ArrayNode portals = result.putArray("portals");
        state.portals()
                .forEach(portal -> portals.addObject()
                        .put("name", portal.name())
                        .put("title", portal.title())
                        .set("traffic", history(portal.traffic())));
        ArrayNode reachable = result.putArray("reachable");
        state.reachable()
                .forEach(each -> reachable
                        .addObject()
                        .put("id", each.id())
                        .put("name", each.name())
                        .put("from", each.from())
                        .set("traffic", history(each.traffic())));
        result.set("total", history(state.traffic()));
        return result;
    }

    private static ObjectNode history(Traffic traffic) {
        ObjectNode node = StateJson.traffic(traffic);
        node.set("seconds", amounts(traffic.seconds()));
        node.set("hours", amounts(traffic.hours()));
        node.set("days", amounts(traffic.days()));
        return node;
    }

    private static ArrayNode amounts(List<Traffic.Amount> amounts) {
        ArrayNode array = Lines.JSON.createArrayNode();
        amounts.forEach(each -> array.addArray().add(each.in()).add(each.out()));
        return array;
    }
}
