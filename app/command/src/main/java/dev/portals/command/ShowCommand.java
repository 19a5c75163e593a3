package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals show}. */
@Command(
        name = "show",
        description = "Shows one portal, and for one that you reach what to type to use it.",
        mixinStandardHelpOptions = true)
final class ShowCommand extends EngineCommand {
    @Parameters(paramLabel = "PORTAL|ID", description = "The name of a portal, or the beginning of an id.")
    private String what = "";

    @Override
    void perform() {
        JsonNode list = ask(ControlClient.request("list"), event -> {});
        StateText text = new StateText(terminal());
        Hints hints = Hints.of(directory());
        List<JsonNode> portals = new ArrayList<>();
        list.path("portals").forEach(each -> {
            if (named(each, "name") || named(each, "title")) {
                portals.add(each);
            }
        });
        List<JsonNode> reachable = new ArrayList<>();
        list.path("reachable").forEach(each -> {
            if (named(each, "name") || each.path("id").asText().startsWith(what)) {
                reachable.add(each);
            }
        });
        if (portals.size() + reachable.size() != 1) {
            throw new ActionException(
                    portals.isEmpty() && reachable.isEmpty()
                            ? ActionException.Reason.NOT_FOUND
                            : ActionException.Reason.INPUT,
                    portals.isEmpty() && reachable.isEmpty()
                            ? "there is no portal and nothing reachable named " + what
                            : (portals.size() + reachable.size()) + " are named " + what + ": say its id");
        }
        if (portals.isEmpty()) {
            ObjectNode shown = ControlClient.event("reachable");
            shown.setAll(hints.withActions(reachable.getFirst()));
            say(shown, each -> text.oneReachable(each) + hints.lines(each));
        } else {
            ObjectNode shown = ControlClient.event("portal");
            shown.setAll((ObjectNode) portals.getFirst());
            say(shown, each -> text.onePortal(each) + hints.ownerHint(each));
        }
    }

    private boolean named(JsonNode object, String member) {
        return object.path(member).asText().equalsIgnoreCase(what.strip());
    }
}
