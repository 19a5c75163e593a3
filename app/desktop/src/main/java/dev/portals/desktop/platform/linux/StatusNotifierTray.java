package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.Picture;
import dev.portals.desktop.platform.Tray;
import dev.portals.desktop.platform.TrayContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An icon by StatusNotifierItem. It waits for a panel, and comes back when a panel does: icons of programs that started before
 * their panel, or outlived it, were the complaint of years (spec 05 section 15.10). One thread talks to the bus.
 */
public final class StatusNotifierTray implements Tray {
    private static final Logger LOG = LoggerFactory.getLogger(StatusNotifierTray.class);

    private final DBusConnection bus;
    private final Listener listener;
    private final Picture.Painter painter;
    private final ItemObject item;
    private final MenuObject menu = new MenuObject();
    private final String name =
            "org.kde.StatusNotifierItem-" + ProcessHandle.current().pid() + "-1";
    private final ExecutorService talk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("tray").factory());

    private StatusNotifierTray(DBusConnection bus, Picture.Painter painter, Listener listener) {
        this.bus = bus;
        this.painter = painter;
        this.listener = listener;
        this.item = new ItemObject(listener);
    }

    /**
     * Joins the session bus; nothing if there is none. Whether there is a panel is told to the listener.
     *
     * @param address of the bus; empty: that of the session
     */
    public static Optional<Tray> join(String address, Picture.Painter painter, Listener listener) {
        return Buses.join(address).map(bus -> {
            StatusNotifierTray tray = new StatusNotifierTray(bus, painter, listener);
            tray.talk.execute(tray::begin);
            return tray;
        });
    }

    private void begin() {
        try {
            bus.exportObject(ItemObject.PATH, item);
            bus.exportObject(MenuObject.PATH, menu);
            bus.requestBusName(name);
            bus.addSigHandler(DBus.NameOwnerChanged.class, changed -> {
                if (changed.name.equals(StatusNotifierWatcher.NAME)) {
                    talk.execute(() -> watcher(!changed.newOwner.isEmpty()));
                }
            });
            DBus daemon = bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class);
            watcher(daemon.NameHasOwner(StatusNotifierWatcher.NAME));
        } catch (DBusException | RuntimeException e) {
            LOG.warn("the session bus doesn't take the icon", e);
            listener.visible(false);
        }
    }

    private void watcher(boolean there) {
        boolean visible = there;
        if (there) {
            try {
                bus.getRemoteObject(StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, StatusNotifierWatcher.class)
                        .RegisterStatusNotifierItem(name);
            } catch (DBusException | RuntimeException e) {
                LOG.warn("the panel doesn't take the icon", e);
                visible = false;
            }
        }
        listener.visible(visible);
    }

    @Override
    public void show(TrayContent content) {
        List<Pixmap> pictures =
                painter.paint(content.icon()).stream().map(Pixmap::of).toList();
        talk.execute(() -> show(content, pictures));
    }

    private void show(TrayContent content, List<Pixmap> pictures) {
        item.show(new ItemObject.Shown(pictures, content.tooltip(), content.attention()));
        int revision = menu.show(content.menu());
        try {
            send(new StatusNotifierItem.NewIcon(ItemObject.PATH));
            send(new StatusNotifierItem.NewAttentionIcon(ItemObject.PATH));
            send(new StatusNotifierItem.NewTitle(ItemObject.PATH));
            send(new StatusNotifierItem.NewToolTip(ItemObject.PATH));
            send(new StatusNotifierItem.NewStatus(ItemObject.PATH, item.getStatus()));
            if (revision != 0) {
                send(new DbusMenu.LayoutUpdated(MenuObject.PATH, new UInt32(revision), 0));
            }
        } catch (DBusException | RuntimeException e) {
            LOG.debug("the session bus has gone", e);
        }
    }

    private void send(DBusSignal signal) {
        bus.sendMessage(signal);
    }

    @Override
    public String kind() {
        return "StatusNotifierItem";
    }

    @Override
    public void close() {
        // Never on a thread of the bus itself: that would wait for itself.
        talk.execute(bus::disconnect);
        talk.shutdown();
    }
}
