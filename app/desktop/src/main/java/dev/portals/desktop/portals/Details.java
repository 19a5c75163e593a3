package dev.portals.desktop.portals;

import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.PortalRow.GuestRow;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything about one portal, at the right of the page. */
final class Details extends VBox {
    private final Desk desk;
    private final Label name = Words.line("", "heading");
    private final StateLine state = new StateLine();
    private final Label explanation = Words.wrapped("", "meta", "muted");
    private final Label note = Words.wrapped("", "meta", "muted");
    private final Label address = Words.line("", "mono");
    private final CopyButton copy;
    private final Button pin;
    private final Button browse;
    private final Button pause;
    private final Label count = Words.line("", "meta", "subtle");
    private final Label nobody;
    private final Keyed<GuestRow, HBox> guests;
    private @Nullable PortalRow shown;

    Details(Desk desk, Runnable reordered) {
        this.desk = desk;
        setId("portal-details");
        getStyleClass().add("details");
        copy = new CopyButton(desk, "details-copy", "");
        pin = Buttons.icon(
                "details-pin",
                "star",
                text("sort.pin"),
                () -> with(portal -> {
                    desk.order().pin(portal.id(), !desk.order().isPinned(portal.id()));
                    reordered.run();
                }));
        HBox title = new HBox(
                name,
                Words.spring(),
                pin,
                Buttons.icon(
                        "details-edit",
                        "pencil",
                        text("action.edit"),
                        () -> with(portal -> desk.navigation().edit(portal.id()))),
                Buttons.icon(
                        "details-close",
                        "x-lg",
                        text("action.close_portal"),
                        () -> with(portal -> desk.navigation().closePortal(portal.id()))));
        title.setAlignment(Pos.CENTER_LEFT);
        browse = Buttons.with(
                Buttons.small(Buttons.plain(
                        "details-browse",
                        text("action.open"),
                        () -> with(portal -> {
                            if (portal.url() != null) {
                                desk.outside().browse(portal.url());
                            }
                        }))),
                "box-arrow-up-right",
                14);
        pause = Buttons.small(Buttons.plain(
                "details-pause",
                "",
                () -> with(portal -> {
                    if (portal.paused()) {
                        desk.engine().resumePortal(portal.id());
                    } else {
                        desk.engine().pausePortal(portal.id());
                    }
                })));
        FlowPane actions = new FlowPane(
                8,
                8,
                Buttons.with(
                        Buttons.small(Buttons.primary(
                                "details-invite",
                                text("action.invite"),
                                () -> with(portal -> desk.navigation().invite(portal.id())))),
                        "person-plus",
                        14),
                pause,
                browse);
        HBox well = new HBox(address, Words.spring(), copy);
        well.getStyleClass().add("well");
        HBox people = new HBox(Words.line(text("column.friends"), "section-head"), Words.spring(), count);
        nobody = Words.wrapped(text("details.nobody"), "meta", "muted");
        guests = new Keyed<>(
                GuestRow::invitation,
                this::guest,
                (line, guest) -> ((StateLine) line.getChildren().get(2)).show(guest.mark(), guest.word(), "", false));
        getChildren().addAll(new VBox(2, title, state), explanation, note, actions, well, people, nobody, guests);
    }

    private void with(java.util.function.Consumer<PortalRow> action) {
        if (shown != null) {
            action.accept(shown);
        }
    }

    private HBox guest(GuestRow guest) {
        Label email = Words.line(guest.name(), "control");
        email.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox.setHgrow(email, Priority.ALWAYS);
        email.setMaxWidth(Double.MAX_VALUE);
        StateLine word = new StateLine();
        word.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(
                8,
                new Avatar(guest.name(), 24),
                email,
                word,
                Buttons.icon(
                        "details-revoke-" + guest.invitation(),
                        "x",
                        desk.texts().get("action.revoke", guest.email()),
                        () -> desk.navigation().revoke(guest.invitation())));
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(36);
        return line;
    }

    void show(PortalRow portal) {
        shown = portal;
        name.setText(portal.title());
        boolean pinned = desk.order().isPinned(portal.id());
        Buttons.name(pin, text(pinned ? "sort.unpin" : "sort.pin"));
        pin.getGraphic().getStyleClass().remove("accent-icon");
        if (pinned) {
            pin.getGraphic().getStyleClass().add("accent-icon");
        }
        state.show(
                portal.mark(),
                portal.word(),
                portal.open() == 0 ? "" : desk.texts().count("count.connections", portal.open()),
                false);
        explanation.setText(portal.explanation());
        Words.show(explanation, !portal.explanation().isEmpty());
        String said = portal.note();
        note.setText(said == null ? "" : "“" + said + "”");
        Words.show(note, said != null && !said.isEmpty());
        String where = portal.url() == null ? portal.address() : portal.url();
        address.setText(where);
        copy.of(where);
        Words.show(browse, portal.url() != null);
        pause.setText(text(portal.paused() ? "action.resume" : "action.pause"));
        pause.setGraphic(new IconView(portal.paused() ? "play" : "pause", 14));
        count.setText(Integer.toString(portal.guests().size()));
        Words.show(nobody, portal.guests().isEmpty());
        guests.show(portal.guests());
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
