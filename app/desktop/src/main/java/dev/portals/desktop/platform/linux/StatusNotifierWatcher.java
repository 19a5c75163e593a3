package dev.portals.desktop.platform.linux;

import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/** Who knows all icons and panels of the desktop. */
@DBusInterfaceName("org.kde.StatusNotifierWatcher")
public interface StatusNotifierWatcher extends DBusInterface {
    /** Its name on the bus. */
    String NAME = "org.kde.StatusNotifierWatcher";
    /** Its object. */
    String PATH = "/StatusNotifierWatcher";

    /** Makes an icon known by the name of its connection. */
    void RegisterStatusNotifierItem(String service);

    /** Whether a panel shows them. */
    @DBusBoundProperty(name = "IsStatusNotifierHostRegistered", access = Access.READ)
    boolean isStatusNotifierHostRegistered();

    /** There is a panel. */
    class StatusNotifierHostRegistered extends DBusSignal {
        /** From there. */
        public StatusNotifierHostRegistered(String path) throws DBusException {
            super(path);
        }
    }

    /** A panel has gone. */
    class StatusNotifierHostUnregistered extends DBusSignal {
        /** From there. */
        public StatusNotifierHostUnregistered(String path) throws DBusException {
            super(path);
        }
    }
}
