package dev.portals.engine.recipe;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to say about one kind of service, once its local address is known.
 *
 * @param schemes what it is called in portals, for example {@code ssh}; the first is the usual one
 * @param ports at which it usually listens
 * @param title what it is, for a person
 * @param ownerHint for whoever shares one; null if there is nothing to say
 * @param actions for whoever uses one, the most useful first
 */
public record Recipe(
        List<String> schemes,
        List<Integer> ports,
        String title,
        @Nullable String ownerHint,
        List<Action> actions) {
    /** Copies the lists. */
    public Recipe {
        schemes = List.copyOf(schemes);
        ports = List.copyOf(ports);
        actions = List.copyOf(actions);
    }

    /** What can be done with what an action makes. */
    public enum Kind {
        /** Open it in a browser: it is an address of the web on this computer. */
        BROWSE,
        /** Hand it to the program that the system has for its scheme. */
        OPEN,
        /** Copy it, or type it in a terminal. */
        COPY,
        /** Read it: how to set something up. */
        READ
    }

    /**
     * Something to do with the service.
     *
     * @param kind what to do
     * @param label what that is, for a person
     * @param text with {@code {host}}, {@code {port}}, {@code {address}}, {@code {scheme}} and {@code {friend}} for what only the portal knows; words in
     *     capital letters are for the person to replace
     */
    public record Action(Kind kind, String label, String text) {}

    /** The usual scheme. */
    public String scheme() {
        return schemes.getFirst();
    }

    /**
     * The actions for a service that is at a local address.
     *
     * @param scheme as the portal says it; null: the usual one
     * @param address {@code HOST:PORT}
     * @param friend who shares it, an e-mail address; only letters, digits, dots and hyphens of it are used, as it stands in command lines
     */
    public List<Action> at(@Nullable String scheme, String address, String friend) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        String port = address.substring(colon + 1);
        String spoken = scheme == null ? "" : scheme.strip().toLowerCase(Locale.ROOT);
        String used = schemes.contains(spoken) ? spoken : scheme();
        String name =
                friend.replaceAll("@.*", "").replaceAll("[^A-Za-z0-9.-]", "").replaceFirst("^[.-]+", "");
        return actions.stream()
                .map(action -> new Action(
                        action.kind(),
                        action.label(),
                        action.text()
                                .replace("{host}", host)
                                .replace("{port}", port)
                                .replace("{address}", address)
                                .replace("{scheme}", used)
                                .replace("{friend}", name.isEmpty() ? "friend" : name)))
                .toList();
    }
}
