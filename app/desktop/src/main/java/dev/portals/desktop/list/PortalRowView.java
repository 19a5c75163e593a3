package dev.portals.desktop.list;

import dev.portals.desktop.list.PortalRow.GuestRow;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Sparkline;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A portal of mine in the popover: a row, and unfolded its friends and actions. */
public final class PortalRowView extends VBox {
    private final Desk desk;
    private final RowBox row;
    private final Label connections = Words.line("", "meta", "muted");
    private final Sparkline sparkline = new Sparkline();
    private final VBox graph = new VBox(sparkline, connections);
    private final Button resume;
    private final Button pause;
    private final IconView chevron = new IconView("chevron-right", 12);
    private final VBox inset = new VBox();
    private final VBox insetMargin = new VBox(inset);
    private final Label explanation = Words.wrapped("", "meta", "muted", "explanation");
    private final Keyed<GuestRow, HBox> guests;
    private final CopyButton copy;
    private PortalRow shown;

    /** For that portal; {@code toggle} is told its name. */
    public PortalRowView(Desk desk, PortalRow first, Consumer<String> toggle) {
        this.desk = desk;
        this.shown = first;
        String id = first.id();
        copy = new CopyButton(desk, "portal-copy-" + id, desk.texts().get("action.copy_address"));
        copy.getStyleClass().addAll("link", "small");
        row = new RowBox("portal-" + id, () -> toggle.accept(shown.id()), copy::copy);
        row.keys(
                () -> desk.navigation().closePortal(shown.id()),
                () -> desk.navigation().invite(shown.id()));
        graph.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        resume = Buttons.with(
                Buttons.small(Buttons.plain("portal-resume-" + id, desk.texts().get("action.resume"), this::pause)),
                "play",
                12);
        pause = Buttons.icon("portal-pause-" + id, "pause", desk.texts().get("action.pause"), this::pause);
        row.getChildren().addAll(graph, resume, chevron);
        VBox rowMargin = new VBox(row);
        rowMargin.getStyleClass().add("row-margin");

        guests = new Keyed<>(GuestRow::invitation, this::guest, this::update);
        HBox actions = new HBox(
                Buttons.with(
                        Buttons.link(
                                "portal-invite-" + id,
                                desk.texts().get("action.invite"),
                                () -> desk.navigation().invite(shown.id())),
                        "person-plus",
                        14),
                copy,
                Words.spring(),
                pause,
                Buttons.icon(
                        "portal-edit-" + id,
                        "pencil",
                        desk.texts().get("action.edit"),
                        () -> desk.navigation().edit(shown.id())),
                Buttons.icon(
                        "portal-close-" + id,
                        "x-lg",
                        desk.texts().get("action.close_portal"),
                        () -> desk.navigation().closePortal(shown.id())));
        actions.getStyleClass().add("actions");
        inset.getStyleClass().add("inset");
        inset.getChildren().addAll(explanation, guests, actions);
        insetMargin.getStyleClass().add("inset-margin");
        getChildren().addAll(rowMargin, insetMargin);
    }

    private void pause() {
        if (shown.paused()) {
            desk.engine().resumePortal(shown.id());
        } else {
            desk.engine().pausePortal(shown.id());
        }
    }

    private HBox guest(GuestRow guest) {
        HBox line = new HBox(
                new Avatar(guest.name(), 20),
                Words.line(guest.name(), "meta"),
                Words.spring(),
                new StateLine(),
                Buttons.icon(
                        "guest-revoke-" + guest.invitation(),
                        "x",
                        desk.texts().get("action.revoke", guest.email()),
                        () -> desk.navigation().revoke(guest.invitation())));
        line.getStyleClass().add("guest");
        return line;
    }

    private void update(HBox line, GuestRow guest) {
        ((StateLine) line.getChildren().get(3)).show(guest.mark(), guest.word(), "", false);
    }

    /** Shows it. */
    public void show(PortalRow portal, boolean unfolded) {
        shown = portal;
        row.name(portal.title());
        row.tile.show(portal.scheme(), portal.usable());
        row.state.show(portal.mark(), portal.word(), portal.detail(), portal.mono());
        connections.setText(portal.rate());
        sparkline.show(portal.traffic());
        Words.show(graph, portal.usable() && portal.open() > 0 || !portal.rate().isEmpty());
        Words.show(resume, portal.paused());
        pause.setGraphic(new IconView(portal.paused() ? "play" : "pause", 16));
        Buttons.name(pause, desk.texts().get(portal.paused() ? "action.resume" : "action.pause"));
        connections.setMinWidth(USE_PREF_SIZE);
        chevron.show(unfolded ? "chevron-down" : "chevron-right");
        row.setAccessibleText(portal.sentence() + ", " + desk.texts().get(unfolded ? "row.unfolded" : "row.folded"));
        explanation.setText(portal.explanation());
        Words.show(explanation, !portal.explanation().isEmpty());
        guests.show(portal.guests());
        Words.show(guests, !portal.guests().isEmpty());
        copy.of(portal.url() == null ? portal.address() : portal.url());
        Words.show(insetMargin, unfolded);
        row.unfolded(unfolded);
    }
}
