package dev.portals.desktop.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.look.SymbolicIcons;
import dev.portals.desktop.platform.MenuEntry;
import dev.portals.desktop.platform.Picture;
import dev.portals.desktop.platform.Tray;
import dev.portals.desktop.platform.TrayContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.bin.EmbeddedDBusDaemon;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The icon on a bus of the test's own, with a panel that the test plays. */
class StatusNotifierTrayTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final TrayContent FIRST = new TrayContent("tray-connected", "Portals — 1 open", false, List.of());

    @TempDir
    private Path directory;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> registered = new LinkedBlockingQueue<>();
    private EmbeddedDBusDaemon daemon;
    private String address;
    private Path theme;
    private volatile boolean host = true;
    private DBusConnection panel;

    private final Tray.Listener listener = new Tray.Listener() {
        @Override
        public void pressed(int x, int y) {
            events.add("pressed " + x + "," + y);
        }

        @Override
        public void pressedOtherwise() {
            events.add("middle");
        }

        @Override
        public void visible(boolean now) {
            events.add(now ? "visible" : "invisible");
        }
    };

    /** The panel's side. */
    private final StatusNotifierWatcher watcher = new StatusNotifierWatcher() {
        @Override
        public void RegisterStatusNotifierItem(String service) {
            registered.add(service);
        }

        @Override
        public boolean isStatusNotifierHostRegistered() {
            return host;
        }

        @Override
        public String getObjectPath() {
            return StatusNotifierWatcher.PATH;
        }

        @Override
        public boolean isRemote() {
            return false;
        }
    };

    @BeforeEach
    void startBus() throws Exception {
        address = "unix:path=" + directory.resolve("bus");
        daemon = new EmbeddedDBusDaemon(address + ",listen=true");
        daemon.startInBackgroundAndWait();
        panel = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    }

    @AfterEach
    void stopBus() throws Exception {
        panel.disconnect();
        daemon.close();
    }

    @Test
    void anIconThatStartsBeforeThePanelAppearsWithIt() throws Exception {
        try (Tray tray = tray()) {
            tray.show(FIRST);
            assertThat(next(events)).isEqualTo("invisible");
            showPanel();
            assertThat(next(events)).isEqualTo("visible");
            assertThat(next(registered)).startsWith("org.kde.StatusNotifierItem-");
        }
    }

    @Test
    void thePanelSeesWhatIsShownAndPressesArrive() throws Exception {
        showPanel();
        try (Tray tray = tray()) {
            String name = next(registered);
            assertThat(next(events)).isEqualTo("visible");
            BlockingQueue<String> news = new LinkedBlockingQueue<>();
            panel.addSigHandler(StatusNotifierItem.NewStatus.class, signal -> news.add("status"));
            tray.show(new TrayContent("tray-attention", "Portals — invitation from Grace", true, List.of()));
            next(news);
            Map<String, Variant<?>> item = panel.getRemoteObject(name, ItemObject.PATH, Properties.class)
                    .GetAll("org.kde.StatusNotifierItem");
            assertThat(item.get("Status").getValue()).isEqualTo("NeedsAttention");
            assertThat(item.get("Title").getValue()).isEqualTo("Portals — invitation from Grace");
            assertThat(item.get("IconPixmap").getSig()).isEqualTo("a(iiay)");
            StatusNotifierItem remote = panel.getRemoteObject(name, ItemObject.PATH, StatusNotifierItem.class);
            remote.Activate(100, 20);
            assertThat(next(events)).isEqualTo("pressed 100,20");
            remote.SecondaryActivate(1, 2);
            assertThat(next(events)).isEqualTo("middle");
        }
    }

    @Test
    void theMenuIsReadAndItsEntriesArePressed() throws Exception {
        showPanel();
        try (Tray tray = tray()) {
            String name = next(registered);
            BlockingQueue<UInt32> revisions = new LinkedBlockingQueue<>();
            panel.addSigHandler(DbusMenu.LayoutUpdated.class, signal -> revisions.add(new UInt32(1)));
            tray.show(new TrayContent(
                    "tray-connected",
                    "Portals",
                    false,
                    List.of(
                            new MenuEntry.Action("status", "2 open", false, () -> events.add("never")),
                            new MenuEntry.Separator("line"),
                            new MenuEntry.Submenu(
                                    "more",
                                    "My_portals",
                                    List.of(new MenuEntry.Action("quit", "Quit", true, () -> events.add("quit")))))));
            assertThat(revisions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            DbusMenu menu = panel.getRemoteObject(name, MenuObject.PATH, DbusMenu.class);
            MenuLayout layout = menu.GetLayout(0, -1, List.of()).layout;
            assertThat(layout.children).hasSize(3);
            assertThat(menu.GetProperty(3, "label").getValue()).isEqualTo("My__portals");
            menu.Event(1, "clicked", new Variant<>(""), new UInt32(0));
            menu.EventGroup(List.of(new MenuEvent(4, "clicked", new Variant<>(""), new UInt32(0))));
            assertThat(next(events)).isEqualTo("visible");
            assertThat(next(events)).isEqualTo("quit");
        }
    }

    @Test
    void aPanelThatRestartsGetsTheIconAgain() throws Exception {
        showPanel();
        try (Tray tray = tray()) {
            tray.show(FIRST);
            String name = next(registered);
            assertThat(next(events)).isEqualTo("visible");
            panel.disconnect();
            panel = DBusConnectionBuilder.forAddress(address).withShared(false).build();
            showPanel();
            assertThat(next(registered)).isEqualTo(name);
        }
    }

    @Test
    void aWatcherWithoutAPanelShowsNothingUntilOneComesAndAfterItHasGone() throws Exception {
        host = false;
        showPanel();
        try (Tray tray = tray()) {
            tray.show(FIRST);
            next(registered);
            assertThat(next(events)).isEqualTo("invisible");
            host = true;
            panel.sendMessage(new StatusNotifierWatcher.StatusNotifierHostRegistered(StatusNotifierWatcher.PATH));
            assertThat(next(events)).isEqualTo("visible");
            host = false;
            panel.sendMessage(new StatusNotifierWatcher.StatusNotifierHostUnregistered(StatusNotifierWatcher.PATH));
            assertThat(next(events)).isEqualTo("invisible");
            assertThat(registered).isEmpty();
        }
    }

    @Test
    void thePanelFindsTheIconInItsOwnColour() throws Exception {
        theme = SymbolicIcons.write(directory).orElseThrow();
        showPanel();
        try (Tray tray = tray()) {
            tray.show(FIRST);
            String name = next(registered);
            next(events);
            Map<String, Variant<?>> item = panel.getRemoteObject(name, ItemObject.PATH, Properties.class)
                    .GetAll("org.kde.StatusNotifierItem");
            Path folder = Path.of((String) item.get("IconThemePath").getValue());
            String icon = (String) item.get("IconName").getValue();
            assertThat(icon).startsWith("portals-tray-").endsWith("-symbolic");
            assertThat(folder.resolve(icon + ".svg")).content().contains("<path");
        }
    }

    private Tray tray() {
        return StatusNotifierTray.join(
                        address, icon -> List.of(new Picture(2, new int[] {1, 2, 3, 4})), theme, listener)
                .orElseThrow();
    }

    private void showPanel() throws Exception {
        panel.exportObject(StatusNotifierWatcher.PATH, watcher);
        panel.requestBusName(StatusNotifierWatcher.NAME);
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
