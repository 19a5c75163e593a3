package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.Picture;
import java.nio.ByteBuffer;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/** {@code (iiay)}: width, height, and pixels as ARGB in network byte order. */
public final class Pixmap extends Struct {
    /** In pixels. */
    @Position(0)
    public final int width;

    /** In pixels. */
    @Position(1)
    public final int height;

    /** Row by row. */
    @Position(2)
    public final byte[] data;

    /** The fields, in the order of the wire. */
    public Pixmap(int width, int height, byte[] data) {
        this.width = width;
        this.height = height;
        this.data = data;
    }

    static Pixmap of(Picture picture) {
        ByteBuffer bytes = ByteBuffer.allocate(picture.argb().length * 4);
        bytes.asIntBuffer().put(picture.argb());
        return new Pixmap(picture.side(), picture.side(), bytes.array());
    }
}
