package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Engine;
import dev.portals.engine.application.ImportItem;
import dev.portals.engine.application.PortalChange;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Traffic;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes and looks at what there is, as requests say ({@link Protocol}). */
record ChangeRequests(Engine engine, NameLookup names) {
    private static final int LONGEST_EXPORT = 16 * 1024 * 1024;

    ObjectNode perform(String action, Request request) throws InterruptedException {
        return switch (action) {
            case "edit" -> edit(request);
            case "pause" -> pause(request, true);
            case "resume" -> pause(request, false);
            case "rename" -> rename(request);
            case "port" -> port(request);
            case "probe" -> probe(request);
            case "export" -> StateJson.event("exported").put("export", Answers.await(engine.exportData()));
            case "import" -> importData(request);
            case "retry" -> Answers.done(engine.retryNow(), StateJson.event("retrying"));
            default -> traffic();
        };
    }

    private ObjectNode importData(Request request) throws InterruptedException {
        String export = exported(request.text("file"));
        List<ImportItem> items = Answers.await(engine.previewImport(export));
        if (!request.flag("preview")) {
            Set<String> all = items.stream().map(ImportItem::key).collect(Collectors.toSet());
            Set<String> chosen = request.json().has("only") ? Set.copyOf(request.texts("only")) : all;
            items = Answers.await(engine.importData(export, chosen));
        }
        ObjectNode result = StateJson.event(request.flag("preview") ? "import_preview" : "imported");
        ArrayNode array = result.putArray("items");
        items.forEach(item -> array.addObject()
                .put("key", item.key())
                .put("kind", StateJson.word(item.kind()))
                .put("name", item.name())
                .put("change", StateJson.word(item.change()))
                .put("message", item.sentence()));
        return result;
    }

    private static String exported(String file) {
        byte[] content;
        try {
            content = PrivateFiles.read(Path.of(file), LONGEST_EXPORT)
                    .orElseThrow(() -> new ActionException(Reason.INPUT, "there is no file " + file));
        } catch (VaultException | InvalidPathException e) {
            throw new ActionException(Reason.INPUT, String.valueOf(e.getMessage()));
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private ObjectNode edit(Request request) throws InterruptedException {
        PortalChange change = new PortalChange(
                request.optional("title").orElse(null),
                request.optional("address").orElse(null),
                request.optional("scheme").orElse(null),
                request.optional("note").orElse(null),
                request.json().has("verified_only") ? request.flag("verified_only") : null,
                request.optional("expires_at").filter(String::isEmpty).isPresent()
                        ? PortalChange.NEVER
                        : request.time("expires_at").orElse(null));
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
