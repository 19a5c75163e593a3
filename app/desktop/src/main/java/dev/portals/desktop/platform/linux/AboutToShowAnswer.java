package dev.portals.desktop.platform.linux;

import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.Position;

/**
 * Two results: {@code aiai}.
 *
 * @param <A> kind of the first
 * @param <B> kind of the second
 */
public final class AboutToShowAnswer<A, B> extends Tuple {
    /** Entries to be fetched again. */
    @Position(0)
    public final A updates;

    /** Entries that don't exist. */
    @Position(1)
    public final B errors;

    /** Both. */
    public AboutToShowAnswer(A updates, B errors) {
        this.updates = updates;
        this.errors = errors;
    }
}
