package dev.portals.desktop.platform.linux;

import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/** {@code (ia{sv})}: an entry and what is to be known of it. */
public final class MenuProperties extends Struct {
    /** Number of the entry. */
    @Position(0)
    public final int id;

    /** What is to be known. */
    @Position(1)
    public final Map<String, Variant<?>> properties;

    /** The fields, in the order of the wire. */
    public MenuProperties(int id, Map<String, Variant<?>> properties) {
        this.id = id;
        this.properties = properties;
    }
}
