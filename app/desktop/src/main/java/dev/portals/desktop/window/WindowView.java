package dev.portals.desktop.window;

import dev.portals.desktop.help.Shortcut;
import dev.portals.desktop.list.HeaderModel;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The main window's content. Without an account it is the way in. */
public final class WindowView extends StackPane {
    private static final double NARROW = 840;

    private final Desk desk;
    private final Times times;
    private final Map<Page, StateView> pages;
    private final Map<Page, Navigation> places = new EnumMap<>(Page.class);
    private final VBox side = new VBox(4);
    private final StackPane content = new StackPane();
    private final HBox signedIn = new HBox(side, content);
    private final Node welcome;
    private final HBox who = new HBox(12);
    private final StateLine link = new StateLine();
    private final Label via = Words.line("", "meta", "muted");
    private Page page = Page.PORTALS;
    private String person = "";
    private @Nullable ApplicationState state;

    /** A place to go: icon, name, count. */
    private static final class Navigation extends HBox {
        private final Label name = new Label();
        private final Label count = new Label();
        private final Region spring = Words.spring();

        Navigation(String id, String icon, String text) {
            setId(id);
            getStyleClass().add("navigation");
            name.setText(text);
            name.setMinWidth(0);
            Words.told(name);
            count.setMinWidth(USE_PREF_SIZE);
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.BUTTON);
            setAccessibleText(text);
            Tooltip.install(this, new Tooltip(text));
            getChildren().addAll(new IconView(icon, 16), name, spring, count);
        }
    }

    /** The window. */
    public WindowView(Desk desk, Node welcome, Map<Page, StateView> pages) {
        this.desk = desk;
        this.pages = pages;
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
        VBox card = new VBox(welcome);
        card.getStyleClass().add("welcome-card");
        card.setMaxSize(Em.px(362), USE_PREF_SIZE);
        card.setMinWidth(Em.px(362));
        StackPane middle = new StackPane(card);
        middle.setStyle("-fx-background-color: -color-bg-subtle;");
        this.welcome = middle;
        setId("window");
        build();
        HBox.setHgrow(content, Priority.ALWAYS);
        content.setMinWidth(0);
        getChildren().setAll(signedIn, middle);
        widthProperty().addListener((observed, before, now) -> fit(now.doubleValue() < Em.px(1000) - (1000 - NARROW)));
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        Dropped.on(this, desk.navigation());
        go(Page.PORTALS);
    }

    private void build() {
        side.getStyleClass().add("side");
        who.setAlignment(Pos.CENTER_LEFT);
        who.setStyle("-fx-padding: 0 8 12 8;");
        side.getChildren().add(who);
        for (Page each : List.of(Page.PORTALS, Page.REACHABLE, Page.INVITATIONS, Page.FRIENDS)) {
            side.getChildren().add(place(each));
        }
        VBox gap = new VBox();
        gap.setMinHeight(16);
        side.getChildren().addAll(gap, place(Page.ACTIVITY), place(Page.TRAFFIC), place(Page.DIAGNOSTICS));
        VBox spring = new VBox();
        VBox.setVgrow(spring, Priority.ALWAYS);
        VBox foot = new VBox(2, link, via);
        via.setStyle("-fx-padding: 0 0 0 18;");
        foot.setStyle("-fx-padding: 8 8 0 8;");
        VBox rule = new VBox(Words.rule());
        rule.setStyle("-fx-padding: 8 0 4 0;");
        side.getChildren().addAll(spring, place(Page.SETTINGS), place(Page.ABOUT), rule, foot);
    }

    private Navigation place(Page each) {
        Navigation place =
                new Navigation("go-" + each.key(), each.icon(), desk.texts().get("page." + each.key()));
        place.setOnMouseClicked(event -> go(each));
        place.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                go(each);
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
                place.requestFocusTraversal(
                        event.getCode() == KeyCode.DOWN ? TraversalDirection.NEXT : TraversalDirection.PREVIOUS);
                event.consume();
            }
        });
        places.put(each, place);
        return place;
    }

    private void fit(boolean narrow) {
        side.setStyle(narrow ? "-fx-min-width: 49px; -fx-pref-width: 49px; -fx-max-width: 49px;" : "");
        places.values().forEach(place -> {
            Words.show(place.name, !narrow);
            Words.show(place.spring, !narrow);
            Words.show(place.count, !narrow && !place.count.getText().isEmpty());
        });
        Words.show(who, !narrow);
        Words.show(link, !narrow);
        Words.show(via, !narrow);
    }

    /** Goes to a page. */
    public void go(Page next) {
        page = next;
        StateView view = pages.get(next);
        if (view == null) {
            return;
        }
        content.getChildren().setAll(view.node());
        places.forEach((each, place) -> {
            place.getStyleClass().remove("chosen");
            if (each == next) {
                place.getStyleClass().add("chosen");
            }
        });
        if (state != null) {
            view.show(state);
        }
    }

    /** Puts the keyboard on the row of that, on this page. */
    public void choose(String subject) {
        StateView view = pages.get(page);
        if (view != null) {
            view.choose(subject);
        }
    }

    /** Puts the keyboard into the search: this page's, or that of the portals. */
    public void find() {
        if (state != null && state.account() != null && !PageFrame.find(content, "")) {
            go(Page.PORTALS);
            PageFrame.find(content, "");
        }
    }

    /** Who begins to type where nothing takes it searches (spec 05 section 15.8). */
    private void typed(KeyEvent event) {
        String text = event.getCharacter();
        boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        if (plain
                && text.length() == 1
                && Character.isLetterOrDigit(text.charAt(0))
                && !(event.getTarget() instanceof TextInputControl)
                && !isOfRow(event, text)
                && PageFrame.find(content, text)) {
            event.consume();
        }
    }

    /** A portal's row takes this letter for itself. */
    private static boolean isOfRow(KeyEvent event, String text) {
        return text.equalsIgnoreCase(Shortcut.INVITE.written())
                && event.getTarget() instanceof Node node
                && node.getStyleClass().contains("table-row");
    }

    /** Which page is shown. */
    public Page page() {
        return page;
    }

    /** A new snapshot. */
    public void show(ApplicationState next) {
        state = next;
        Account account = next.account();
        Words.show(welcome, account == null);
        Words.show(signedIn, account != null);
        StateView view = pages.get(page);
        if (view != null) {
            view.show(next);
        }
        if (account == null) {
            return;
        }
        HeaderModel header = HeaderModel.of(next, account, desk, times);
        if (!person.equals(header.name() + header.email())) {
            person = header.name() + header.email();
            Label email = Words.line(header.email(), "meta", "muted");
            email.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            VBox words = new VBox(Words.line(header.name(), "strong", "control"));
            if (!header.name().equals(header.email())) {
                words.getChildren().add(email);
            }
            words.setAlignment(Pos.CENTER_LEFT);
            words.setMinWidth(0);
            who.getChildren().setAll(new Avatar(header.name(), 32), words);
        }
        link.show(header.mark(), header.word(), "", false);
        via.setText(header.rate().isEmpty() ? header.via() : header.via() + " · " + header.rate());
        count(Page.PORTALS, next.portals().size(), false);
        count(Page.REACHABLE, next.reachable().size(), false);
        count(Page.INVITATIONS, next.received().size(), true);
    }

    private void count(Page each, int number, boolean urgent) {
        Navigation place = places.get(each);
        if (place != null) {
            place.count.setText(number == 0 ? "" : Integer.toString(number));
            place.count.getStyleClass().setAll("label", "count");
            if (urgent && number > 0) {
                place.count.getStyleClass().addAll("badge", "number");
            }
            Words.show(place.count, number > 0 && place.name.isVisible());
        }
    }
}
