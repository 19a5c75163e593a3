package dev.portals.core.routing;

/** A request could not even leave: its first hop is gone or refuses it. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreachableException(Route route, Delivery delivery) {
        super("the route " + route + " can't be used: " + delivery, null, false, false);
    }
}
