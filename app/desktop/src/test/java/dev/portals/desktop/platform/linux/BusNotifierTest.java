package dev.portals.desktop.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.platform.Announcement;
import dev.portals.desktop.platform.Announcement.Choice;
import dev.portals.desktop.platform.Announcement.Urgency;
import dev.portals.desktop.platform.Notifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.bin.EmbeddedDBusDaemon;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications on a bus of the test's own, with a desktop that the test plays. */
class BusNotifierTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final Announcement INVITATION = new Announcement(
            "invitation-grace@example.org",
            "Grace invites you",
            "<b>wiki</b> & more",
            Urgency.NORMAL,
            List.of(new Choice("accept", "Accept"), new Choice("decline", "Decline")));

    @TempDir
    private Path directory;

    private final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
    private final BlockingQueue<UInt32> closed = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pressed = new LinkedBlockingQueue<>();
    private EmbeddedDBusDaemon daemon;
    private String address;
    private DBusConnection desktop;

    private record Shown(
            UInt32 replaces,
            String summary,
            String body,
            List<String> actions,
            Map<String, Variant<?>> hints,
            UInt32 id) {}

    /** The desktop's side. */
    private final class Desktop implements Notifications {
        private final List<String> abilities;
        private int last;

        Desktop(List<String> abilities, int last) {
            this.abilities = abilities;
            this.last = last;
        }

        @Override
        public UInt32 Notify(
                String program,
                UInt32 replaces,
                String icon,
                String summary,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int milliseconds) {
            UInt32 id = replaces.intValue() == 0 ? new UInt32(++last) : replaces;
            shown.add(new Shown(replaces, summary, body, actions, hints, id));
            return id;
        }

        @Override
        public void CloseNotification(UInt32 id) {
            closed.add(id);
        }

        @Override
        public List<String> GetCapabilities() {
            return abilities;
        }

        @Override
        public String getObjectPath() {
            return Notifications.PATH;
        }

        @Override
        public boolean isRemote() {
            return false;
        }
    }

    @BeforeEach
    void startBus() throws Exception {
        address = "unix:path=" + directory.resolve("bus");
        daemon = new EmbeddedDBusDaemon(address + ",listen=true");
        daemon.startInBackgroundAndWait();
        desktop = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    }

    @AfterEach
    void stopBus() throws Exception {
        desktop.disconnect();
        daemon.close();
    }

    @Test
    void whatOthersWroteIsShownAsItIsAndNeverAsMarkup() throws Exception {
        begin(List.of("actions", "body-markup"), 0);
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            Shown first = next(shown);
            assertThat(first.summary()).isEqualTo("Grace invites you");
            assertThat(first.body()).isEqualTo("&lt;b&gt;wiki&lt;/b&gt; &amp; more");
            assertThat(first.actions()).containsExactly("default", "", "accept", "Accept", "decline", "Decline");
            assertThat(first.hints().get("urgency").getValue()).isEqualTo((byte) 1);
            assertThat(first.hints().get("desktop-entry").getValue()).isEqualTo("dev.portals.Portals");
        }
    }

    @Test
    void aDesktopWithoutButtonsAndMarkupGetsNeither() throws Exception {
        begin(List.of("body"), 0);
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            Shown first = next(shown);
            assertThat(first.body()).isEqualTo("<b>wiki</b> & more");
            assertThat(first.actions()).isEmpty();
        }
    }

    @Test
    void pressesArriveWithTheirButton() throws Exception {
        begin(List.of("actions"), 0);
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            UInt32 id = next(shown).id();
            desktop.sendMessage(new Notifications.ActionInvoked(Notifications.PATH, id, "accept"));
            assertThat(next(pressed)).isEqualTo("invitation-grace@example.org accept");
            desktop.sendMessage(new Notifications.ActionInvoked(Notifications.PATH, new UInt32(99), "accept"));
            desktop.sendMessage(new Notifications.ActionInvoked(Notifications.PATH, id, "default"));
            assertThat(next(pressed)).isEqualTo("invitation-grace@example.org ");
        }
    }

    @Test
    void theSameKeyTakesThePlaceOfTheLastUntilThatHasGone() throws Exception {
        begin(List.of("actions"), 0);
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            UInt32 id = next(shown).id();
            notifier.show(INVITATION);
            assertThat(next(shown).replaces()).isEqualTo(id);
            notifier.withdraw(INVITATION.key());
            assertThat(next(closed)).isEqualTo(id);
            notifier.show(INVITATION);
            assertThat(next(shown).replaces()).isEqualTo(new UInt32(0));
        }
    }

    @Test
    void anotherDesktopIsNeverToldTheNumbersOfTheLast() throws Exception {
        begin(List.of("actions"), 0);
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            next(shown);
            desktop.disconnect();
            desktop =
                    DBusConnectionBuilder.forAddress(address).withShared(false).build();
            begin(List.of(), 40);
            // The bus tells of the change when it likes: what is shown after that is new.
            Shown again;
            do {
                notifier.show(INVITATION);
                again = next(shown);
            } while (again.replaces().intValue() != 0);
            assertThat(again.id()).isEqualTo(new UInt32(41));
            notifier.show(INVITATION);
            assertThat(next(shown).replaces()).isEqualTo(new UInt32(41));
        }
    }

    @Test
    void withoutADesktopThatShowsThemNothingFails() throws Exception {
        try (Notifier notifier = notifier()) {
            notifier.show(INVITATION);
            notifier.withdraw(INVITATION.key());
            begin(List.of(), 0);
            notifier.show(INVITATION);
            // The first may still be under way, and then be the one that is seen.
            assertThat(next(shown).summary()).isEqualTo("Grace invites you");
        }
    }

    @Test
    void withoutABusThereAreNone() {
        assertThat(BusNotifier.join("unix:path=" + directory.resolve("none"), "portals", (key, choice) -> {}))
                .isEmpty();
    }

    private Notifier notifier() {
        return BusNotifier.join(address, "portals", (key, choice) -> pressed.add(key + " " + choice))
                .orElseThrow();
    }

    private void begin(List<String> abilities, int last) throws Exception {
        desktop.exportObject(Notifications.PATH, new Desktop(abilities, last));
        desktop.requestBusName(Notifications.NAME);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("nothing came").isNotNull();
        return next;
    }
}
