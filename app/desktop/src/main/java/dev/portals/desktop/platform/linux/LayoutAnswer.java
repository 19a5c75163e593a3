package dev.portals.desktop.platform.linux;

import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.Position;

/**
 * Two results: {@code u(ia{sv}av)}.
 *
 * @param <A> kind of the number
 * @param <B> kind of the layout
 */
public final class LayoutAnswer<A, B> extends Tuple {
    /** Grows with every change. */
    @Position(0)
    public final A revision;

    /** The menu. */
    @Position(1)
    public final B layout;

    /** Both. */
    public LayoutAnswer(A revision, B layout) {
        this.revision = revision;
        this.layout = layout;
    }
}
