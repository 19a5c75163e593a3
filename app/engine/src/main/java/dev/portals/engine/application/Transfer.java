package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.Exported.ExportedDevice;
import dev.portals.engine.application.Exported.ExportedFriend;
import dev.portals.engine.application.Exported.ExportedPort;
import dev.portals.engine.application.Exported.ExportedPortal;
import dev.portals.engine.application.ImportItem.Change;
import dev.portals.engine.application.ImportItem.Kind;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.state.Friend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moving to another computer (spec 05 section 15.15). What is verified here is never overwritten. Each waits and is done in its turn. */
record Transfer(Truth truth, Memory memory, FriendBook friends, PortalActions portals) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_ID = 64;

    String export() {
        Saved saved = memory.saved();
        SavedAccount account = saved.account();
        return new Exported(
                        Exported.FORMAT,
                        Exported.VERSION,
                        now(),
                        account == null ? null : account.email(),
                        saved.portals().stream()
                                .map(portal -> new ExportedPortal(
                                        portal.title(),
                                        portal.address(),
                                        portal.scheme(),
                                        portal.note(),
                                        portal.paused(),
                                        portal.verifiedOnly()))
                                .toList(),
                        friends.list().stream().map(Transfer::exported).toList(),
                        saved.inlets().stream()
                                .map(inlet -> new ExportedPort(
                                        inlet.invitation(), inlet.port(), inlet.paused(), inlet.name()))
                                .toList())
                .write();
    }

    private static ExportedFriend exported(Friend friend) {
        return new ExportedFriend(
                friend.email(),
                friend.name(),
                friend.note(),
                friend.blocked(),
                friend.devices().stream()
                        .map(device -> new ExportedDevice(
                                device.identifier(),
                                device.trust(),
                                device.firstSeen().getEpochSecond()))
                        .toList());
    }

    private long now() {
        return truth.local().node().clock().instant().getEpochSecond();
    }

    List<ImportItem> preview(String text) {
        return run(text, Set.of());
    }

    /** Imports what is chosen; what can't be is said in its item, and doesn't hinder the rest. */
    List<ImportItem> run(String text, Set<String> chosen) {
        Exported exported = Exported.read(text);
        List<ImportItem> items = new ArrayList<>();
        for (ExportedPortal portal : exported.portals()) {
            String key = "portal/" + portal.title();
            items.add(attempt(portal(key, portal), chosen, () -> open(portal)));
        }
        for (ExportedFriend friend : exported.friends()) {
            String key = "friend/" + friend.email();
            Friend theirs = friend(friend).orElse(null);
            items.add(
                    theirs == null
                            ? new ImportItem(
                                    key,
                                    Kind.FRIEND,
                                    friend.email(),
                                    Change.KEPT,
                                    "it is no friend of a kind that is known")
                            : attempt(friend(key, theirs), chosen, () -> friends.merge(theirs)));
        }
        for (ExportedPort port : exported.reachable()) {
            String key = "port/" + port.invitation();
            items.add(attempt(port(key, port), chosen, () -> port(port)));
        }
        if (!chosen.isEmpty()) {
            truth.trustChanged();
        }
        return List.copyOf(items);
    }

    private static ImportItem attempt(ImportItem item, Set<String> chosen, Runnable action) {
        if (!chosen.contains(item.key()) || !item.isChange()) {
            return item;
        }
        try {
            action.run();
            return item;
        } catch (ActionException e) {
            return new ImportItem(item.key(), item.kind(), item.name(), Change.KEPT, String.valueOf(e.getMessage()));
        }
    }

    private ImportItem portal(String key, ExportedPortal portal) {
        SavedPortal here = titled(portal.title()).orElse(null);
        if (here == null) {
            return new ImportItem(
                    key, Kind.PORTAL, portal.title(), Change.NEW, "a portal to " + portal.address() + " is opened");
        }
        boolean same = here.address().equals(portal.address())
                && Objects.equals(here.scheme(), portal.scheme())
                && Objects.equals(here.note(), portal.note());
        return new ImportItem(
                key,
                Kind.PORTAL,
                portal.title(),
                same ? Change.SAME : Change.KEPT,
                same ? "it is open here" : "another portal of that name is open here, which stays as it is");
    }

    private Optional<SavedPortal> titled(String title) {
        return memory.saved().portals().stream()
                .filter(each -> each.title().equalsIgnoreCase(title.strip()))
                .findFirst();
    }

    private void open(ExportedPortal portal) {
        String name = portals.open(portal.title(), portal.address(), portal.scheme(), portal.note())
                .name();
        if (portal.verifiedOnly()) {
            portals.edit(name, PortalChange.NONE.withVerifiedOnly(true));
        }
        if (portal.paused()) {
            portals.pause(name, true);
        }
    }

    private ImportItem friend(String key, Friend theirs) {
        Friend here = friends.find(theirs.email()).orElse(null);
        Friend after = friends.merged(theirs);
        Change change = here == null ? Change.NEW : here.equals(after) ? Change.SAME : Change.CHANGED;
        return new ImportItem(
                key,
                Kind.FRIEND,
                theirs.name().isEmpty() ? theirs.email() : theirs.name() + " (" + theirs.email() + ")",
                change,
                switch (change) {
                    case NEW -> "they become known with " + devices(after) + ", " + word(after);
                    case CHANGED ->
                        "they are known here, " + word(here == null ? after : here) + ", and become " + word(after);
                    default -> "they are known here";
                });
    }

    private static String devices(Friend friend) {
        int count = friend.devices().size();
        return count == 1 ? "one device" : count + " devices";
    }

    private static String word(Friend friend) {
        return (friend.blocked() ? "blocked, " : "") + friend.trust().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** As one of ours; empty if it isn't one that could be. */
    private static Optional<Friend> friend(ExportedFriend friend) {
        try {
            List<Friend.Device> devices = new ArrayList<>();
            for (ExportedDevice device : friend.devices()) {
                devices.add(new Friend.Device(
                        Identifier.parse(device.identifier()).toString(),
                        Objects.requireNonNull(device.trust()),
                        Instant.ofEpochSecond(device.firstSeen()),
                        null,
                        null));
            }
            return Optional.of(FriendBook.imported(
                    FriendActions.address(friend.email()),
                    FriendActions.shown(friend.name(), friend.note()),
                    friend.note(),
                    friend.blocked(),
                    devices));
        } catch (ActionException
                | DecodeException
                | java.time.DateTimeException
                | IllegalArgumentException
                | NullPointerException e) {
            return Optional.empty();
        }
    }

    private ImportItem port(String key, ExportedPort port) {
        SavedInlet here = memory.saved().inlet(port.invitation()).orElse(null);
        String name = port.name() == null ? "port " + port.port() : port.name();
        if (port.port() < 1
                || port.port() > HIGHEST_PORT
                || port.invitation().isEmpty()
                || port.invitation().length() > LONGEST_ID) {
            return new ImportItem(key, Kind.PORT, name, Change.KEPT, "it has had no local port yet");
        }
        if (here != null && here.port() != 0) {
            boolean same = here.port() == port.port() && Objects.equals(here.name(), port.name());
            return new ImportItem(
                    key,
                    Kind.PORT,
                    name,
                    same ? Change.SAME : Change.KEPT,
                    "it is at port " + here.port() + " of this computer" + (same ? "" : " and stays there"));
        }
        return new ImportItem(
                key, Kind.PORT, name, Change.NEW, "it will be at port " + port.port() + " of this computer");
    }

    private @Nullable Void port(ExportedPort port) {
        memory.change(saved -> saved.withInlet(
                port.invitation(),
                inlet -> inlet.withPort(port.port()).withPaused(port.paused()).withName(port.name())));
        return null;
    }
}
