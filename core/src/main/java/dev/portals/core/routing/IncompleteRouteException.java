package dev.portals.core.routing;

/** A hop was asked of a route that has none (spec 01 section 1.6). */
public final class IncompleteRouteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompleteRouteException() {
        super("the route is incomplete: it has no hop left");
    }
}
