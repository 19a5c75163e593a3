package dev.portals.desktop.tray;

import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.People;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.platform.MenuEntry;
import dev.portals.desktop.platform.MenuEntry.Action;
import dev.portals.desktop.platform.MenuEntry.Separator;
import dev.portals.desktop.platform.MenuEntry.Submenu;
import dev.portals.desktop.platform.TrayContent;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Link;
import java.util.ArrayList;
import java.util.List;

/** Makes the tray icon of a snapshot: the icon tells the truth (spec 05 section 3.1). */
public final class TrayPresenter {
    /** The states of the icon. */
    public enum Icon {
        /** Nobody is signed in. */
        NOT_ENROLLED("tray-not-enrolled"),
        /** Somebody is signing in. */
        ENROLLING("tray-enrolling"),
        /** The relay is being connected. */
        CONNECTING("tray-connecting"),
        /** All is well. */
        CONNECTED("tray-connected"),
        /** Somebody or something needs the person. */
        ATTENTION("tray-attention"),
        /** Not connected, and nothing tries to. */
        OFFLINE("tray-offline"),
        /** The home can't be read. */
        BROKEN("tray-broken");

        private final String picture;

        Icon(String picture) {
            this.picture = picture;
        }

        String picture() {
            return picture;
        }
    }

    private final Desk desk;
    private final Rows rows;
    private final Runnable open;

    /** {@code open} shows the popover or the window. */
    public TrayPresenter(Desk desk, Runnable open) {
        this.desk = desk;
        this.open = open;
        this.rows = new Rows(desk);
    }

    /** Which icon it is. */
    static Icon icon(ApplicationState state, List<PortalRow> portals) {
        if (state.account() == null) {
            return state.enrollment() == Enrollment.NONE ? Icon.NOT_ENROLLED : Icon.ENROLLING;
        }
        if (state.link().state() == Link.State.OFFLINE) {
            return Icon.OFFLINE;
        }
        if (state.link().state() == Link.State.CONNECTING) {
            return Icon.CONNECTING;
        }
        boolean trouble = portals.stream().anyMatch(each -> each.mark() == Mark.DOWN || each.mark() == Mark.FAULT);
        return trouble || !state.received().isEmpty() ? Icon.ATTENTION : Icon.CONNECTED;
    }

    /** What the tray shows. */
    public TrayContent of(ApplicationState state) {
        List<PortalRow> portals = rows.portals(state);
        Icon icon = icon(state, portals);
        List<ReachableRow> reachable = rows.reachable(state).stream()
                .flatMap(group -> group.rows().stream())
                .toList();
        String status = switch (icon) {
            case NOT_ENROLLED -> text("tray.not_enrolled");
            case ENROLLING -> text("tray.enrolling");
            case CONNECTING -> text("tray.connecting");
            case OFFLINE -> text("tray.offline");
            case BROKEN -> text("tray.broken");
            case ATTENTION -> attention(state, portals);
            case CONNECTED ->
                desk.texts()
                        .get(
                                "tray.connected",
                                portals.stream().filter(PortalRow::usable).count(),
                                reachable.stream().filter(ReachableRow::usable).count());
        };
        return new TrayContent(
                icon.picture(),
                desk.texts().get("tray.tooltip", status),
                icon == Icon.ATTENTION,
                menu(state, status, portals, reachable));
    }

    private String attention(ApplicationState state, List<PortalRow> portals) {
        return state.received().isEmpty()
                ? portals.stream()
                        .filter(each -> each.mark() == Mark.DOWN || each.mark() == Mark.FAULT)
                        .findFirst()
                        .map(each -> each.title() + ": " + each.word())
                        .orElse("")
                : desk.texts()
                        .get(
                                "tray.invitation",
                                new People(state)
                                        .name(state.received().getFirst().from()));
    }

    private List<MenuEntry> menu(
            ApplicationState state, String status, List<PortalRow> portals, List<ReachableRow> reachable) {
        List<MenuEntry> menu = new ArrayList<>();
        menu.add(new Action("status", status, false, () -> {}));
        menu.add(new Separator("after-status"));
        menu.add(action("open", "tray.open", open));
        if (state.account() != null) {
            menu.add(action(
                    "open-portal", "action.open_portal", () -> desk.navigation().openPortal("")));
            menu.add(new Separator("after-open"));
            if (!portals.isEmpty()) {
                menu.add(new Submenu(
                        "portals",
                        text("section.portals"),
                        portals.stream().map(this::portal).toList()));
            }
            if (!reachable.isEmpty()) {
                menu.add(new Submenu(
                        "reachable",
                        text("section.reachable"),
                        reachable.stream().map(this::reachable).toList()));
            }
            if (!state.received().isEmpty()) {
                menu.add(new Submenu(
                        "invitations",
                        desk.texts().get("tray.invitations", state.received().size()),
                        rows.invitations(state).stream().map(this::invitation).toList()));
            }
        }
        menu.add(new Separator("before-settings"));
        if (state.account() != null) {
            menu.add(
                    state.paused()
                            ? action(
                                    "pause",
                                    "action.resume_all",
                                    () -> desk.engine().resumeAll())
                            : action(
                                    "pause",
                                    "action.pause_all",
                                    () -> desk.engine().pauseAll()));
        }
        menu.add(action("settings", "tray.settings", () -> desk.navigation().window(Page.SETTINGS)));
        menu.add(action("quit", "action.quit", () -> desk.navigation().quit()));
        return menu;
    }

    private MenuEntry portal(PortalRow portal) {
        String key = "portal-" + portal.id();
        return new Submenu(
                key,
                portal.title() + " · " + portal.word(),
                List.of(
                        action(
                                key + "-invite",
                                "action.invite",
                                () -> desk.navigation().invite(portal.id())),
                        action(
                                key + "-copy",
                                "action.copy_address",
                                () -> desk.outside().copy(portal.address())),
                        action(
                                key + "-close",
                                "action.close_ask",
                                () -> desk.navigation().closePortal(portal.id()))));
    }

    private MenuEntry invitation(InvitationRow row) {
        String key = "invitation-" + row.id();
        return new Submenu(
                key,
                row.name() + ": " + row.service(),
                List.of(
                        action(
                                key + "-accept",
                                "action.accept_ask",
                                () -> desk.navigation().invitation(row.id())),
                        action(
                                key + "-decline",
                                "action.decline",
                                () -> desk.engine().decline(row.id()))));
    }

    private MenuEntry reachable(ReachableRow row) {
        String key = "reachable-" + row.id();
        List<MenuEntry> entries = new ArrayList<>();
        if (!row.address().isEmpty()) {
            entries.add(action(
                    key + "-copy", "action.copy_address", () -> desk.outside().copy(row.address())));
        }
        String url = row.url();
        if (url != null) {
            entries.add(action(
                    key + "-browse", "action.browse", () -> desk.outside().browse(url)));
        }
        entries.add(
                row.paused()
                        ? action(
                                key + "-pause",
                                "action.resume",
                                () -> desk.engine().resumeReachable(row.id()))
                        : action(
                                key + "-pause",
                                "action.pause",
                                () -> desk.engine().pauseReachable(row.id())));
        entries.add(action(
                key + "-give-up", "action.give_up", () -> desk.navigation().giveUp(row.id())));
        String where = row.address().isEmpty() ? row.word() : row.address();
        return new Submenu(key, row.from() + ": " + row.name() + " · " + where, entries);
    }

    private Action action(String key, String text, Runnable run) {
        return new Action(key, text(text), true, () -> screen(run));
    }

    private void screen(Runnable run) {
        desk.screen().execute(run);
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
