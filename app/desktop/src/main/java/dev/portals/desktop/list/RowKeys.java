package dev.portals.desktop.list;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;

/** A row of a table by keyboard: arrows walk, Enter and Space choose, Del removes with a question, Ctrl+C copies (spec 05 section 15.12). */
public final class RowKeys {
    private static final String ROW = "table-row";
    private static final String CHOSEN = "chosen";

    private RowKeys() {}

    /** Nothing is done by that key. */
    public static final Runnable NOTHING = () -> {};

    /** Lets a row have the keyboard. */
    public static void on(Node row, Runnable choose, Runnable remove, Runnable copy) {
        row.setFocusTraversable(true);
        row.setAccessibleRole(AccessibleRole.BUTTON);
        row.setOnKeyPressed(event -> {
            // What is pressed on a button within the row is the button's.
            boolean own = !(event.getTarget() instanceof ButtonBase);
            KeyCode code = event.getCode();
            if (event.isShortcutDown() && code == KeyCode.C) {
                copy.run();
            } else if (own && (code == KeyCode.ENTER || code == KeyCode.SPACE)) {
                choose.run();
            } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE && isMac()) {
                remove.run();
            } else if (code == KeyCode.DOWN) {
                walk(row, 1);
            } else if (code == KeyCode.UP) {
                walk(row, -1);
            } else {
                return;
            }
            event.consume();
        });
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    /** Puts the keyboard on the first row of a page. */
    static void first(PageFrame page) {
        List<Node> rows = new ArrayList<>();
        collect(page, rows);
        rows.stream().filter(Node::isFocusTraversable).findFirst().ifPresent(Node::requestFocus);
    }

    /** Shows the row of that id, whatever is searched for, and puts the keyboard on it. */
    public static void show(PageFrame page, String id) {
        page.all();
        List<Node> rows = new ArrayList<>();
        collect(page, rows);
        rows.stream().filter(each -> id.equals(each.getId())).findFirst().ifPresent(row -> {
            row.requestFocus();
            mark(row);
            page.reveal(row);
        });
    }

    /** As chosen, as long as it has the keyboard: nobody sees by a ring what the program has chosen. */
    private static void mark(Node row) {
        if (!row.getStyleClass().contains(CHOSEN)) {
            row.getStyleClass().add(CHOSEN);
            row.focusedProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends Boolean> observed, Boolean before, Boolean now) {
                    row.getStyleClass().remove(CHOSEN);
                    row.focusedProperty().removeListener(this);
                }
            });
        }
    }

    private static void walk(Node row, int step) {
        Parent all = row.getParent();
        while (all != null && !(all instanceof PageFrame)) {
            all = all.getParent();
        }
        if (all != null) {
            List<Node> rows = new ArrayList<>();
            collect(all, rows);
            int next = rows.indexOf(row) + step;
            if (next >= 0 && next < rows.size()) {
                rows.get(next).requestFocus();
                ((PageFrame) all).reveal(rows.get(next));
            }
        }
    }

    private static void collect(Node node, List<Node> rows) {
        if (!node.isVisible()) {
            return;
        }
        if (node.getStyleClass().contains(ROW)) {
            rows.add(node);
        } else if (node instanceof ScrollPane scroll) {
            collect(scroll.getContent(), rows);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(each -> collect(each, rows));
        }
    }
}
