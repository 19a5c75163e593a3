package dev.portals.core.routing;

/** A socket that messages enter through and that can be told to wait; the other half of {@link Outflow}. */
@FunctionalInterface
public interface Inflow {
    /** Stops reading until the outflow is writable again; callable from any thread, any number of times. */
    void pauseUntil(Outflow outflow);
}
