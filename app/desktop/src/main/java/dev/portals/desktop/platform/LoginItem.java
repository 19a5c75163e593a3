package dev.portals.desktop.platform;

import java.io.IOException;

/** Whether the program starts with the person's session; what the system says, not what was once wanted. May take a moment. */
public interface LoginItem {
    /** Whether it does. */
    boolean isOn();

    /** Has it start, or not any more. */
    void set(boolean on) throws IOException;
}
