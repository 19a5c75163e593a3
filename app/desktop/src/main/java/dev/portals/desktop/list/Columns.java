package dev.portals.desktop.list;

import dev.portals.desktop.look.Words;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Columns of a table: the first takes what room is left, the others have widths in pixels. */
public record Columns(List<Double> widths) {
    /** These widths after the first column. */
    public static Columns of(double... widths) {
        return new Columns(java.util.Arrays.stream(widths).boxed().toList());
    }

    /** The head of the table. */
    public HBox head(String... titles) {
        HBox head = row(java.util.Arrays.stream(titles).map(Words::line).toArray(Node[]::new));
        head.getStyleClass().add("table-head");
        return head;
    }

    /** A row of these cells. */
    public HBox row(Node... cells) {
        HBox row = new HBox();
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
                double width = widths.get(i - 1);
                region.setMinWidth(width);
                region.setPrefWidth(width);
                region.setMaxWidth(width);
            }
            if (cell instanceof Label label) {
                label.setAlignment(Pos.CENTER_LEFT);
            }
            row.getChildren().add(cell);
        }
        return row;
    }
}
