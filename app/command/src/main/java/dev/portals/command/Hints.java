package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.recipe.Recipe;
import dev.portals.engine.recipe.Recipes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be done with a portal, by its kind of service (spec 05 section 15.11). */
record Hints(Recipes recipes) {
    static Hints of(Path home) {
        return new Hints(Recipes.of(home));
    }

    /** Adds to what is reachable the actions that its kind of service has; none without a local address. */
    ObjectNode withActions(JsonNode reachable) {
        ObjectNode shown = reachable.deepCopy();
        ArrayNode actions = shown.putArray("actions");
        actions(reachable)
                .forEach(action -> actions.addObject()
                        .put("kind", action.kind().name().toLowerCase(Locale.ROOT))
                        .put("label", action.label())
                        .put("text", action.text()));
        return shown;
    }

    /** One line or more for each thing to do, indented; empty if there are none. */
    String lines(JsonNode reachable) {
        return actions(reachable).stream()
                .flatMap(action -> action.text().lines())
                .map(line -> "\n    " + Terminal.clean(line))
                .collect(Collectors.joining());
    }

    private List<Recipe.Action> actions(JsonNode reachable) {
        String address = reachable.path("address").asText("");
        if (address.isEmpty() || reachable.path("address").isNull()) {
            return List.of();
        }
        String scheme = Terminal.text(reachable, "scheme");
        return recipes.find(scheme, 0).at(scheme, Terminal.clean(address), Terminal.text(reachable, "from"));
    }

    /** What the owner of a portal should know about its kind of service; empty if there is nothing to say. */
    String ownerHint(JsonNode portal) {
        String address = portal.path("address").asText();
        String digits = address.substring(address.lastIndexOf(':') + 1);
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        String hint = recipes.find(Terminal.text(portal, "scheme"), port).ownerHint();
        return hint == null ? "" : "\n  " + hint;
    }
}
