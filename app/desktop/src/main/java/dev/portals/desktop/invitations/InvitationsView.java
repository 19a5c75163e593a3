package dev.portals.desktop.invitations;

import dev.portals.desktop.invitations.InvitationsModel.Sent;
import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.NameCell;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.look.StateLine;
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
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “Invitations”. */
public final class InvitationsView implements StateView {
    private static final Columns SENT = Columns.of(160, 140, 160, 96);
    private static final Columns RECEIVED = Columns.of(220, 200);

    private final Desk desk;
    private final InvitationsController controller;
    private final PageFrame frame;
    private final Button receivedChoice;
    private final Button sentChoice;
    private final HBox sentHead;
    private final HBox receivedHead;
    private final Keyed<Sent, HBox> sent;
    private final Keyed<InvitationRow, HBox> received;
    private final VBox empty;
    private final Label emptyText = Words.wrapped("", "body", "muted");

    /** The page. */
    public InvitationsView(Desk desk) {
        this.desk = desk;
        controller = new InvitationsController(desk, this::show);
        receivedChoice = new Button();
        receivedChoice.setId("invitations-received");
        receivedChoice.setOnAction(event -> controller.choose(false));
        sentChoice = new Button();
        sentChoice.setId("invitations-sent");
        sentChoice.setOnAction(event -> controller.choose(true));
        HBox segments = new HBox(receivedChoice, sentChoice);
        segments.getStyleClass().add("segments");
        segments.setMaxWidth(HBox.USE_PREF_SIZE);
        HBox choice = new HBox(segments);
        choice.setStyle("-fx-padding: 0 24 8 24;");
        sentHead = SENT.head(
                text("column.friend"), text("column.portal"), text("column.status"), text("column.expires"), "");
        receivedHead = RECEIVED.head(text("column.portal"), text("column.from"), "");
        sent = new Keyed<>(each -> each.guest().invitation(), this::sentRow, this::update);
        received = new Keyed<>(InvitationRow::id, this::receivedRow, this::update);
        empty = new VBox(emptyText);
        empty.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.INVITATIONS)
                .withSearch(controller::search)
                .withAction(Buttons.with(
                        Buttons.plain(
                                "invitations-paste",
                                text("action.paste_link"),
                                () -> desk.navigation().pasteLink()),
                        "link-45deg",
                        16))
                .withContent(List.of(choice, sentHead, receivedHead), new VBox(received, sent, empty));
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(InvitationsModel model) {
        receivedChoice.setText(
                desk.texts().get("invitations.received", model.received().size()));
        sentChoice.setText(desk.texts().get("invitations.sent", model.sent().size()));
        receivedChoice.getStyleClass().setAll("segment");
        sentChoice.getStyleClass().setAll("segment");
        (model.sentShown() ? sentChoice : receivedChoice).getStyleClass().add("chosen");
        sent.show(model.sent());
        received.show(model.received());
        Words.show(sent, model.sentShown());
        Words.show(sentHead, model.sentShown());
        Words.show(received, !model.sentShown());
        Words.show(receivedHead, !model.sentShown());
        emptyText.setText(text(model.sentShown() ? "invitations.none_sent" : "invitations.none_received"));
        Words.show(
                empty,
                model.sentShown() ? model.sent().isEmpty() : model.received().isEmpty());
    }

    private HBox sentRow(Sent each) {
        String id = each.guest().invitation();
        HBox who = new HBox(
                12, new Avatar(each.guest().name(), 24), Words.line(each.guest().email(), "control"));
        who.setAlignment(Pos.CENTER_LEFT);
        HBox buttons = new HBox(
                Buttons.icon(
                        "sent-resend-" + id, "arrow-clockwise", text("action.resend"), () -> controller.resend(id)),
                Buttons.icon(
                        "sent-revoke-" + id,
                        "x-lg",
                        desk.texts().get("action.revoke", each.guest().email()),
                        () -> desk.navigation().revoke(id)));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox row =
                SENT.row(who, Words.line("", "control"), new StateLine(), Words.line("", "control", "muted"), buttons);
        row.setId("sent-" + id);
        row.getStyleClass().add("table-row");
        return row;
    }

    private void update(HBox row, Sent each) {
        ((Label) row.getChildren().get(1)).setText(each.portal());
        ((StateLine) row.getChildren().get(2))
                .show(each.guest().mark(), each.guest().word(), "", false);
        ((Label) row.getChildren().get(3)).setText(each.expires().isEmpty() ? "–" : each.expires());
        HBox buttons = (HBox) row.getChildren().get(4);
        Words.show(buttons.getChildren().getFirst(), !each.guest().accepted());
    }

    private HBox receivedRow(InvitationRow each) {
        HBox buttons = new HBox(
                8,
                Buttons.small(Buttons.plain(
                        "received-decline-" + each.id(),
                        text("action.decline"),
                        () -> desk.engine().decline(each.id()))),
                Buttons.small(Buttons.primary(
                        "received-accept-" + each.id(),
                        text("action.accept_ask"),
                        () -> desk.navigation().invitation(each.id()))));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox row = RECEIVED.row(new NameCell(), Words.line("", "control"), buttons);
        row.setId("received-" + each.id());
        row.getStyleClass().add("table-row");
        return row;
    }

    private void update(HBox row, InvitationRow each) {
        ((NameCell) row.getChildren().get(0))
                .show(each.scheme(), true, each.service(), Mark.NONE, text("state.invited"), each.about());
        ((Label) row.getChildren().get(1)).setText(each.name());
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
