package dev.portals.desktop.list;

import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.Trust;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** The head of what one person shares: who, and what is known of the identity. */
public final class GroupHead {
    private GroupHead() {}

    /** Of that group. */
    public static HBox of(Desk desk, ReachableRow.Group group) {
        Label name = Words.line(group.name(), "strong", "control");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox head = new HBox(new Avatar(group.name(), 24), name);
        if (group.trust() != Trust.UNKNOWN) {
            head.getChildren().add(shield(desk, group.trust()));
        }
        if (!group.name().equals(group.from())) {
            head.getChildren().add(Words.line(group.from(), "meta", "muted"));
        }
        return head;
    }

    /** The glyph of what is known of an identity, with its word as a tooltip. */
    public static StackPane shield(Desk desk, Trust trust) {
        IconView icon = new IconView(
                switch (trust) {
                    case UNKNOWN, PINNED -> "shield";
                    case VERIFIED -> "shield-fill-check";
                    case CHANGED -> "exclamation-octagon-fill";
                    case REVOKED -> "slash-circle";
                },
                14);
        switch (trust) {
            case VERIFIED -> icon.getStyleClass().add("success-icon");
            case CHANGED -> icon.getStyleClass().add("danger-icon");
            default -> {}
        }
        StackPane pane = new StackPane(icon);
        String word = desk.texts().get("trust." + trust.name().toLowerCase(java.util.Locale.ROOT));
        Tooltip.install(pane, new Tooltip(word));
        pane.setAccessibleText(word);
        return pane;
    }
}
