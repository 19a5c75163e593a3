package dev.portals.desktop.platform.linux;

import dev.portals.desktop.look.SymbolicIcons;
import dev.portals.desktop.platform.Tray;
import java.util.List;
import org.freedesktop.dbus.DBusPath;

/** The icon on the bus. */
final class ItemObject implements StatusNotifierItem {
    static final String PATH = "/StatusNotifierItem";

    private final Tray.Listener listener;
    private final String theme;
    private volatile Shown shown = new Shown("tray-not-enrolled", List.of(), "Portals", false);

    /** What it shows. */
    record Shown(String icon, List<Pixmap> pictures, String tooltip, boolean attention) {}

    ItemObject(Tray.Listener listener, String theme) {
        this.theme = theme;
        this.listener = listener;
    }

    void show(Shown next) {
        shown = next;
    }

    @Override
    public void Activate(int x, int y) {
        listener.pressed(x, y);
    }

    @Override
    public void SecondaryActivate(int x, int y) {
        listener.pressedOtherwise();
    }

    @Override
    public void ContextMenu(int x, int y) {
        listener.pressed(x, y);
    }

    @Override
    public void Scroll(int delta, String orientation) {
        // Nothing to scroll.
    }

    @Override
    public String getCategory() {
        return "Communications";
    }

    @Override
    public String getId() {
        return "portals";
    }

    @Override
    public String getTitle() {
        return shown.tooltip();
    }

    @Override
    public String getStatus() {
        return shown.attention() ? "NeedsAttention" : "Active";
    }

    @Override
    public String getIconName() {
        return theme.isEmpty() ? "" : SymbolicIcons.name(shown.icon());
    }

    @Override
    public String getIconThemePath() {
        return theme;
    }

    @Override
    public List<Pixmap> getIconPixmap() {
        return shown.pictures();
    }

    @Override
    public String getAttentionIconName() {
        return getIconName();
    }

    @Override
    public List<Pixmap> getAttentionIconPixmap() {
        return shown.pictures();
    }

    @Override
    public ToolTip getToolTip() {
        return new ToolTip("", List.of(), shown.tooltip(), "");
    }

    @Override
    public DBusPath getMenu() {
        return new DBusPath(MenuObject.PATH);
    }

    @Override
    public boolean isItemIsMenu() {
        return false;
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }

    @Override
    public boolean isRemote() {
        return false;
    }
}
