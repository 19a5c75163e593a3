package dev.portals.desktop.platform;

/** Notifications of the desktop. All methods return at once and may be called on any thread. */
public interface Notifier extends AutoCloseable {
    /** Who is told what the person does with them; on any thread. */
    @FunctionalInterface
    interface Listener {
        /** A button was pressed; an empty choice: the notification itself. */
        void pressed(String key, String choice);
    }

    /** Shows it, instead of an earlier one with the same key. */
    void show(Announcement announcement);

    /** Takes it away, if it is still there. */
    void withdraw(String key);

    @Override
    void close();
}
