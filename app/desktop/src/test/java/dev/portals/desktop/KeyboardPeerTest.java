package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.friends.FriendsView;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.popover.PopoverView;
import dev.portals.desktop.portals.PortalsView;
import dev.portals.desktop.reachable.ReachableView;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.desktop.window.WindowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program by its keys alone (spec 05 section 15.12); JavaFX's own, without a display. */
@Tag("peer")
class KeyboardPeerTest {
    private final FakeDesk fake = new FakeDesk(Locale.ENGLISH, Runnable::run);

    @BeforeAll
    static void startScreen() throws Exception {
        Toolkit.start();
    }

    @Test
    void arrowsWalkAlongRowsAndDelAsksToClose() throws Exception {
        onWindow(Page.PORTALS, (scene, view) -> {
            Node last = focus(scene, "portals-row-Web demo");
            press(scene, KeyCode.UP, false);
            Node before = scene.getFocusOwner();
            assertThat(before.getId()).startsWith("portals-row-").isNotEqualTo(last.getId());
            press(scene, KeyCode.DOWN, false);
            press(scene, KeyCode.DOWN, false);
            assertThat(scene.getFocusOwner()).isSameAs(last);
            press(scene, KeyCode.DELETE, false);
            press(scene, KeyCode.I, false);
            press(scene, KeyCode.C, true);
            assertThat(fake.ways)
                    .containsExactly("closePortal[Web demo]", "invite[Web demo]", "copy[http://127.0.0.1:3000]");
        });
    }

    @Test
    void arrowsWalkFromOneFriendsPortalsToAnothers() throws Exception {
        onWindow(Page.REACHABLE, (scene, view) -> {
            focus(scene, "reachable-row-id-ssh");
            press(scene, KeyCode.DOWN, false);
            assertThat(scene.getFocusOwner().getId()).isEqualTo("reachable-row-id-Grafana");
            press(scene, KeyCode.DELETE, false);
            assertThat(fake.ways).containsExactly("giveUp[id-Grafana]");
        });
    }

    @Test
    void aFriendIsEditedByEnterAndForgottenByDel() throws Exception {
        onWindow(Page.FRIENDS, (scene, view) -> {
            focus(scene, "friend-bob@example.net");
            press(scene, KeyCode.ENTER, false);
            press(scene, KeyCode.DELETE, false);
            assertThat(fake.ways).containsExactly("friend[bob@example.net]", "forget[bob@example.net]");
        });
    }

    @Test
    void aKeyOnAButtonOfARowIsTheButtons() throws Exception {
        onWindow(Page.FRIENDS, (scene, view) -> {
            focus(scene, "friend-compare-bob@example.net");
            press(scene, KeyCode.ENTER, false);
            assertThat(fake.ways).doesNotContain("friend[bob@example.net]");
        });
    }

    @Test
    void typingSearchesAndEnterTakesTheFirstHit() throws Exception {
        onWindow(Page.PORTALS, (scene, view) -> {
            focus(scene, "portals-open");
            type(scene, "w");
            TextField search = (TextField) scene.lookup("#search-portals");
            assertThat(scene.getFocusOwner()).isSameAs(search);
            assertThat(search.getText()).isEqualTo("w");
            search.setText("web demo");
            press(scene, KeyCode.ENTER, false);
            press(scene, KeyCode.ENTER, true);
            assertThat(fake.ways).containsExactly("copy[http://127.0.0.1:3000]", "browse[http://127.0.0.1:3000]");
            press(scene, KeyCode.DOWN, false);
            assertThat(scene.getFocusOwner().getId()).isEqualTo("portals-row-Web demo");
            search.requestFocus();
            press(scene, KeyCode.ESCAPE, false);
            assertThat(search.getText()).isEmpty();
        });
    }

    @Test
    void whatANotificationIsAboutIsChosenWhateverIsSearchedFor() throws Exception {
        onWindow(Page.REACHABLE, (scene, view) -> {
            ((TextField) scene.lookup("#search-reachable")).setText("ssh");
            view.choose("id-Grafana");
            Node row = scene.getFocusOwner();
            assertThat(row.getId()).isEqualTo("reachable-row-id-Grafana");
            assertThat(row.getStyleClass()).contains("chosen");
            press(scene, KeyCode.UP, false);
            assertThat(row.getStyleClass()).doesNotContain("chosen");
            view.choose("nobody knows");
        });
        onWindow(Page.PORTALS, (scene, view) -> {
            view.choose("Web demo");
            assertThat(scene.getFocusOwner().getId()).isEqualTo("portals-row-Web demo");
            assertThat(scene.getFocusOwner().getStyleClass()).contains("chosen");
        });
    }

    @Test
    void theSearchIsFoundFromAnyPage() throws Exception {
        onWindow(Page.FRIENDS, (scene, view) -> {
            view.find();
            assertThat(scene.getFocusOwner().getId()).isEqualTo("search-friends");
        });
    }

    @Test
    void thePopoversRowsUnfoldByArrowsAndAskByDel() throws Exception {
        run(() -> {
            PopoverView view = new PopoverView(fake.desk(), new StackPane());
            view.show(Sample.busy());
            shown(view, scene -> {
                focus(scene, "portal-Web demo");
                press(scene, KeyCode.RIGHT, false);
                assertThat(folded(scene)).contains("expanded");
                press(scene, KeyCode.RIGHT, false);
                assertThat(folded(scene)).contains("expanded");
                press(scene, KeyCode.LEFT, false);
                assertThat(folded(scene)).contains("collapsed");
                press(scene, KeyCode.DELETE, false);
                press(scene, KeyCode.I, false);
                assertThat(fake.ways).containsExactly("closePortal[Web demo]", "invite[Web demo]");
            });
        });
    }

    private static String folded(Scene scene) {
        return scene.getFocusOwner().getAccessibleText();
    }

    private void onWindow(Page page, BiConsumer<Scene, WindowView> look) throws Exception {
        run(() -> {
            Map<Page, StateView> pages = Map.of(
                    Page.PORTALS, new PortalsView(fake.desk()),
                    Page.REACHABLE, new ReachableView(fake.desk()),
                    Page.FRIENDS, new FriendsView(fake.desk()));
            WindowView view = new WindowView(fake.desk(), new StackPane(), pages);
            view.setPrefSize(1080, 720);
            view.go(page);
            view.show(Sample.busy());
            shown(view, scene -> look.accept(scene, view));
        });
    }

    private static void shown(Parent root, java.util.function.Consumer<Scene> look) {
        Stage stage = new Stage();
        Scene scene = new Theme().dress(new Scene(root));
        stage.setScene(scene);
        stage.show();
        root.applyCss();
        root.layout();
        try {
            look.accept(scene);
        } finally {
            stage.close();
        }
    }

    private static void run(Runnable work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.get(60, TimeUnit.SECONDS);
    }

    private static Node focus(Scene scene, String id) {
        List<Node> found = new ArrayList<>();
        LookCheck.all(scene.getRoot()).filter(each -> id.equals(each.getId())).forEach(found::add);
        assertThat(found).as(id).hasSize(1);
        found.getFirst().requestFocus();
        return found.getFirst();
    }

    private static void press(Scene scene, KeyCode code, boolean shortcut) {
        Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getName(), code, false, shortcut, false, false));
    }

    private static void type(Scene scene, String text) {
        Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_TYPED, text, "", KeyCode.UNDEFINED, false, false, false, false));
    }
}
