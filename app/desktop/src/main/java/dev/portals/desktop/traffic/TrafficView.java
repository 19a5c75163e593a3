package dev.portals.desktop.traffic;

import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.Segments;
import dev.portals.desktop.look.StackedChart;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.desktop.traffic.TrafficModel.Card;
import dev.portals.desktop.traffic.TrafficModel.Connection;
import dev.portals.desktop.traffic.TrafficModel.Range;
import dev.portals.engine.state.ApplicationState;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The page “Traffic” (spec 05 section 15.6). */
public final class TrafficView implements StateView {
    private static final Columns COLUMNS = Columns.of(190, 120, 90, 110, 90).without(2, 5, 4);
    private static final double CHART = 220;

    private final Desk desk;
    private final TrafficController controller;
    private final PageFrame frame;
    private final Segments<Range> ranges;
    private final HBox cards = new HBox(16);
    private final Label heading = Words.line("", "heading");
    private final Label unit = Words.wrapped("", "control", "muted");
    private final FlowPane legend = new FlowPane(16, 4);
    private final StackedChart chart = new StackedChart(CHART);
    private final Keyed<Connection, HBox> table;
    private final Label none = Words.wrapped("", "control", "muted");

    /** The page. */
    public TrafficView(Desk desk) {
        this.desk = desk;
        controller = new TrafficController(desk, ZoneId.systemDefault(), this::show);
        ranges = new Segments<>(
                "traffic",
                List.of(Range.values()),
                TrafficView::key,
                each -> desk.texts().get("traffic.range." + key(each)),
                controller::choose);
        table = new Keyed<>(Connection::key, this::row, this::update);
        none.setText(desk.texts().get("traffic.no_connections"));
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.setMinWidth(Em.px(180));
        HBox.setHgrow(legend, Priority.ALWAYS);
        heading.setMinWidth(Region.USE_PREF_SIZE);
        unit.setMinWidth(Em.px(64));
        HBox head = new HBox(8, heading, unit, legend);
        head.setAlignment(Pos.CENTER_LEFT);
        chart.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        VBox above = new VBox(16, cards, head, chart);
        above.setStyle("-fx-padding: 16 24 8 24;");
        VBox empty = new VBox(none);
        empty.setStyle("-fx-padding: 16 24 16 24;");
        frame = new PageFrame(desk, Page.TRAFFIC)
                .withAction(ranges)
                .withContent(
                        List.of(Words.rule()),
                        new VBox(
                                above,
                                COLUMNS.head(
                                        text("column.connection"),
                                        text("column.friend"),
                                        text("column.path"),
                                        text("column.since"),
                                        text("column.received"),
                                        text("column.bytes_sent")),
                                table,
                                empty));
        none.visibleProperty().addListener((observed, before, now) -> Words.show(empty, now));
    }

    private static String key(Range range) {
        return range.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(TrafficModel model) {
        ranges.show(model.range());
        cards.getChildren().setAll(model.cards().stream().map(TrafficView::card).toList());
        heading.setText(model.heading());
        unit.setText(model.unit());
        chart.show(model.chart());
        chart.setAccessibleText(model.summary());
        legend.getChildren().clear();
        int number = 0;
        for (StackedChart.Series series : model.chart().series()) {
            number++;
            legend.getChildren().add(legend(series.name(), number));
        }
        table.show(model.connections());
        Words.show(none, model.connections().isEmpty());
    }

    private static Node card(Card card) {
        FlowPane value = new FlowPane(16, 0);
        card.values().forEach(each -> value.getChildren().add(Words.line(each, "figure")));
        VBox box = new VBox(
                4, Words.line(card.title(), "meta", "muted"), value, Words.wrapped(card.more(), "meta", "muted"));
        box.getStyleClass().add("figure-card");
        box.setPrefWidth(100);
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private static Node legend(String name, int number) {
        Region mark = new Region();
        mark.getStyleClass().addAll("legend-mark", "series-" + number);
        Label label = Words.line(name, "meta", "muted");
        label.setMaxWidth(160);
        HBox line = new HBox(6, mark, label);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private HBox row(Connection each) {
        Label portal = Words.line(each.portal(), "row-name");
        HBox who = new HBox(8, new Avatar(each.person(), 24), Words.line(each.person(), "control"));
        who.setAlignment(Pos.CENTER_LEFT);
        HBox path = new HBox(new Label());
        path.setAlignment(Pos.CENTER_LEFT);
        HBox row = COLUMNS.row(
                portal, who, path, Words.line("", "control", "muted"), Words.line("", "mono"), Words.line("", "mono"));
        row.setId("connection-" + each.key());
        row.getStyleClass().add("table-row");
        return row;
    }

    private void update(HBox row, Connection each) {
        Label path = (Label) ((HBox) row.getChildren().get(2)).getChildren().getFirst();
        path.setText(each.path().isEmpty() ? "–" : each.path());
        path.getStyleClass().setAll("label", each.path().isEmpty() ? "muted" : "badge");
        if (each.direct()) {
            path.getStyleClass().add("accent");
        }
        ((Label) row.getChildren().get(3)).setText(each.since());
        ((Label) row.getChildren().get(4)).setText(each.received());
        ((Label) row.getChildren().get(5)).setText(each.sent());
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
