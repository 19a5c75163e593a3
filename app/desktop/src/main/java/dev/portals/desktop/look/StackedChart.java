package dev.portals.desktop.look;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/** Areas on top of each other over time. It is drawn in the size it has, and its time runs from left to right in every language. */
public final class StackedChart extends Region {
    private static final double LEFT = 40;
    private static final double BOTTOM = 32;
    private static final double TOP = 8;

    private Picture picture = new Picture(List.of(), 1, List.of("0", "1"), List.of());
    private double drawnWidth;
    private double drawnHeight;

    /**
     * What it shows.
     *
     * @param series the lowest first
     * @param top value at the upper edge
     * @param marks of the lines from the bottom to the top
     * @param times from the left edge to the right one
     */
    public record Picture(List<Series> series, double top, List<String> marks, List<String> times) {
        /** Copies the lists. */
        public Picture {
            series = List.copyOf(series);
            marks = List.copyOf(marks);
            times = List.copyOf(times);
        }
    }

    /** One thing over time. */
    public record Series(String name, List<Double> values) {
        /** Copies the list. */
        public Series {
            values = List.copyOf(values);
        }

        /** All of it. */
        public double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** An empty one of that height. */
    public StackedChart(double height) {
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        getStyleClass().add("chart-area");
    }

    /** Shows that. */
    public void show(Picture next) {
        if (!next.equals(picture)) {
            picture = next;
            drawnWidth = 0;
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        if (getWidth() != drawnWidth || getHeight() != drawnHeight) {
            drawnWidth = getWidth();
            drawnHeight = getHeight();
            draw();
        }
        super.layoutChildren();
        getChildren().stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .forEach(label -> place(label, (Place) label.getUserData()));
    }

    /** Where a label is, and which part of it: 0 its left edge, 1 its right one. */
    private record Place(double x, double y, double part, VPos vertical) {}

    private static void place(Label label, Place place) {
        double width = label.prefWidth(-1);
        double height = label.prefHeight(width);
        label.resizeRelocate(
                Math.round(place.x - place.part * width),
                Math.round(place.vertical == VPos.CENTER ? place.y - height / 2 : place.y),
                width,
                height);
    }

    private void draw() {
        List<Node> nodes = new ArrayList<>();
        double right = drawnWidth - 1;
        double bottom = drawnHeight - BOTTOM;
        for (int i = 0; i < picture.marks.size(); i++) {
            double y = Math.round(bottom - (bottom - TOP) * i / (picture.marks.size() - 1)) + 0.5;
            Line line = new Line(LEFT, y, right, y);
            line.getStyleClass().add("chart-line");
            nodes.add(unmanaged(line));
            nodes.add(label(picture.marks.get(i), new Place(0, y, 0, VPos.CENTER)));
        }
        double[] below = new double
                [picture.series.isEmpty() ? 0 : picture.series.getFirst().values.size()];
        for (int i = 0; i < picture.series.size(); i++) {
            nodes.addAll(area(picture.series.get(i), below, i + 1, right, bottom));
        }
        int last = picture.times.size() - 1;
        for (int i = 0; i <= last; i++) {
            double part = (double) i / last;
            nodes.add(label(
                    picture.times.get(i),
                    new Place(
                            LEFT + (right - LEFT) * part, bottom + 8, part == 0 || part == 1 ? part : 0.5, VPos.TOP)));
        }
        getChildren().setAll(nodes);
    }

    private List<Node> area(Series series, double[] below, int number, double right, double bottom) {
        Polygon ground = new Polygon();
        Polyline line = new Polyline();
        int count = series.values.size();
        for (int i = count - 1; i >= 0; i--) {
            ground.getPoints().addAll(x(i, count, right), y(below[i], bottom));
        }
        for (int i = 0; i < count; i++) {
            below[i] += series.values.get(i);
            ground.getPoints().addAll(x(i, count, right), y(below[i], bottom));
            line.getPoints().addAll(x(i, count, right), y(below[i], bottom));
        }
        ground.getStyleClass().addAll("chart-ground", "series-" + number);
        line.getStyleClass().addAll("chart-series", "series-" + number);
        return List.of(unmanaged(ground), unmanaged(line));
    }

    private double x(int i, int count, double right) {
        return LEFT + (right - LEFT) * i / Math.max(1, count - 1);
    }

    private double y(double value, double bottom) {
        return bottom - (bottom - TOP) * value / picture.top;
    }

    private static Label label(String text, Place place) {
        Label label = new Label(text);
        label.getStyleClass().addAll("chart-label");
        label.setUserData(place);
        return label;
    }

    private static Node unmanaged(Node node) {
        node.setManaged(false);
        return node;
    }
}
