package dev.portals.engine.application;

/** Somebody is told of something until this is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends it. */
    @Override
    void close();
}
