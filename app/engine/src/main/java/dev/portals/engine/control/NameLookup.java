package dev.portals.engine.control;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Engine;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a person means by a name, a title, or the beginning of an id. What isn't known stays as it is. */
record NameLookup(Engine engine) {
    /** The name of a portal here. */
    String portal(String text) {
        String wanted = text.strip();
        List<Portal> portals = engine.state().portals();
        return portals.stream()
                .filter(portal -> portal.name().equals(wanted))
                .findFirst()
                .or(() -> portals.stream()
                        .filter(portal -> portal.title().equalsIgnoreCase(wanted))
                        .findFirst())
                .map(Portal::name)
                .orElse(wanted);
    }

    /** An invitation that this person sent. */
    String sent(String id) {
        return only(
                id,
                engine.state().portals().stream()
                        .flatMap(portal -> portal.people().stream())
                        .map(Guest::invitation));
    }

    /** The invitation of somebody to a portal here. */
    String sent(String portal, String email) {
        String name = portal(portal);
        return engine.state().portals().stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.people().stream())
                .filter(guest -> guest.email().equalsIgnoreCase(email))
                .map(Guest::invitation)
                .findFirst()
                .orElseThrow(() ->
                        new ActionException(Reason.NOT_FOUND, email + " was not invited to a portal named " + portal));
    }

    /** An invitation that this person got, accepted or not; by its link, or by the name of what it gave, too. */
    String received(String text) {
        ApplicationState state = engine.state();
        List<String> named = state.reachable().stream()
                .filter(each -> each.name().equalsIgnoreCase(text.strip()))
                .map(Reachable::id)
                .toList();
        return named.size() == 1
                ? named.getFirst()
                : only(
                        Input.invitation(text),
                        Stream.concat(
                                state.received().stream().map(Received::id),
                                state.reachable().stream().map(Reachable::id)));
    }

    /** The only one that begins so; an unknown one stays as it is, for the controller may know it. */
    private static String only(String beginning, Stream<String> known) {
        List<String> found =
                known.filter(id -> id.startsWith(beginning)).distinct().toList();
        if (found.size() > 1 && !found.contains(beginning)) {
            throw new ActionException(
                    Reason.INPUT, found.size() + " invitations begin with " + beginning + ": write more of it");
        }
        return found.size() == 1 ? found.getFirst() : beginning;
    }
}
