package dev.portals.desktop.look;

import dev.portals.engine.state.Traffic;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;

/** The bytes of the last two minutes, 48 by 14 pixels; a flat grey line when there were none. It has no name of its own. */
public final class Sparkline extends StackPane {
    private static final double WIDTH = 48;
    private static final double HEIGHT = 14;
    private static final int POINTS = 24;

    private final Polyline line = new Polyline();

    /** An idle one. */
    public Sparkline() {
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        setAlignment(Pos.TOP_LEFT);
        line.getStyleClass().add("sparkline");
        line.setManaged(false);
        setClip(new Rectangle(WIDTH + 2, HEIGHT + 2));
        getChildren().add(line);
        draw(List.of());
    }

    /** Shows that traffic. */
    public void show(Traffic traffic) {
        draw(traffic.seconds());
    }

    private void draw(List<Traffic.Amount> seconds) {
        double[] values = new double[POINTS];
        double most = 0;
        int each = Math.max(1, seconds.size() / POINTS);
        for (int i = 0; i < POINTS; i++) {
            for (int j = i * each; j < (i + 1) * each && j < seconds.size(); j++) {
                values[i] += seconds.get(j).in() + seconds.get(j).out();
            }
            most = Math.max(most, values[i]);
        }
        Double[] points = new Double[POINTS * 2];
        for (int i = 0; i < POINTS; i++) {
            points[2 * i] = i * WIDTH / (POINTS - 1);
            points[2 * i + 1] = most == 0 ? HEIGHT / 2 : (HEIGHT - 1.5) - values[i] / most * (HEIGHT - 3);
        }
        line.getPoints().setAll(points);
        line.getStyleClass().remove("idle");
        if (most == 0) {
            line.getStyleClass().add("idle");
        }
    }
}
