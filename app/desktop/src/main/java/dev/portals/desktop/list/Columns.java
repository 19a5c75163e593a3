package dev.portals.desktop.list;

import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.Words;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * Columns of a table: the first takes what room is left, the others have widths in pixels. Where the first would be too narrow, the
 * optional ones go away.
 *
 * @param widths after the first column
 * @param optional places of cells, the first to go first
 */
public record Columns(List<Double> widths, List<Integer> optional) {
    private static final double NARROWEST = 180;
    private static final double AROUND = 48 + 8;

    /** These widths after the first column. */
    public static Columns of(double... widths) {
        return new Columns(Arrays.stream(widths).boxed().toList(), List.of());
    }

    /** The same, where these may go away. */
    public Columns without(Integer... cells) {
        return new Columns(widths, List.of(cells));
    }

    /** The head of the table. */
    public HBox head(String... titles) {
        HBox head = row(Arrays.stream(titles).map(Words::line).toArray(Node[]::new));
        head.getStyleClass().add("table-head");
        return head;
    }

    /** A row of these cells. */
    public HBox row(Node... cells) {
        HBox row = new HBox();
        row.setMinWidth(0);
        for (int i = 0; i < cells.length; i++) {
            Node cell = cells[i];
            if (i == 0) {
                HBox.setHgrow(cell, Priority.ALWAYS);
                if (cell instanceof Region region) {
                    region.setMinWidth(0);
                    region.setPrefWidth(0);
                    region.setMaxWidth(Double.MAX_VALUE);
                }
            } else if (cell instanceof Region region) {
                double width = Em.px(widths.get(i - 1));
                region.setMinWidth(width);
                region.setPrefWidth(width);
                region.setMaxWidth(width);
            }
            if (cell instanceof Label label) {
                label.setAlignment(Pos.CENTER_LEFT);
            }
            row.getChildren().add(cell);
        }
        row.widthProperty().addListener((observed, before, now) -> fit(row, now.doubleValue()));
        return row;
    }

    private void fit(HBox row, double width) {
        double left = width
                - AROUND
                - widths.stream().mapToDouble(each -> Em.px(each) + 8).sum();
        for (int place : optional) {
            boolean shown = left >= Em.px(NARROWEST);
            if (place < row.getChildren().size()) {
                Words.show(row.getChildren().get(place), shown);
            }
            left += shown ? 0 : Em.px(widths.get(place - 1)) + 8;
        }
        if (row.getChildren().getFirst() instanceof Region first) {
            // Boxes ask how high it is in the width that it prefers.
            first.setPrefWidth(Math.max(0, left));
        }
    }
}
