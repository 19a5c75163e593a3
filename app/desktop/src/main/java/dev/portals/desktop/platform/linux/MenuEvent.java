package dev.portals.desktop.platform.linux;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** {@code (isvu)}: something happened to an entry. */
public final class MenuEvent extends Struct {
    /** Number of the entry. */
    @Position(0)
    public final int id;

    /** “clicked” or something else. */
    @Position(1)
    public final String type;

    /** More about it. */
    @Position(2)
    public final Variant<?> data;

    /** When. */
    @Position(3)
    public final UInt32 timestamp;

    /** The fields, in the order of the wire. */
    public MenuEvent(int id, String type, Variant<?> data, UInt32 timestamp) {
        this.id = id;
        this.type = type;
        this.data = data;
        this.timestamp = timestamp;
    }
}
