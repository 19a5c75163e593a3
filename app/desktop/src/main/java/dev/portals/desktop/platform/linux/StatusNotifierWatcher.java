package dev.portals.desktop.platform.linux;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.interfaces.DBusInterface;

/** Who knows all icons and panels of the desktop. */
@DBusInterfaceName("org.kde.StatusNotifierWatcher")
public interface StatusNotifierWatcher extends DBusInterface {
    /** Its name on the bus. */
    String NAME = "org.kde.StatusNotifierWatcher";
    /** Its object. */
    String PATH = "/StatusNotifierWatcher";

    /** Makes an icon known by the name of its connection. */
    void RegisterStatusNotifierItem(String service);
}
