package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.Announcement;
import dev.portals.desktop.platform.Announcement.Choice;
import dev.portals.desktop.platform.Notifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications by the session bus. Quiet hours and what a locked screen shows are the desktop's to decide. One thread talks to
 * the bus, so that an answer to a notification is never looked at before its number is known.
 */
public final class BusNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(BusNotifier.class);
    private static final UInt32 NONE = new UInt32(0);
    private static final String ITSELF = "default";
    private static final int AS_USUAL = -1;

    private final DBusConnection bus;
    private final String icon;
    private final Listener listener;
    private final Map<String, UInt32> shown = new HashMap<>();
    private List<String> abilities = List.of();
    private boolean asked;
    private final ExecutorService talk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("notifications").factory());

    private BusNotifier(DBusConnection bus, String icon, Listener listener) {
        this.icon = icon;
        this.bus = bus;
        this.listener = listener;
    }

    /**
     * Joins the session bus; nothing if there is none.
     *
     * @param address of the bus; empty: that of the session
     * @param icon name or file of the program's picture
     */
    public static Optional<Notifier> join(String address, String icon, Listener listener) {
        return Buses.join(address).map(bus -> {
            BusNotifier notifier = new BusNotifier(bus, icon, listener);
            notifier.perform(notifier::begin);
            return notifier;
        });
    }

    private void begin() throws DBusException {
        bus.addSigHandler(
                Notifications.ActionInvoked.class, pressed -> perform(() -> pressed(pressed.id, pressed.action)));
        bus.addSigHandler(
                Notifications.NotificationClosed.class,
                gone -> perform(() -> shown.values().removeIf(gone.id::equals)));
        bus.addSigHandler(DBus.NameOwnerChanged.class, changed -> {
            if (changed.name.equals(Notifications.NAME)) {
                // Another one gives its own numbers.
                perform(() -> {
                    shown.clear();
                    asked = false;
                });
            }
        });
    }

    private void pressed(UInt32 id, String action) {
        shown.entrySet().stream()
                .filter(each -> each.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(key -> listener.pressed(key, action.equals(ITSELF) ? "" : action));
    }

    @Override
    public void show(Announcement announcement) {
        perform(() -> {
            Notifications desktop = desktop();
            if (!asked) {
                abilities = desktop.GetCapabilities();
                asked = true;
            }
            UInt32 id = desktop.Notify(
                    "Portals",
                    shown.getOrDefault(announcement.key(), NONE),
                    icon,
                    announcement.title(),
                    abilities.contains("body-markup") ? escaped(announcement.body()) : announcement.body(),
                    abilities.contains("actions") ? buttons(announcement.choices()) : List.of(),
                    Map.of(
                            "urgency",
                            new Variant<>((byte) announcement.urgency().ordinal()),
                            "desktop-entry",
                            new Variant<>(DesktopEntry.ID)),
                    AS_USUAL);
            shown.put(announcement.key(), id);
        });
    }

    private static List<String> buttons(List<Choice> choices) {
        List<String> buttons = new ArrayList<>(List.of(ITSELF, ""));
        for (Choice choice : choices) {
            buttons.add(choice.key());
            buttons.add(choice.text());
        }
        return buttons;
    }

    /** What others wrote is never markup. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void withdraw(String key) {
        perform(() -> {
            UInt32 id = shown.remove(key);
            if (id != null) {
                desktop().CloseNotification(id);
            }
        });
    }

    private Notifications desktop() throws DBusException {
        return bus.getRemoteObject(Notifications.NAME, Notifications.PATH, Notifications.class);
    }

    private interface Talk {
        void run() throws DBusException;
    }

    private void perform(Talk what) {
        try {
            talk.execute(() -> {
                try {
                    what.run();
                } catch (DBusException | RuntimeException e) {
                    LOG.info("the desktop shows no notifications: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed already", e);
        }
    }

    @Override
    public void close() {
        perform(() -> {
            for (UInt32 id : shown.values()) {
                desktop().CloseNotification(id);
            }
        });
        // Never on a thread of the bus itself: that would wait for itself.
        perform(bus::disconnect);
        talk.shutdown();
    }
}
