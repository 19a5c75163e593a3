package dev.portals.desktop.look;

import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.RotateTransition;
import javafx.application.Platform;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The glyph of a {@link Mark}. The arc turns unless the person wants less motion. */
public final class MarkView extends StackPane {
    private static final Duration TURN = Duration.seconds(1.2);

    private final IconView icon;
    private @Nullable Mark shown;
    private @Nullable Animation turning;

    /** That mark, in 12 pixels. */
    public MarkView(Mark mark) {
        this(mark, 12);
    }

    /** That mark, in so many pixels. */
    public MarkView(Mark mark, double size) {
        icon = new IconView(mark.icon(), size);
        getChildren().add(icon);
        setMinSize(size, size);
        setMaxSize(size, size);
        // An animation that nobody sees would keep the whole program awake.
        sceneProperty().addListener((observed, before, now) -> turn());
        show(mark);
    }

    /** Shows another. */
    public void show(Mark mark) {
        if (mark == shown) {
            return;
        }
        shown = mark;
        icon.show(mark.icon());
        icon.getStyleClass().removeIf(name -> name.startsWith("glyph-"));
        icon.getStyleClass().add("glyph-" + mark.styleName());
        turn();
    }

    private void turn() {
        if (turning != null) {
            turning.stop();
            turning = null;
            icon.setRotate(0);
        }
        if (shown == Mark.CONNECTING
                && getScene() != null
                && !Platform.getPreferences().isReducedMotion()) {
            RotateTransition turn = new RotateTransition(TURN, icon);
            turn.setByAngle(360);
            turn.setInterpolator(Interpolator.LINEAR);
            turn.setCycleCount(Animation.INDEFINITE);
            turn.play();
            turning = turn;
        }
    }
}
