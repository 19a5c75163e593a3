package dev.portals.core.project;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import java.util.regex.Pattern;

/**
 * Where a project's node and its credential authority are, and who they must be (spec 04 section 5.8).
 *
 * @param id what its authority writes into credentials as {@code trust_context_id}
 * @param name the NAME in addresses {@code /project/NAME}
 * @param route to the node's channel listener
 * @param history the node's identity, not verified
 * @param authority the authority's identity, not verified
 * @param authorityRoute to the authority's channel listener
 */
public record Project(
        String id,
        String name,
        MultiAddr route,
        ChangeHistory history,
        ChangeHistory authority,
        MultiAddr authorityRoute) {
    /** The most characters of an id or a name. */
    public static final int MAX_NAME = 200;

    /** Neither controls, half characters, blanks of any script, nor what changes the direction of text. */
    private static final Pattern NAME =
            Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Z}\\u202a-\\u202e\\u2066-\\u2069,/#]{1," + MAX_NAME + "}");

    /**
     * Checks that everything can stand in a ticket and in an address.
     *
     * @throws DecodeException for an empty or unfit name, or an address without parts
     */
    public Project {
        if (!NAME.matcher(id).matches() || !NAME.matcher(name).matches()) {
            throw new DecodeException(
                    "a project's id and name have 1 to " + MAX_NAME + " characters, without space, comma, slash and #");
        }
        if (unfit(route) || unfit(authorityRoute)) {
            throw new DecodeException("the addresses of a project and its authority have parts and no comma");
        }
    }

    private static boolean unfit(MultiAddr route) {
        return route.components().isEmpty() || route.toString().indexOf(',') >= 0;
    }

    /** A project whose id is in its route, as {@link #idIn} finds it. */
    public static Project at(
            MultiAddr route, String name, ChangeHistory history, ChangeHistory authority, MultiAddr authorityRoute) {
        return new Project(idIn(route), name, route, history, authority, authorityRoute);
    }

    /**
     * The id that a route implies: the name of its first service, as 0.150 says; without one the first label of its host,
     * as 0.139 says.
     *
     * @throws DecodeException if it has neither
     */
    public static String idIn(MultiAddr route) {
        MultiAddr.Service service = route.first(MultiAddr.Service.class);
        if (service != null) {
            return service.name();
        }
        MultiAddr.DnsAddr host = route.first(MultiAddr.DnsAddr.class);
        if (host != null) {
            return host.host().split("\\.", 2)[0];
        }
        throw new DecodeException("a project's route has a /service/ part with the project's id");
    }

    /** The node's identifier. */
    public Identifier identifier() {
        return history.identifier();
    }

    /** The authority's identifier. */
    public Identifier authorityIdentifier() {
        return authority.identifier();
    }
}
