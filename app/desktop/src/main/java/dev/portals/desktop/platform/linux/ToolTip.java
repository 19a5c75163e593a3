package dev.portals.desktop.platform.linux;

import java.util.List;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/** {@code (sa(iiay)ss)}: an icon's name, its pictures, a title and a text. */
public final class ToolTip extends Struct {
    /** Name in the icon theme. */
    @Position(0)
    public final String icon;

    /** Pictures of it. */
    @Position(1)
    public final List<Pixmap> pictures;

    /** What it says. */
    @Position(2)
    public final String title;

    /** What it says below. */
    @Position(3)
    public final String text;

    /** The fields, in the order of the wire. */
    public ToolTip(String icon, List<Pixmap> pictures, String title, String text) {
        this.icon = icon;
        this.pictures = pictures;
        this.title = title;
        this.text = text;
    }
}
