package dev.portals.desktop.platform;

/**
 * A square picture, drawn.
 *
 * @param side in pixels
 * @param argb its pixels, row by row
 */
public record Picture(int side, int[] argb) {
    /** Makes a picture of an icon in all sizes that panels want. */
    @FunctionalInterface
    public interface Painter {
        /** The icon in these sizes. */
        java.util.List<Picture> paint(String icon);
    }
}
