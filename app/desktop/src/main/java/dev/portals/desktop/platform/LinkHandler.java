package dev.portals.desktop.platform;

import java.io.IOException;

/** Who opens links of invitations, {@code ockam://…} (spec 05 section 12). May take a moment. */
public interface LinkHandler {
    /** Who it is. */
    enum Owner {
        /** Nobody. */
        NOBODY,
        /** This program. */
        THIS,
        /** Another, from which it is never taken unasked. */
        OTHER
    }

    /** Who it is now. */
    Owner owner();

    /** Makes it this program. */
    void take() throws IOException;
}
