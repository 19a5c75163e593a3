package dev.portals.desktop.popover;

import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.popover.PopoverModel.Coaching;
import dev.portals.desktop.screen.Desk;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The two first steps of somebody new: open a portal, invite a friend. */
final class Coach extends VBox {
    private final Desk desk;
    private final Label step = Words.line("", "badge", "accent");
    private final Label next = Words.wrapped("", "meta", "muted");
    private final Label title = Words.wrapped("", "heading");
    private final Label explanation = Words.wrapped("", "control", "muted");
    private final Button action;
    private Runnable press = () -> {};

    Coach(Desk desk) {
        super(4);
        this.desk = desk;
        setId("coach");
        HBox where = new HBox(8, step, next);
        where.setAlignment(Pos.CENTER_LEFT);
        step.setMinWidth(USE_PREF_SIZE);
        action = Buttons.primary("coach-action", "", () -> press.run());
        action.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(where, title, explanation, action);
        setStyle("-fx-padding: 16 16 16 16;");
        VBox.setMargin(title, new javafx.geometry.Insets(4, 0, 0, 0));
        VBox.setMargin(action, new javafx.geometry.Insets(8, 0, 0, 0));
    }

    void show(Coaching coaching, List<PortalRow> portals) {
        Words.show(this, coaching != Coaching.NONE);
        if (coaching == Coaching.OPEN_FIRST) {
            step.setText(desk.texts().get("coach.step", 1));
            next.setText(desk.texts().get("coach.then_invite"));
            title.setText(desk.texts().get("coach.open_title"));
            explanation.setText(desk.texts().get("coach.open_text"));
            action.setText(desk.texts().get("coach.open_action"));
            press = () -> desk.navigation().openPortal("");
        } else if (coaching == Coaching.INVITE_FIRST) {
            PortalRow portal = portals.getFirst();
            step.setText(desk.texts().get("coach.step", 2));
            next.setText("");
            title.setText(desk.texts().get("coach.invite_title"));
            explanation.setText(desk.texts().get("coach.invite_text", portal.title()));
            action.setText(desk.texts().get("action.invite"));
            press = () -> desk.navigation().invite(portal.id());
        }
    }
}
