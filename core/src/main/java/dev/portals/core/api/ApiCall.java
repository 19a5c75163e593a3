package dev.portals.core.api;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that a handler is to answer.
 *
 * @param peer who asks; null only if the server takes requests from outside secure channels
 * @param request what it wants
 * @param parameters the values of the names in the path's pattern
 * @param returning where the answer goes
 */
public record ApiCall(@Nullable Identifier peer, Request request, Map<String, String> parameters, Route returning) {
    static ApiCall of(Message message, Request request, Map<String, String> parameters) {
        return new ApiCall(message.peer(), request, parameters, message.returning());
    }

    /** Who asks; for servers that insist on a secure channel. */
    public Identifier caller() {
        if (peer == null) {
            throw new ApiFailure(Status.UNAUTHORIZED, "secure channel required");
        }
        return peer;
    }

    /** The value of a name in the path's pattern. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the pattern of " + request.path() + " has no " + name);
        }
        return value;
    }

    /** The body, which must be there; what it isn't ends in a {@link DecodeException} and that in a 400. */
    public CborReader body() {
        if (!request.hasBody()) {
            throw new DecodeException("the request needs a body");
        }
        return new CborReader(request.body());
    }
}
