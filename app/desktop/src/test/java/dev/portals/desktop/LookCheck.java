package dev.portals.desktop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/** Looks at a screen as it is laid out and says what is wrong with it: nothing clipped, misaligned, unreadable, unnamed (spec 05 section 15.12). */
final class LookCheck {
    private static final double SLACK = 1.5;
    private static final double LARGE = 24;
    private static final double LARGE_BOLD = 18.5;

    private final List<String> findings = new ArrayList<>();
    private final String screen;

    LookCheck(String screen) {
        this.screen = screen;
    }

    List<String> findings() {
        return findings;
    }

    /** Texts that are cut, and boxes that leave or cover others. */
    void layout(Parent root) {
        all(root).forEach(node -> {
            if (node instanceof Labeled labeled) {
                cut(labeled);
            }
            if (node instanceof Region region && !(node instanceof ScrollPane) && !scrolls(node)) {
                inside(region);
            }
            if (node instanceof HBox || node instanceof VBox) {
                apart((Parent) node);
            }
        });
    }

    /** What people call things may be cut, if all of it is in the tooltip; what the program says may not. */
    private void cut(Labeled labeled) {
        String text = labeled.getText();
        if (text == null || text.isEmpty() || labeled.isWrapText() && labeled.getHeight() == 0) {
            return;
        }
        Text shown = (Text) labeled.lookup(".text");
        if (shown == null || shown.getText().equals(text)) {
            return;
        }
        boolean own = (text.contains("⟦") || !(labeled instanceof Label)) && !mayBeCut(labeled);
        boolean told = labeled.getTooltip() != null
                && labeled.getTooltip().getText().replace("\n", " ").contains(text.replace("\n", " "));
        if (own || !told) {
            find("is cut to “" + shown.getText() + "”" + (told ? "" : " without a tooltip"), labeled);
        }
    }

    /** Heads of columns, whose cells say it too. */
    private static boolean mayBeCut(Labeled labeled) {
        return labeled.getParent().getStyleClass().contains("table-head");
    }

    private void inside(Region parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (!child.isVisible() || !child.isManaged() || !(child instanceof Region)) {
                continue;
            }
            Bounds bounds = child.getBoundsInParent();
            Bounds plain = child.localToParent(child.getLayoutBounds());
            if (plain.getMinX() < -SLACK
                    || plain.getMinY() < -SLACK
                    || plain.getMaxX() > parent.getWidth() + SLACK
                    || plain.getMaxY() > parent.getHeight() + SLACK) {
                find(
                        "leaves its box of %.0f×%.0f: %.0f,%.0f to %.0f,%.0f"
                                .formatted(
                                        parent.getWidth(),
                                        parent.getHeight(),
                                        plain.getMinX(),
                                        plain.getMinY(),
                                        plain.getMaxX(),
                                        plain.getMaxY()),
                        child);
            }
            if (bounds.getWidth() > 0 && plain.getWidth() <= 0 && child instanceof Labeled) {
                find("has no room at all", child);
            }
        }
    }

    private void apart(Parent box) {
        List<Node> shown = box.getChildrenUnmodifiable().stream()
                .filter(each -> each.isVisible() && each.isManaged())
                .toList();
        for (int i = 1; i < shown.size(); i++) {
            Bounds one = shown.get(i - 1).localToParent(shown.get(i - 1).getLayoutBounds());
            Bounds other = shown.get(i).localToParent(shown.get(i).getLayoutBounds());
            double over = box instanceof HBox
                    ? Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX())
                    : Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY());
            if (over > SLACK) {
                find("is covered by %.0f pixels".formatted(over), shown.get(i));
            }
        }
    }

    /** Whether it is inside of something that scrolls by its own rules. */
    private static boolean scrolls(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each instanceof ListView || each instanceof ScrollBar || each instanceof TextInputControl) {
                return true;
            }
        }
        return node.getStyleClass().contains("viewport")
                || node.getStyleClass().contains("list-cell")
                || node.getParent() != null && node.getParent().getStyleClass().contains("viewport");
    }

    /** Letters on what is really behind them. */
    void contrast(Parent root, WritableImage image, double scale) {
        PixelReader pixels = image.getPixelReader();
        all(root).forEach(node -> {
            if (node instanceof Text text
                    && text.getFill() instanceof Color fill
                    && !text.getText().isBlank()
                    && !hidden(text)) {
                Bounds bounds = text.localToScene(text.getLayoutBounds());
                Color ground = ground(pixels, image, bounds, scale);
                if (ground != null) {
                    double measured = contrast(fill.interpolate(ground, 1 - fill.getOpacity()), ground);
                    double size = text.getFont().getSize();
                    boolean bold = text.getFont().getName().contains("Semi");
                    double wanted = size >= LARGE || bold && size >= LARGE_BOLD ? 3 : 4.5;
                    if (measured < wanted) {
                        find("“%s” has a contrast of %.2f on %s".formatted(text.getText(), measured, ground), text);
                    }
                }
            }
        });
    }

    private static boolean hidden(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible() || each.isDisabled() || each.getOpacity() == 0) {
                return true;
            }
        }
        return false;
    }

    private static Color ground(PixelReader pixels, WritableImage image, Bounds bounds, double scale) {
        Map<Integer, Integer> colours = new HashMap<>();
        int left = (int) Math.max(0, (bounds.getMinX() - 1) * scale);
        int top = (int) Math.max(0, bounds.getMinY() * scale);
        int right = (int) Math.min(image.getWidth(), (bounds.getMaxX() + 1) * scale);
        int bottom = (int) Math.min(image.getHeight(), bounds.getMaxY() * scale);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                colours.merge(pixels.getArgb(x, y), 1, Integer::sum);
            }
        }
        return colours.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(each -> Color.rgb(each.getKey() >> 16 & 255, each.getKey() >> 8 & 255, each.getKey() & 255))
                .orElse(null);
    }

    /** As WCAG 2 says. */
    static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** What the keyboard reaches has a role, a name, and looks different when it is there. */
    void keyboard(Parent root) {
        all(root)
                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                .forEach(node -> {
                    if (node.getAccessibleRole() == null || node.getAccessibleRole() == AccessibleRole.NODE) {
                        find("has no role", node);
                    }
                    if (name(root, node).isBlank()) {
                        find("has no name for a screen reader", node);
                    }
                    if (!ring(node)) {
                        find("looks the same with the focus", node);
                    }
                });
    }

    private static String name(Parent root, Node node) {
        if (node.getAccessibleText() != null) {
            return node.getAccessibleText();
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            return labeled.getText();
        }
        return all(root)
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> label.getLabelFor() == node)
                .map(Label::getText)
                .findFirst()
                .orElse("");
    }

    private static boolean ring(Node node) {
        String before = looks(node);
        for (String state : List.of("focused", "focus-visible")) {
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true);
        }
        node.applyCss();
        String after = looks(node);
        for (String state : List.of("focused", "focus-visible")) {
            node.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), false);
        }
        node.applyCss();
        return !before.equals(after) || inBox(node);
    }

    /** Fields in a box that has the ring itself. */
    private static boolean inBox(Node node) {
        return node.getStyleClass().contains("bare-field");
    }

    private static String looks(Node node) {
        StringBuilder looks = new StringBuilder();
        everything(node)
                .filter(Region.class::isInstance)
                .map(Region.class::cast)
                .forEach(region -> {
                    if (region.getBackground() != null) {
                        region.getBackground()
                                .getFills()
                                .forEach(fill -> looks.append(fill.getFill()).append(fill.getInsets()));
                    }
                    if (region.getBorder() != null) {
                        region.getBorder()
                                .getStrokes()
                                .forEach(stroke ->
                                        looks.append(stroke.getTopStroke()).append(stroke.getInsets()));
                    }
                });
        return looks.toString();
    }

    private static Stream<Node> everything(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(LookCheck::everything))
                : Stream.of(node);
    }

    private void find(String what, Node node) {
        StringBuilder where = new StringBuilder();
        for (Node each = node; each != null && where.length() < 160; each = each.getParent()) {
            String own = each.getId() != null ? "#" + each.getId() : "." + String.join(".", each.getStyleClass());
            where.insert(0, own + " ");
        }
        String text = node instanceof Labeled labeled ? " “" + labeled.getText() + "”" : "";
        findings.add(screen + ": " + where.toString().strip() + text + " " + what);
    }

    /** What can be seen, from the top. */
    static Stream<Node> all(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent parent && !(node instanceof ComboBoxBase)
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(LookCheck::all))
                : Stream.of(node);
    }
}
