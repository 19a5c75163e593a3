package dev.portals.orchestrator.site;

import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.User;

/** Takes a device from its user, with all that it could do for them. */
@FunctionalInterface
public interface DeviceRemoval {
    /** Takes it; nothing if it isn't the user's. */
    void remove(User user, Identifier device);
}
