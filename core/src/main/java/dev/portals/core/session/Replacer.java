package dev.portals.core.session;

import java.util.concurrent.CompletableFuture;

/** Makes the connections of a session and puts them to use. All methods are called on the session's loop. */
public interface Replacer {
    /**
     * Begins to make a connection; must not block. A connection that comes after the session's time limit is closed.
     *
     * @return may be completed on any thread
     */
    CompletableFuture<? extends Connection> create();

    /** There is a connection: use it, until {@link #down}. */
    default void up(Connection connection) {}

    /** The connection is gone or about to be closed: stop using it. */
    default void down() {}
}
