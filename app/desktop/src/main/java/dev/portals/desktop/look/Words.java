package dev.portals.desktop.look;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Labels of the design's type steps, and the spaces and lines between them. */
public final class Words {
    private Words() {}

    /** One line with these style classes. */
    public static Label line(String text, String... classes) {
        Label label = new Label(text);
        label.getStyleClass().addAll(classes);
        label.setMinWidth(0);
        return told(label);
    }

    /** The same label, which tells all of its text in a tooltip when it is cut. */
    public static Label told(Label label) {
        Runnable tell = () -> {
            Tooltip now = label.getTooltip();
            if (!label.isTextTruncated()) {
                label.setTooltip(null);
            } else if (now == null || !now.getText().equals(label.getText())) {
                label.setTooltip(new Tooltip(label.getText()));
            }
        };
        label.textTruncatedProperty().addListener((observed, before, now) -> tell.run());
        label.textProperty().addListener((observed, before, now) -> tell.run());
        return label;
    }

    /** As many lines as it needs. */
    public static Label wrapped(String text, String... classes) {
        Label label = new Label(text);
        label.getStyleClass().addAll(classes);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Takes what room there is. */
    public static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    /** A thin line. */
    public static Region rule() {
        Region region = new Region();
        region.getStyleClass().add("line");
        return region;
    }

    /** Shows something or takes it away with its room. */
    public static void show(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
