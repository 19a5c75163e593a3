package dev.portals.desktop.platform.linux;

import java.util.List;
import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** A menu that the panel draws: libdbusmenu's protocol, version 3, with the calls for groups that its clients make then. */
@DBusInterfaceName("com.canonical.dbusmenu")
public interface DbusMenu extends DBusInterface {
    /** The protocol's version. */
    @DBusBoundProperty(name = "Version", access = Access.READ)
    UInt32 getVersion();

    /** “ltr” or “rtl”. */
    @DBusBoundProperty(name = "TextDirection", access = Access.READ)
    String getTextDirection();

    /** “normal” or “notice”. */
    @DBusBoundProperty(name = "Status", access = Access.READ)
    String getStatus();

    /** The menu below an entry. */
    LayoutAnswer<UInt32, MenuLayout> GetLayout(int parentId, int recursionDepth, List<String> propertyNames);

    /** What is to be known of entries. */
    List<MenuProperties> GetGroupProperties(List<Integer> ids, List<String> propertyNames);

    /** One thing that is to be known of an entry. */
    Variant<?> GetProperty(int id, String name);

    /** Something happened. */
    void Event(int id, String eventId, Variant<?> data, UInt32 timestamp);

    /** Much happened; those entries that don't exist. */
    List<Integer> EventGroup(List<MenuEvent> events);

    /** It will be shown; whether it must be fetched again. */
    boolean AboutToShow(int id);

    /** They will be shown. */
    AboutToShowAnswer<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> ids);

    /** The menu is new. */
    class LayoutUpdated extends DBusSignal {
        /** That revision, below that entry. */
        public LayoutUpdated(String path, UInt32 revision, int parent) throws DBusException {
            super(path, revision, parent);
        }
    }
}
