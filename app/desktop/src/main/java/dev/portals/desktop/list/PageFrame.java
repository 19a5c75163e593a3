package dev.portals.desktop.list;

import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A page of the window: its title, a search if it has lists, its action, and its content, which scrolls. */
public final class PageFrame extends VBox {
    private final HBox tool;
    private final TextField search = new TextField();

    /** That page, with nothing on it. */
    public PageFrame(Desk desk, Page page) {
        setId("page-" + page.key());
        Label title = Words.line(desk.texts().get("page." + page.key()), "title");
        title.setMinWidth(USE_PREF_SIZE);
        tool = new HBox(title, Words.spring());
        tool.getStyleClass().add("tool");
        getChildren().add(tool);
        search.setId("search-" + page.key());
        search.getStyleClass().add("page-search");
        search.setPromptText(desk.texts().get("search.prompt"));
        search.setPrefWidth(200);
        search.setMinWidth(96);
        search.setAccessibleText(desk.texts().get("search.prompt"));
        search.setStyle("-fx-padding: 0 10 0 32;");
    }

    /** Adds a search; {@code wanted} is told what is typed. */
    public PageFrame withSearch(Consumer<String> wanted) {
        return withSearch(wanted, RowKeys.NOTHING, RowKeys.NOTHING);
    }

    /** The same; what Enter and Ctrl+Enter do with the first that was found. */
    public PageFrame withSearch(Consumer<String> wanted, Runnable copyFirst, Runnable openFirst) {
        IconView glass = new IconView("search", 14);
        StackPane box = new StackPane(search, glass);
        StackPane.setAlignment(glass, Pos.CENTER_LEFT);
        StackPane.setMargin(glass, new javafx.geometry.Insets(0, 0, 0, 10));
        tool.getChildren().add(box);
        search.textProperty().addListener((observed, before, now) -> wanted.accept(now));
        search.setOnKeyPressed(event -> {
            if (event.getCode() == javafx.scene.input.KeyCode.ESCAPE
                    && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == javafx.scene.input.KeyCode.ENTER) {
                (event.isShortcutDown() ? openFirst : copyFirst).run();
                event.consume();
            } else if (event.getCode() == javafx.scene.input.KeyCode.DOWN) {
                RowKeys.first(this);
                event.consume();
            }
        });
        return this;
    }

    /** Adds an action. */
    public PageFrame withAction(Node action) {
        tool.getChildren().add(action);
        return this;
    }

    /** Sets the content below the title: a head that stays and a body that scrolls. */
    public PageFrame withContent(List<Node> head, Node body) {
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head);
        getChildren().add(scroll);
        return this;
    }

    /** Searches for nothing. */
    void all() {
        search.clear();
    }

    /** Scrolls until that is in sight. */
    void reveal(Node node) {
        Platform.runLater(() -> {
            for (Node each : getChildren()) {
                if (each instanceof ScrollPane scroll) {
                    Bounds place = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
                    double hidden = scroll.getContent().getLayoutBounds().getHeight()
                            - scroll.getViewportBounds().getHeight();
                    double top = hidden * scroll.getVvalue();
                    boolean seen = place.getMinY() >= top
                            && place.getMaxY()
                                    <= top + scroll.getViewportBounds().getHeight();
                    if (hidden > 0 && !seen) {
                        scroll.setVvalue(Math.clamp(place.getMinY() / hidden, 0, 1));
                    }
                }
            }
        });
    }

    /** Puts the keyboard into the search of that page, if it has one. */
    public static boolean find(Node page, String typed) {
        TextField search = page.lookup(".page-search") instanceof TextField field ? field : null;
        if (search == null) {
            return false;
        }
        search.requestFocus();
        if (typed.isEmpty()) {
            search.selectAll();
        } else {
            search.setText(typed);
            search.end();
        }
        return true;
    }
}
