package dev.portals.desktop;

import dev.portals.desktop.look.Theme;
import dev.portals.desktop.popover.PopoverView;
import javafx.animation.FadeTransition;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.util.Duration;

/**
 * The window that a press on the icon shows, and that goes when anything else gets the focus. Open or closed, nothing between;
 * a press that comes right after it went by losing the focus was meant to close it (spec 05 section 2.3).
 */
final class Popover {
    private static final double SHADOW = 40;
    private static final double TALLEST = 720;
    private static final long SAME_PRESS_NANOS = 300_000_000;

    private final Stage stage = new Stage(StageStyle.TRANSPARENT);
    private final PopoverView view;
    private final StackPane room;
    private final double edge;
    private long hidden = System.nanoTime() - SAME_PRESS_NANOS;

    Popover(Theme theme, PopoverView view, String title) {
        this.view = view;
        room = new StackPane(view);
        room.getStyleClass().add("popover-root");
        boolean transparent = Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW);
        edge = transparent ? SHADOW : 0;
        if (transparent) {
            room.setStyle("-fx-padding: 8 " + SHADOW + " " + SHADOW + " " + SHADOW + ";");
        } else {
            view.getStyleClass().add("square");
        }
        Scene scene = theme.dress(new Scene(room));
        scene.setFill(Color.TRANSPARENT);
        scene.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                hide();
            }
        });
        stage.setScene(scene);
        stage.setTitle(title);
        stage.setAlwaysOnTop(true);
        stage.focusedProperty().addListener((observed, before, focused) -> {
            if (!focused) {
                hide();
            }
        });
    }

    /** Shows it at that place of the screen, or hides it. Both 0: nobody knows where the icon is. */
    void toggle(double x, double y) {
        if (stage.isShowing()) {
            hide();
        } else if (System.nanoTime() - hidden > SAME_PRESS_NANOS) {
            show(x, y);
        }
    }

    private void show(double x, double y) {
        Rectangle2D screen = Screen.getScreensForRectangle(x, y, 1, 1).stream()
                .findFirst()
                .orElse(Screen.getPrimary())
                .getVisualBounds();
        view.setMaxHeight(Math.min(TALLEST, screen.getHeight() - 80));
        room.applyCss();
        stage.sizeToScene();
        boolean animated = !Platform.getPreferences().isReducedMotion();
        view.setOpacity(animated ? 0 : 1);
        stage.show();
        // What wraps knows its height only now.
        stage.sizeToScene();
        place(screen, x, y);
        stage.toFront();
        stage.requestFocus();
        if (animated) {
            FadeTransition fade = new FadeTransition(Duration.millis(120), view);
            fade.setToValue(1);
            fade.play();
        }
    }

    private void place(Rectangle2D screen, double x, double y) {
        double width = stage.getWidth();
        double height = stage.getHeight();
        boolean known = x != 0 || y != 0;
        double left = known ? x - width / 2 : screen.getMaxX() - width;
        boolean below = !known || y < screen.getMinY() + screen.getHeight() / 2;
        double top = below ? screen.getMinY() : screen.getMaxY() - height;
        double margin = 8 - edge;
        double most = screen.getMaxX() - width - margin;
        stage.setX(Math.clamp(left, Math.min(screen.getMinX() + margin, most), most));
        stage.setY(top);
    }

    void hide() {
        if (stage.isShowing()) {
            stage.hide();
            hidden = System.nanoTime();
        }
    }

    boolean isShowing() {
        return stage.isShowing();
    }
}
