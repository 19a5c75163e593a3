package dev.portals.desktop.look;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A dialog's content: a body, and a bar with a remark at the left and buttons at the right. */
public class DialogFrame extends VBox {
    private final VBox body = new VBox();
    private final Label remark = Words.wrapped("", "meta", "muted");
    private final HBox foot = new HBox();
    private final Region spring = Words.spring();
    private final double width;
    private double wanted;

    /** An empty one with that id, so wide. */
    protected DialogFrame(String id, double width) {
        setId(id);
        this.width = Em.px(width);
        body.getStyleClass().add("dialog-body");
        foot.getStyleClass().add("dialog-foot");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(body, foot);
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.max(width, super.computeMinWidth(height));
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.max(Em.px(420), super.computeMinWidth(height));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double height = prefHeight(getWidth());
        if (getScene() != null && getScene().getWindow() != null && Math.abs(height - wanted) > 1) {
            // The window follows what it shows, but not against the person who has made it larger.
            wanted = height;
            Platform.runLater(() -> {
                if (getScene() != null && getScene().getWindow() != null) {
                    getScene().getWindow().sizeToScene();
                }
            });
        }
    }

    /** What the dialog shows. */
    protected final void body(Node... nodes) {
        set(body, List.of(nodes));
    }

    /** The bar: what destroys or refuses at the left, then the remark, then the buttons. */
    protected final void foot(Node left, List<? extends Node> buttons) {
        List<Node> all = new ArrayList<>(List.of(left, remark, spring));
        all.addAll(buttons);
        set(foot, all);
    }

    /** The bar without anything at the left. */
    protected final void foot(List<? extends Node> buttons) {
        List<Node> all = new ArrayList<>(List.of(remark, spring));
        all.addAll(buttons);
        set(foot, all);
    }

    /** What is there already stays untouched: taken out and put back it would lose the focus, and a press on it. */
    private static void set(Pane box, List<Node> nodes) {
        if (!box.getChildren().equals(nodes)) {
            box.getChildren().setAll(nodes);
        }
    }

    /** What stands in the bar. */
    protected final void remark(String text, String... classes) {
        remark.setText(text);
        remark.getStyleClass().setAll("label", "meta");
        remark.getStyleClass().addAll(classes.length == 0 ? new String[] {"muted"} : classes);
    }

    /** A label of 96 pixels, a control and what stands below it. */
    protected static Node field(String label, Node control, Node... below) {
        Label name = Words.wrapped(label, "field-label");
        name.setMinWidth(Em.px(96));
        name.setPrefWidth(Em.px(96));
        name.setMaxWidth(Em.px(96));
        name.setMinHeight(Em.px(32));
        name.setLabelFor(control);
        VBox column = new VBox(4, control);
        column.getChildren().addAll(below);
        HBox.setHgrow(column, Priority.ALWAYS);
        if (control instanceof Region region && !(control instanceof javafx.scene.control.ComboBoxBase)) {
            region.setMaxWidth(Double.MAX_VALUE);
        }
        return new HBox(16, name, column);
    }
}
