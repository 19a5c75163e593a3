package dev.portals.desktop.platform.linux;

import java.util.Optional;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the session bus; each service has one of its own. */
final class Buses {
    private static final Logger LOG = LoggerFactory.getLogger(Buses.class);

    /** A bus that isn't there yet is waited for; that of a session is there before its programs. */
    private static final int PATIENCE_MILLIS = 1_000;

    private Buses() {}

    /**
     * A connection; nothing if there is no bus.
     *
     * @param address of the bus; empty: that of the session
     */
    static Optional<DBusConnection> join(String address) {
        try {
            return Optional.of((address.isEmpty()
                            ? DBusConnectionBuilder.forSessionBus()
                            : DBusConnectionBuilder.forAddress(address))
                    .withShared(false)
                    .transportConfig()
                    .withTimeout(PATIENCE_MILLIS)
                    .back()
                    .build());
        } catch (DBusException | RuntimeException e) {
            LOG.info("there is no session bus: {}", e.toString());
            return Optional.empty();
        }
    }
}
