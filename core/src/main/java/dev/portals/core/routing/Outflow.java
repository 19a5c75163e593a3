package dev.portals.core.routing;

/**
 * A socket that messages leave through. When it holds more than its limit, whoever produces for it should wait: together
 * with {@link Inflow} this is the whole of back-pressure.
 */
public interface Outflow {
    /** Whether it takes more without holding too much; callable from any thread. */
    boolean isWritable();

    /** Runs the task once on the loop as soon as it is writable (at once if it is, also when it has been closed). */
    void whenWritable(EventLoop loop, Runnable task);
}
