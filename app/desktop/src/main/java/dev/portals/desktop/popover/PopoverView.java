package dev.portals.desktop.popover;

import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.InvitationCard;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.PortalRowView;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.ReachableRowView;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.popover.PopoverModel.Coaching;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.engine.state.ApplicationState;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The popover's content: the way in for somebody new, the daily view for everybody else. */
public final class PopoverView extends VBox {
    /** Its width in pixels. */
    public static final double WIDTH = 360;

    private final Desk desk;
    private final PopoverController controller;
    private final Node welcome;
    private final VBox daily = new VBox();

    private final HBox header = new HBox();
    private final Label name = Words.line("", "strong");
    private final StateLine link = new StateLine();
    private final Label rate = Words.line("", "meta", "muted");
    private final Button pause;
    private final Button bannerAction;
    private final HBox bannerLine = new HBox(12);
    private boolean paused;
    private double wanted;
    private String page = "";
    private final VBox banner = new VBox();
    private final Label bannerTitle = Words.wrapped("", "strong", "meta");
    private final Label bannerText = Words.wrapped("", "meta", "muted");
    private final Keyed<InvitationRow, InvitationCard> invitations;
    private final Coach coach;
    private final Label portalCount = Words.line("", "meta", "subtle");
    private final Keyed<PortalRow, PortalRowView> portals;
    private final VBox portalSection = new VBox();
    private final Label reachableCount = Words.line("", "meta", "subtle");
    private final Keyed<ReachableRow.Group, VBox> reachable;
    private final VBox nothing;
    private Set<String> unfolded = Set.of();
    private String person = "";

    /** The popover; {@code welcome} is shown while nobody is signed in. */
    public PopoverView(Desk desk, Node welcome) {
        this.desk = desk;
        this.welcome = welcome;
        this.controller = new PopoverController(desk, this::show);
        setId("popover");
        getStyleClass().add("popover-frame");
        setMinWidth(Em.px(WIDTH));
        setMaxWidth(Em.px(WIDTH));
        setPrefWidth(Em.px(WIDTH));
        invitations = new Keyed<>(InvitationRow::id, each -> new InvitationCard(desk, each), InvitationCard::show);
        portals = new Keyed<>(
                PortalRow::id,
                each -> new PortalRowView(desk, each, key -> controller.toggle("p" + key)),
                (view, row) -> view.show(row, unfolded.contains("p" + row.id())));
        reachable = new Keyed<>(ReachableRow.Group::from, this::group, this::update);
        coach = new Coach(desk);
        pause = Buttons.icon("popover-pause", "pause", text("action.pause_all"), () -> controller.pause(!paused));
        bannerAction = Buttons.plain("banner-retry", "", this::help);
        nothing = nothing();
        build();
        getChildren().setAll(welcome);
        VBox.setVgrow(daily, Priority.ALWAYS);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double height = prefHeight(Em.px(WIDTH));
        if (height != wanted && getScene() != null && getScene().getWindow() != null) {
            wanted = height;
            Platform.runLater(() -> {
                if (getScene() != null && getScene().getWindow() != null) {
                    getScene().getWindow().sizeToScene();
                }
            });
        }
    }

    /** Shows a new snapshot. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void build() {
        header.getStyleClass().add("header");
        HBox second = new HBox(8, link, rate);
        HBox.setHgrow(link, Priority.ALWAYS);
        rate.setMinWidth(USE_PREF_SIZE);
        second.setAlignment(Pos.CENTER_LEFT);
        VBox who = new VBox(2, name, second);
        who.setMinWidth(0);
        HBox.setHgrow(who, Priority.ALWAYS);
        header.getChildren()
                .addAll(
                        new Avatar("", 32),
                        who,
                        Buttons.icon("popover-refresh", "arrow-clockwise", text("action.refresh"), controller::retry));

        bannerLine.getChildren().addAll(grow(new VBox(2, bannerTitle, bannerText)), bannerAction);
        bannerLine.setAlignment(Pos.CENTER_LEFT);
        banner.getChildren().add(bannerLine);
        banner.setStyle("-fx-padding: 0 12 8 12;");
        banner.setId("popover-banner");

        HBox portalHead = section(text("section.portals"), portalCount);
        portalHead
                .getChildren()
                .addAll(
                        Words.spring(),
                        Buttons.with(
                                Buttons.link(
                                        "popover-open-portal",
                                        text("action.open_portal"),
                                        () -> desk.navigation().openPortal("")),
                                "plus-lg",
                                14));
        portalSection.getChildren().addAll(portalHead, portals);
        portalSection.setStyle("-fx-padding: 4 0 8 0;");
        VBox reachableSection = new VBox(section(text("section.reachable"), reachableCount), reachable, nothing);
        reachableSection.setStyle("-fx-padding: 4 0 8 0;");

        VBox lists = new VBox(invitations, Words.rule(), coach, portalSection, Words.rule(), reachableSection);
        ScrollPane scroll = new ScrollPane(lists);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        scroll.setId("popover-lists");
        // The height of the lists is the popover's, up to what the screen has room for.
        lists.heightProperty()
                .addListener((observed, before, now) -> scroll.setPrefViewportHeight(now.doubleValue() + 1));
        VBox.setVgrow(scroll, Priority.ALWAYS);

        HBox bar = new HBox(
                Buttons.with(
                        Buttons.styled(
                                Buttons.flat(
                                        "popover-window",
                                        text("action.open_window"),
                                        () -> desk.navigation().window(Page.PORTALS)),
                                "small"),
                        "window",
                        14),
                Words.spring(),
                pause,
                Buttons.icon(
                        "popover-settings",
                        "gear",
                        text("page.settings"),
                        () -> desk.navigation().window(Page.SETTINGS)),
                Buttons.icon(
                        "popover-quit",
                        "power",
                        text("action.quit"),
                        () -> desk.navigation().quit()));
        bar.getStyleClass().add("bar");
        daily.getChildren().addAll(header, banner, scroll, bar);
    }

    private void show(Optional<PopoverModel> model) {
        model.ifPresent(this::show);
        Node content = model.isPresent() ? daily : welcome;
        if (!getChildren().getFirst().equals(content)) {
            getChildren().setAll(content);
        }
    }

    private void show(PopoverModel model) {
        unfolded = model.unfolded();
        if (!person.equals(model.header().name())) {
            person = model.header().name();
            name.setText(person);
            header.getChildren().set(0, new Avatar(person, 32));
        }
        link.show(model.header().mark(), model.header().word(), "", false);
        rate.setText(model.header().rate());
        model.header().trouble().ifPresent(trouble -> {
            bannerTitle.setText(trouble.title());
            bannerText.setText(trouble.explanation());
            bannerLine.getStyleClass().setAll("banner", trouble.severe() ? "danger" : "warning");
            page = trouble.page();
            bannerAction.setText(text(page.isEmpty() ? "action.retry" : "action.open_page"));
        });
        if (paused != model.paused()) {
            paused = model.paused();
            pause.setGraphic(new IconView(paused ? "play" : "pause", 16));
            Buttons.name(pause, text(paused ? "action.resume_all" : "action.pause_all"));
        }
        Words.show(banner, model.header().trouble().isPresent());
        invitations.show(model.invitations());
        coach.show(model.coaching(), model.portals());
        Words.show(portalSection, model.coaching() != Coaching.OPEN_FIRST);
        portalCount.setText(Integer.toString(model.portals().size()));
        portals.show(model.portals());
        int all = model.reachable().stream()
                .mapToInt(group -> group.rows().size())
                .sum();
        reachableCount.setText(all == 0 ? "" : Integer.toString(all));
        reachable.show(model.reachable());
        ((Label) nothing.getChildren().getFirst())
                .setText(desk.texts().get("reachable.nothing", model.header().email()));
        Words.show(nothing, all == 0);
    }

    private VBox group(ReachableRow.Group group) {
        HBox head = GroupHead.of(desk, group);
        head.getStyleClass().add("group");
        return new VBox(
                head,
                new Keyed<ReachableRow, ReachableRowView>(
                        ReachableRow::id,
                        each -> new ReachableRowView(desk, each, key -> controller.toggle("r" + key)),
                        (view, row) -> view.show(row, unfolded.contains("r" + row.id()))));
    }

    @SuppressWarnings("unchecked")
    private void update(VBox view, ReachableRow.Group group) {
        ((Keyed<ReachableRow, ReachableRowView>) view.getChildren().get(1)).show(group.rows());
    }

    private VBox nothing() {
        VBox box = new VBox(
                8,
                Words.wrapped("", "control", "muted"),
                Buttons.with(
                        Buttons.link(
                                "popover-paste-link",
                                text("action.paste_link"),
                                () -> desk.navigation().pasteLink()),
                        "link-45deg",
                        14));
        box.setStyle("-fx-padding: 4 16 8 16;");
        return box;
    }

    private HBox section(String title, Label count) {
        HBox head = new HBox(Words.line(title, "section-head"), count);
        head.getStyleClass().add("section");
        return head;
    }

    private void help() {
        if (page.isEmpty()) {
            controller.retry();
        } else {
            desk.outside().browse(page);
        }
    }

    private static VBox grow(VBox box) {
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
