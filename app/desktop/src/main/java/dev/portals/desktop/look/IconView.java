package dev.portals.desktop.look;

import javafx.geometry.NodeOrientation;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/** An icon of a size in pixels, in the colour of its style class. It has no name of its own for a screen reader. */
public final class IconView extends StackPane {
    private final double size;
    private String name = "";

    /** That icon of that size. */
    public IconView(String name, double size) {
        this.size = size;
        getStyleClass().add("icon");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
        show(name);
    }

    /** Shows another icon. */
    public void show(String icon) {
        if (icon.equals(name)) {
            return;
        }
        name = icon;
        // The program's own mark is the same everywhere.
        setNodeOrientation(icon.startsWith("tray-") ? NodeOrientation.LEFT_TO_RIGHT : NodeOrientation.INHERIT);
        Icons.Shape shape = Icons.shape(icon);
        Group group = new Group();
        // The square itself, so that the drawing keeps its place in it.
        SVGPath square = new SVGPath();
        square.setContent("M0 0H" + shape.side() + "V" + shape.side() + "H0Z");
        square.setFill(null);
        group.getChildren().add(square);
        for (Icons.Part part : shape.parts()) {
            SVGPath path = new SVGPath();
            path.setContent(part.path());
            path.setFillRule(part.evenOdd() ? FillRule.EVEN_ODD : FillRule.NON_ZERO);
            path.getStyleClass().add(part.dot() ? "glyph-dot" : "glyph");
            group.getChildren().add(path);
        }
        double scale = size / shape.side();
        group.getTransforms().add(new Scale(scale, scale));
        getChildren().setAll(new Group(group));
    }
}
