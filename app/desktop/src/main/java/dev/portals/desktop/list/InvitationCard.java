package dev.portals.desktop.list;

import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** An invitation that needs the person. */
public final class InvitationCard extends VBox {
    private final Text from = new Text();
    private final Text service = new Text();
    private final javafx.scene.control.Label about = Words.line("", "meta", "muted");
    private final Button decline;

    /** For that invitation. */
    public InvitationCard(Desk desk, InvitationRow first) {
        String id = first.id();
        setId("invitation-" + id);
        from.getStyleClass().addAll("flow-text", "strong");
        service.getStyleClass().addAll("flow-text", "strong");
        Text invites = new Text(" " + desk.texts().get("invitation.invites") + " ");
        invites.getStyleClass().add("flow-text");
        TextFlow sentence = new TextFlow(from, invites, service);
        decline = Buttons.plain("invitation-decline-" + id, desk.texts().get("action.decline"), () -> {});
        decline.setOnAction(event -> {
            decline.setDisable(true);
            desk.engine().decline(id);
        });
        HBox buttons = new HBox(
                8,
                decline,
                Buttons.primary(
                        "invitation-accept-" + id,
                        desk.texts().get("action.accept_ask"),
                        () -> desk.navigation().invitation(id)));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox text = new VBox(2, sentence, about);
        HBox.setHgrow(text, Priority.ALWAYS);
        VBox content = new VBox(8, new HBox(12, new Avatar(first.name(), 32), text), buttons);
        content.getStyleClass().addAll("card", "attention");
        setStyle("-fx-padding: 0 8 8 8;");
        getChildren().add(content);
    }

    /** Shows it. */
    public void show(InvitationRow invitation) {
        from.setText(invitation.name());
        service.setText(invitation.service());
        about.setText(invitation.about());
        decline.setDisable(!invitation.waiting());
    }
}
