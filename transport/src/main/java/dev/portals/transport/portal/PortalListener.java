package dev.portals.transport.portal;

/** Hears what becomes of the portals of an inlet or outlet. Called on event loops: it must not block. */
public interface PortalListener {
    /** Hears nothing. */
    PortalListener NONE = new PortalListener() {};

    /** Both ends are connected, bytes flow. */
    default void opened(PortalInfo portal) {}

    /** It ended, whether or not it had opened. The sentence says for a person why. */
    default void closed(PortalInfo portal, PortalEnd end, String sentence) {}

    /** Somebody was turned away at the door: paused, too many, or the route begins nowhere. */
    default void refused(String sentence) {}
}
