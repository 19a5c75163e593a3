package dev.portals.desktop.platform;

/** An icon in the panel of the desktop. All methods return at once and may be called on any thread. */
public interface Tray extends AutoCloseable {
    /** Who is told what the person does with it; on any thread. */
    interface Listener {
        /** It was pressed; the place on the screen in its pixels, both 0 if it isn't known. */
        void pressed(int x, int y);

        /** It was pressed with the middle button. */
        void pressedOtherwise();

        /** The panel has come or gone: whether the icon can be seen now. */
        void visible(boolean now);
    }

    /** Shows it, or what is new about it. */
    void show(TrayContent content);

    /** What it is called in “About”. */
    String kind();

    @Override
    void close();
}
