package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Space;
import dev.portals.engine.state.Traffic;
import java.time.Duration;
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
            node.set("account", account(object(), state.account()));
        }
        node.put("enrollment", word(state.enrollment()));
        node.set("link", link(state.link()));
        node.put("paused", state.paused());
        node.set("portals", portals(state));
        node.set("reachable", reachables(state));
        node.set("invitations", received(state));
        node.set("attention", array(state.attention(), StateJson::attention));
        node.set("spaces", array(state.spaces(), StateJson::space));
        node.set("traffic", traffic(state.traffic()));
        return node.put("stale_since", text(state.staleSince()));
    }

    private static ObjectNode link(Link link) {
        return problem(object().put("state", word(link.state())), link.problem())
                .put("since", text(link.since()))
                .put("round_trip_ms", millis(link.roundTrip()))
                .put("via", link.via());
    }

    static ObjectNode event(String name) {
        return object().put("event", name);
    }

    private static ObjectNode object() {
        return Lines.JSON.createObjectNode();
    }

    private static ObjectNode problem(ObjectNode node, @Nullable Problem problem) {
        return node.put("reason", problem == null ? null : problem.sentence())
                .put("code", problem == null ? null : code(problem.mode()));
    }

    static @Nullable String code(@Nullable FailureMode mode) {
        return mode == null ? null : mode.code();
    }

    static ObjectNode account(ObjectNode node, Account account) {
        return node.put("email", account.email())
                .put("name", account.name())
                .put("orchestrator", account.orchestrator())
                .put("project", account.project());
    }

    private static ObjectNode space(Space space) {
        ObjectNode node = object().put("id", space.id()).put("name", space.name());
        node.set(
                "projects",
                array(
                        space.projects(),
                        project -> object().put("id", project.id())
                                .put("name", project.name())
                                .put("own", project.own())));
        return node;
    }

    static ArrayNode portals(ApplicationState state) {
        return array(state.portals(), StateJson::portal);
    }

    static ObjectNode portal(Portal portal) {
        return portal(object(), portal);
    }

    static ObjectNode portal(ObjectNode node, Portal portal) {
        problem(
                node.put("name", portal.name())
                        .put("title", portal.title())
                        .put("address", portal.address())
                        .put("scheme", portal.scheme())
                        .put("note", portal.note())
                        .put("state", word(portal.state())),
                portal.problem());
        node.put("paused", portal.paused())
                .put("verified_only", portal.verifiedOnly())
                .put("open", portal.connections().size())
                .put("expires_at", text(portal.expiresAt()));
        node.set("people", array(portal.people(), guest -> guest(object(), guest)));
        node.set("traffic", traffic(portal.traffic()));
        node.set("connections", array(portal.connections(), StateJson::connection));
        return node;
    }

    private static ObjectNode connection(OpenConnection connection) {
        return object().put("email", connection.email())
                .put("identifier", connection.identifier())
                .put("since", text(connection.since()))
                .put("in", connection.in())
                .put("out", connection.out());
    }

    static ObjectNode traffic(Traffic traffic) {
        return object().put("in", traffic.in())
                .put("out", traffic.out())
                .put("rate_in", traffic.rateIn())
                .put("rate_out", traffic.rateOut())
                .put("connections", traffic.connections());
    }

    static ObjectNode guest(ObjectNode node, Guest guest) {
        return node.put("id", guest.invitation())
                .put("email", guest.email())
                .put("state", word(guest.state()))
                .put("expires_at", guest.expiresAt())
                .put("link", guest.link())
                .put("trust", word(guest.trust()));
    }

    static ArrayNode reachables(ApplicationState state) {
        return array(state.reachable(), each -> reachable(object(), each));
    }

    static ObjectNode reachable(ObjectNode node, Reachable reachable) {
        problem(
                node.put("id", reachable.id())
                        .put("from", reachable.from())
                        .put("name", reachable.name())
                        .put("service", reachable.service())
                        .put("scheme", reachable.scheme())
                        .put("note", reachable.note())
                        .put("state", word(reachable.state())),
                reachable.problem());
        Reachable.Path path = reachable.path();
        node.put("since", text(reachable.since()))
                .put("address", reachable.address())
                .put("paused", reachable.paused())
                .put("trust", word(reachable.trust()))
                .put("identifier", reachable.identifier())
                .put("path", path == null ? null : word(path.kind()))
                .put("round_trip_ms", path == null ? null : millis(path.roundTrip()))
                .put("open", reachable.connections().size());
        node.set("traffic", traffic(reachable.traffic()));
        return node;
    }

    private static ObjectNode attention(Attention attention) {
        return object().put("kind", word(attention.kind()))
                .put("subject", attention.subject())
                .put("message", attention.sentence())
                .put("code", code(attention.mode()))
                .put("since", text(attention.since()))
                .put("page", attention.page());
    }

    static ArrayNode received(ApplicationState state) {
        return array(
                state.received(),
                received -> problem(
                                object().put("id", received.id())
                                        .put("from", received.from())
                                        .put("name", received.name())
                                        .put("scheme", received.scheme())
                                        .put("note", received.note())
                                        .put("state", word(received.state())),
                                received.problem())
                        .put("expires_at", received.expiresAt()));
    }

    static ArrayNode sent(ApplicationState state) {
        ArrayNode array = Lines.JSON.createArrayNode();
        state.portals()
                .forEach(portal -> portal.people()
                        .forEach(guest -> array.add(guest(object().put("portal", portal.name()), guest))));
        return array;
    }

    static ArrayNode friends(ApplicationState state) {
        return array(state.friends(), friend -> friend(object(), friend));
    }

    static ObjectNode friend(ObjectNode node, Friend friend) {
        node.put("email", friend.email())
                .put("name", friend.name())
                .put("note", friend.note())
                .put("trust", word(friend.trust()))
                .put("blocked", friend.blocked());
        node.set(
                "devices",
                array(
                        friend.devices(),
                        device -> object().put("identifier", device.identifier())
                                .put("trust", word(device.trust()))
                                .put("first_seen", text(device.firstSeen()))
                                .put("last_seen", text(device.lastSeen()))
                                .put("rotated_at", text(device.rotatedAt()))));
        friend.shared().forEach(node.putArray("shared")::add);
        friend.reachable().forEach(node.putArray("reachable")::add);
        return node.put("last_seen", text(friend.lastSeen()));
    }

    static ObjectNode check(Check check) {
        return object().put("area", word(check.area()))
                .put("subject", check.subject())
                .put("verdict", word(check.verdict()))
                .put("message", check.sentence())
                .put("code", code(check.mode()));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> ArrayNode array(List<T> list, Function<T, ObjectNode> write) {
        ArrayNode array = Lines.JSON.createArrayNode();
        list.forEach(each -> array.add(write.apply(each)));
        return array;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
