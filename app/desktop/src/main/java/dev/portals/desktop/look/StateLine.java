package dev.portals.desktop.look;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * Glyph, word and a detail: “● Open · 127.0.0.1:3000”. An address is never cut. Other details go away where there is no room for them,
 * and a word alone is written in as many lines as it needs.
 */
public final class StateLine extends Region {
    private static final double GAP = 6;
    private static final double NARROWEST = 48;

    private final MarkView mark = new MarkView(Mark.NONE);
    private final Label word = new Label();
    private final Label dot = new Label("·");
    private final Label detail = new Label();
    private boolean fixed;

    /** An empty one. */
    public StateLine() {
        word.getStyleClass().add("state");
        word.setWrapText(true);
        dot.getStyleClass().addAll("meta", "subtle");
        detail.getStyleClass().add("row-detail");
        getChildren().addAll(mark, word, dot, detail);
    }

    /** Shows this state; a detail may be empty. */
    public StateLine show(Mark state, String stateWord, String more, boolean mono) {
        mark.show(state);
        word.setText(stateWord);
        word.getStyleClass().removeIf(name -> name.startsWith("state-"));
        word.getStyleClass().add("state-" + state.styleName());
        detail.setText(more);
        detail.getStyleClass().remove("mono");
        if (mono) {
            detail.getStyleClass().add("mono");
        }
        fixed = mono && !more.isEmpty();
        requestLayout();
        return this;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double beside() {
        return mark.prefWidth(-1) + GAP;
    }

    private double whole() {
        double more = detail.getText().isEmpty() ? 0 : GAP + dot.prefWidth(-1) + GAP + detail.prefWidth(-1);
        return Math.ceil(beside() + word.prefWidth(-1) + more);
    }

    private boolean fits(double width) {
        return width < 0 || whole() <= width + 1;
    }

    @Override
    protected double computePrefWidth(double height) {
        return whole();
    }

    @Override
    protected double computeMinWidth(double height) {
        return fixed ? whole() : Math.min(whole(), beside() + NARROWEST);
    }

    @Override
    protected double computeMaxWidth(double height) {
        return Double.MAX_VALUE;
    }

    @Override
    protected double computePrefHeight(double width) {
        // Less than the least is a width that is not known yet.
        double text = fits(width) || width <= beside() + NARROWEST ? -1 : width - beside();
        return Math.max(mark.prefHeight(-1), word.prefHeight(text));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        boolean all = fits(width) || fixed;
        boolean more = all && !detail.getText().isEmpty();
        dot.setVisible(more);
        detail.setVisible(more);
        double x = place(mark, 0, mark.prefWidth(-1), mark.prefHeight(-1));
        double wordWidth = all ? word.prefWidth(-1) : width - beside();
        x = place(word, x, wordWidth, word.prefHeight(all ? -1 : wordWidth));
        x = place(dot, x, dot.prefWidth(-1), dot.prefHeight(-1));
        place(detail, x, detail.prefWidth(-1), detail.prefHeight(-1));
    }

    private double place(Node node, double x, double width, double height) {
        node.resizeRelocate(x, Math.round((getHeight() - height) / 2), width, height);
        return x + width + GAP;
    }
}
