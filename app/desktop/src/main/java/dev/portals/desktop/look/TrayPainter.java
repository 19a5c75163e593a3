package dev.portals.desktop.look;

import dev.portals.desktop.platform.Picture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/** Draws tray icons in the sizes that panels want, for a light panel or a dark one. On the JavaFX thread. */
public final class TrayPainter implements Picture.Painter {
    private static final List<Integer> SIDES = List.of(16, 20, 22, 24, 32, 48, 64);
    private static final Color ON_LIGHT = Color.web("#1B1F26");
    private static final Color ON_DARK = Color.web("#F2F4F7");
    private static final Color DOT_ON_LIGHT = Color.web("#2350C4");
    private static final Color DOT_ON_DARK = Color.web("#8DB2FF");

    private final Map<String, List<Picture>> painted = new HashMap<>();

    @Override
    public List<Picture> paint(String icon) {
        boolean dark = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        return painted.computeIfAbsent(
                icon + dark,
                key -> SIDES.stream()
                        .map(side -> paint(icon, side, dark ? ON_DARK : ON_LIGHT, dark ? DOT_ON_DARK : DOT_ON_LIGHT))
                        .toList());
    }

    /** The program's own icon, for windows: the mark, white on the accent. */
    public static List<WritableImage> applicationIcon() {
        return Stream.of(16, 32, 48, 64, 128)
                .map(side -> {
                    javafx.scene.shape.Rectangle ground = new javafx.scene.shape.Rectangle(side, side);
                    ground.setArcWidth(side * 0.44);
                    ground.setArcHeight(side * 0.44);
                    ground.setFill(Color.web("#2A5BD7"));
                    Group mark = drawing("tray-connected", side * 0.7, Color.WHITE, Color.WHITE);
                    mark.setTranslateX(side * 0.15);
                    mark.setTranslateY(side * 0.15);
                    return image(new Group(ground, mark), side);
                })
                .toList();
    }

    private static Picture paint(String icon, int side, Color colour, Color dot) {
        WritableImage image = image(drawing(icon, side, colour, dot), side);
        int[] argb = new int[side * side];
        image.getPixelReader().getPixels(0, 0, side, side, PixelFormat.getIntArgbInstance(), argb, 0, side);
        return new Picture(side, argb);
    }

    private static WritableImage image(Group drawing, int side) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, side, side));
        return new Group(drawing).snapshot(parameters, new WritableImage(side, side));
    }

    private static Group drawing(String icon, double side, Color colour, Color dot) {
        Icons.Shape shape = Icons.shape(icon);
        Group group = new Group();
        for (Icons.Part part : shape.parts()) {
            SVGPath path = new SVGPath();
            path.setContent(part.path());
            path.setFillRule(part.evenOdd() ? FillRule.EVEN_ODD : FillRule.NON_ZERO);
            path.setFill(part.dot() ? dot : colour);
            group.getChildren().add(path);
        }
        group.getTransforms().add(new Scale(side / shape.side(), side / shape.side()));
        return group;
    }
}
