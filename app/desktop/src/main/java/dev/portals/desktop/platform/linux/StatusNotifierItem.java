package dev.portals.desktop.platform.linux;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.TypeRef;
import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/** What a panel asks of an icon: https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/. */
@DBusInterfaceName("org.kde.StatusNotifierItem")
public interface StatusNotifierItem extends DBusInterface {
    /** {@code a(iiay)}. */
    interface Pixmaps extends TypeRef<List<Pixmap>> {}

    /** A press. */
    void Activate(int x, int y);

    /** A press with the middle button. */
    void SecondaryActivate(int x, int y);

    /** The panel doesn't draw the menu itself. */
    void ContextMenu(int x, int y);

    /** The wheel. */
    void Scroll(int delta, String orientation);

    /** Kind of program. */
    @DBusBoundProperty(name = "Category", access = Access.READ)
    String getCategory();

    /** The same at every start. */
    @DBusBoundProperty(name = "Id", access = Access.READ)
    String getId();

    /** Name for people. */
    @DBusBoundProperty(name = "Title", access = Access.READ)
    String getTitle();

    /** Passive, Active or NeedsAttention. */
    @DBusBoundProperty(name = "Status", access = Access.READ)
    String getStatus();

    /** In the icon theme; empty: by pictures. */
    @DBusBoundProperty(name = "IconName", access = Access.READ)
    String getIconName();

    /** Folder in which panels look for those names as well. */
    @DBusBoundProperty(name = "IconThemePath", access = Access.READ)
    String getIconThemePath();

    /** The pictures. */
    @DBusBoundProperty(name = "IconPixmap", access = Access.READ, type = Pixmaps.class)
    List<Pixmap> getIconPixmap();

    /** In the icon theme; empty: by pictures. */
    @DBusBoundProperty(name = "AttentionIconName", access = Access.READ)
    String getAttentionIconName();

    /** The pictures while it asks for the person. */
    @DBusBoundProperty(name = "AttentionIconPixmap", access = Access.READ, type = Pixmaps.class)
    List<Pixmap> getAttentionIconPixmap();

    /** What a pointer that rests is told. */
    @DBusBoundProperty(name = "ToolTip", access = Access.READ)
    ToolTip getToolTip();

    /** Where the menu is. */
    @DBusBoundProperty(name = "Menu", access = Access.READ)
    DBusPath getMenu();

    /** Whether a press should show the menu. */
    @DBusBoundProperty(name = "ItemIsMenu", access = Access.READ)
    boolean isItemIsMenu();

    /** The pictures are new. */
    class NewIcon extends DBusSignal {
        /** From there. */
        public NewIcon(String path) throws DBusException {
            super(path);
        }
    }

    /** The pictures for attention are new. */
    class NewAttentionIcon extends DBusSignal {
        /** From there. */
        public NewAttentionIcon(String path) throws DBusException {
            super(path);
        }
    }

    /** The tooltip is new. */
    class NewToolTip extends DBusSignal {
        /** From there. */
        public NewToolTip(String path) throws DBusException {
            super(path);
        }
    }

    /** The title is new. */
    class NewTitle extends DBusSignal {
        /** From there. */
        public NewTitle(String path) throws DBusException {
            super(path);
        }
    }

    /** The status is new. */
    class NewStatus extends DBusSignal {
        /** It, from there. */
        public NewStatus(String path, String status) throws DBusException {
            super(path, status);
        }
    }
}
