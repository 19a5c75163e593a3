package dev.portals.desktop.platform.linux;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** Who shows notifications: https://specifications.freedesktop.org/notification-spec/. */
@DBusInterfaceName("org.freedesktop.Notifications")
public interface Notifications extends DBusInterface {
    /** Its name on the bus. */
    String NAME = "org.freedesktop.Notifications";
    /** Its object. */
    String PATH = "/org/freedesktop/Notifications";

    /** Shows one, in place of another unless that number is 0; {@code actions} are keys and texts in turn. */
    UInt32 Notify(
            String program,
            UInt32 replaces,
            String icon,
            String summary,
            String body,
            List<String> actions,
            Map<String, Variant<?>> hints,
            int milliseconds);

    /** Takes one away. */
    void CloseNotification(UInt32 id);

    /** What it can do. */
    List<String> GetCapabilities();

    /** One has gone. */
    class NotificationClosed extends DBusSignal {
        /** Which. */
        public final UInt32 id;

        /** That one, for that reason. */
        public NotificationClosed(String path, UInt32 id, UInt32 reason) throws DBusException {
            super(path, id, reason);
            this.id = id;
        }
    }

    /** A button was pressed, or one itself: {@code default}. */
    class ActionInvoked extends DBusSignal {
        /** On which. */
        public final UInt32 id;
        /** Which button. */
        public final String action;

        /** That button of that one. */
        public ActionInvoked(String path, UInt32 id, String action) throws DBusException {
            super(path, id, action);
            this.id = id;
            this.action = action;
        }
    }
}
