package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes snapshots as {@link Protocol} says. */
final class StateJson {
    private StateJson() {}

    static ObjectNode state(ApplicationState state) {
        ObjectNode node = event("state");
        node.put("identifier", state.identifier());
        if (state.account() == null) {
            node.putNull("account");
        } else {
            node.set("account", account(Lines.JSON.createObjectNode(), state.account()));
        }
        node.put("enrollment", word(state.enrollment()));
        node.putObject("link")
                .put("state", word(state.link().state()))
                .put("reason", state.link().reason())
                .put("since", text(state.link().since()));
        node.set("portals", portals(state));
        node.set("reachable", reachables(state));
        node.set("invitations", received(state));
        return node.put("stale_since", text(state.staleSince()));
    }

    static ObjectNode event(String name) {
        return Lines.JSON.createObjectNode().put("event", name);
    }

    static ObjectNode account(ObjectNode node, ApplicationState.Account account) {
        return node.put("email", account.email())
                .put("name", account.name())
                .put("orchestrator", account.orchestrator())
                .put("project", account.project());
    }

    static ArrayNode portals(ApplicationState state) {
        return array(state.portals(), portal -> {
            ObjectNode node = Lines.JSON
                    .createObjectNode()
                    .put("name", portal.name())
                    .put("address", portal.address())
                    .put("scheme", portal.scheme())
                    .put("note", portal.note())
                    .put("state", word(portal.state()))
                    .put("reason", portal.reason())
                    .put("open", portal.open());
            node.set("people", array(portal.people(), guest -> guest(Lines.JSON.createObjectNode(), guest)));
            return node;
        });
    }

    static ObjectNode guest(ObjectNode node, ApplicationState.Guest guest) {
        return node.put("id", guest.invitation())
                .put("email", guest.email())
                .put("state", word(guest.state()))
                .put("expires_at", guest.expiresAt());
    }

    static ArrayNode reachables(ApplicationState state) {
        return array(state.reachable(), each -> reachable(Lines.JSON.createObjectNode(), each));
    }

    static ObjectNode reachable(ObjectNode node, ApplicationState.Reachable reachable) {
        return node.put("id", reachable.id())
                .put("from", reachable.from())
                .put("name", reachable.service())
                .put("scheme", reachable.scheme())
                .put("note", reachable.note())
                .put("state", word(reachable.state()))
                .put("reason", reachable.reason())
                .put("address", reachable.address())
                .put("open", reachable.open());
    }

    static ArrayNode received(ApplicationState state) {
        return array(
                state.received(),
                received -> Lines.JSON
                        .createObjectNode()
                        .put("id", received.id())
                        .put("from", received.from())
                        .put("name", received.name())
                        .put("scheme", received.scheme())
                        .put("note", received.note())
                        .put("expires_at", received.expiresAt()));
    }

    static ArrayNode sent(ApplicationState state) {
        ArrayNode array = Lines.JSON.createArrayNode();
        state.portals()
                .forEach(portal -> portal.people()
                        .forEach(guest ->
                                array.add(guest(Lines.JSON.createObjectNode().put("portal", portal.name()), guest))));
        return array;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> ArrayNode array(List<T> list, Function<T, ObjectNode> write) {
        ArrayNode array = Lines.JSON.createArrayNode();
        list.forEach(each -> array.add(write.apply(each)));
        return array;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
