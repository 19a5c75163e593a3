package dev.portals.desktop.platform.linux;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/** {@code (ia{sv}av)}: an entry, what is to be known of it, and its entries. */
public final class MenuLayout extends Struct {
    /** Number of the entry. */
    @Position(0)
    public final int id;

    /** What is to be known. */
    @Position(1)
    public final Map<String, Variant<?>> properties;

    /** Its entries. */
    @Position(2)
    public final List<Variant<?>> children;

    /** The fields, in the order of the wire. */
    public MenuLayout(int id, Map<String, Variant<?>> properties, List<Variant<?>> children) {
        this.id = id;
        this.properties = properties;
        this.children = children;
    }
}
