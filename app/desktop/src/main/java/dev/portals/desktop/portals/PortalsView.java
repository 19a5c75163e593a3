package dev.portals.desktop.portals;

import dev.portals.desktop.help.Shortcut;
import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.NameCell;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.PortalRow.GuestRow;
import dev.portals.desktop.list.RowKeys;
import dev.portals.desktop.list.SortButton;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.Sparkline;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The page “Portals”. */
public final class PortalsView implements StateView {
    private static final Columns COLUMNS = Columns.of(132, 80, 72).without(2);
    private static final int MOST_FACES = 3;

    private final Desk desk;
    private final PortalsController controller;
    private final HBox whole = new HBox();
    private final Keyed<PortalRow, HBox> table;
    private final PageFrame frame;
    private final VBox empty;
    private final Details details;
    private String chosen = "";

    /** The page. */
    public PortalsView(Desk desk) {
        this.desk = desk;
        controller = new PortalsController(desk, this::show);
        table = new Keyed<>(PortalRow::id, this::row, this::update);
        empty = new VBox(
                8,
                Words.wrapped(text("coach.open_title"), "heading"),
                Words.wrapped(text("coach.open_text"), "body", "muted"),
                Buttons.primary(
                        "portals-open-first",
                        text("coach.open_action"),
                        () -> desk.navigation().openPortal("")));
        empty.getStyleClass().add("page");
        details = new Details(desk, controller::again);
        Button open = Buttons.with(
                Buttons.primary(
                        "portals-open",
                        text("action.open_portal"),
                        () -> desk.navigation().openPortal("")),
                "plus-lg",
                14);
        frame = new PageFrame(desk, Page.PORTALS)
                .withSearch(controller::search, controller::copyFirst, controller::openFirst)
                .withAction(new SortButton(desk, "portals-sort", controller::again))
                .withAction(open)
                .withContent(
                        List.of(COLUMNS.head(
                                text("column.portal"),
                                text("column.service"),
                                text("column.friends"),
                                text("column.traffic"))),
                        new VBox(table, empty));
        HBox.setHgrow(frame, Priority.ALWAYS);
        frame.setMinWidth(0);
        whole.getChildren().addAll(frame, details);
        // Below 960 pixels there is no room for both (design, section 3).
        whole.widthProperty().addListener((observed, before, now) -> fit());
    }

    private void fit() {
        Words.show(details, !chosen.isEmpty() && whole.getWidth() >= Em.px(960 - 208));
    }

    @Override
    public Node node() {
        return whole;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    @Override
    public void choose(String subject) {
        controller.choose(subject);
        RowKeys.show(frame, "portals-row-" + subject);
    }

    private void show(PortalsModel model) {
        chosen = model.chosen().map(PortalRow::id).orElse("");
        table.show(model.rows());
        Words.show(empty, model.empty());
        model.chosen().ifPresent(details::show);
        fit();
    }

    private HBox row(PortalRow portal) {
        HBox faces = new HBox(2);
        faces.setAlignment(Pos.CENTER_LEFT);
        VBox traffic = new VBox(2, new Sparkline(), Words.line("", "meta", "muted"));
        traffic.setAlignment(Pos.CENTER_RIGHT);
        HBox row = COLUMNS.row(new NameCell(), Words.line("", "mono"), faces, traffic);
        row.setId("portals-row-" + portal.id());
        row.getStyleClass().add("table-row");
        row.setOnMouseClicked(event -> controller.choose(portal.id()));
        RowKeys.on(
                row,
                () -> controller.choose(portal.id()),
                () -> desk.navigation().closePortal(portal.id()),
                () -> controller.copy(portal.id()));
        row.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (Shortcut.INVITE.keys().match(event)) {
                desk.navigation().invite(portal.id());
                event.consume();
            }
        });
        return row;
    }

    private void update(HBox row, PortalRow portal) {
        ((NameCell) row.getChildren().get(0))
                .show(
                        portal.scheme(),
                        portal.usable(),
                        portal.title(),
                        portal.mark(),
                        portal.word(),
                        portal.open() > 0
                                ? desk.texts().count("count.connections", portal.open())
                                : portal.mono() ? "" : portal.detail());
        ((Label) row.getChildren().get(1)).setText(portal.address());
        HBox faces = (HBox) row.getChildren().get(2);
        List<String> people =
                portal.guests().stream().map(GuestRow::name).distinct().toList();
        if (!people.equals(faces.getUserData())) {
            faces.setUserData(people);
            faces.getChildren().clear();
            people.stream()
                    .limit(MOST_FACES)
                    .forEach(each -> faces.getChildren().add(new Avatar(each, 24)));
            if (people.size() > MOST_FACES) {
                faces.getChildren().add(Words.line("+" + (people.size() - MOST_FACES), "meta", "muted"));
            }
        }
        VBox traffic = (VBox) row.getChildren().get(3);
        ((Sparkline) traffic.getChildren().get(0)).show(portal.traffic());
        ((Label) traffic.getChildren().get(1)).setText(portal.rate().isEmpty() ? "0 B/s" : portal.rate());
        row.setAccessibleText(portal.sentence());
        boolean isChosen = portal.id().equals(chosen);
        row.getStyleClass().remove("chosen");
        if (isChosen) {
            row.getStyleClass().add("chosen");
        }
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
