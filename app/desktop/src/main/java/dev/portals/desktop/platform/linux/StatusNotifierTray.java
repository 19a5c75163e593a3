package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.Picture;
import dev.portals.desktop.platform.Tray;
import dev.portals.desktop.platform.TrayContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.jspecify.annotations.Nullable;
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
    private volatile boolean registered;
    private @Nullable Boolean told;
    private final String name =
            "org.kde.StatusNotifierItem-" + ProcessHandle.current().pid() + "-1";
    private final ExecutorService talk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("tray").factory());

    private StatusNotifierTray(DBusConnection bus, Picture.Painter painter, @Nullable Path theme, Listener listener) {
        this.bus = bus;
        this.painter = painter;
        this.listener = listener;
        this.item = new ItemObject(listener, theme == null ? "" : theme.toString());
    }

    /**
     * Joins the session bus; nothing if there is none. Whether there is a panel is told to the listener.
     *
     * @param address of the bus; empty: that of the session
     * @param theme folder of the symbolic icons; null: pictures alone
     */
    public static Optional<Tray> join(
            String address, Picture.Painter painter, @Nullable Path theme, Listener listener) {
        return Buses.join(address).map(bus -> {
            StatusNotifierTray tray = new StatusNotifierTray(bus, painter, theme, listener);
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
                    registered = false;
                    talk.execute(this::look);
                }
            });
            bus.addSigHandler(
                    StatusNotifierWatcher.StatusNotifierHostRegistered.class, signal -> talk.execute(this::look));
            bus.addSigHandler(
                    StatusNotifierWatcher.StatusNotifierHostUnregistered.class, signal -> talk.execute(this::look));
        } catch (DBusException | RuntimeException e) {
            LOG.warn("the session bus doesn't take the icon", e);
        }
        look();
    }

    /** Registers where that is still to be done, and tells whether the icon can be seen. */
    private void look() {
        boolean visible = false;
        try {
            DBus daemon = bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class);
            if (daemon.NameHasOwner(StatusNotifierWatcher.NAME)) {
                StatusNotifierWatcher watcher = bus.getRemoteObject(
                        StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, StatusNotifierWatcher.class);
                if (!registered) {
                    watcher.RegisterStatusNotifierItem(name);
                    registered = true;
                }
                visible = hasPanel();
            }
        } catch (DBusException | RuntimeException e) {
            LOG.warn("the panel doesn't take the icon", e);
        }
        if (told == null || told != visible) {
            told = visible;
            listener.visible(visible);
        }
    }

    /** A watcher that doesn't say is a panel itself. */
    private boolean hasPanel() throws DBusException {
        try {
            Object answer = bus.getRemoteObject(
                            StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, Properties.class)
                    .Get("org.kde.StatusNotifierWatcher", "IsStatusNotifierHostRegistered");
            return !(answer instanceof Boolean there) || there;
        } catch (DBusExecutionException e) {
            return true;
        }
    }

    @Override
    public void show(TrayContent content) {
        List<Pixmap> pictures =
                painter.paint(content.icon()).stream().map(Pixmap::of).toList();
        talk.execute(() -> show(content, pictures));
    }

    private void show(TrayContent content, List<Pixmap> pictures) {
        item.show(new ItemObject.Shown(content.icon(), pictures, content.tooltip(), content.attention()));
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
