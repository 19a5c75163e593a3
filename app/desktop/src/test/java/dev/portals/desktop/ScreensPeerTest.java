package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen as it is on a screen; JavaFX's own, without a display. */
@Tag("peer")
class ScreensPeerTest {
    @BeforeAll
    static void startScreen() throws Exception {
        Toolkit.start();
    }

    @Test
    void everythingThatCanBePressedHasANameAndAnIdOfItsOwn() throws Exception {
        each(Locale.ENGLISH, (name, root) -> {
            List<String> ids = new ArrayList<>();
            for (Node node : all(root).toList()) {
                if (node instanceof ButtonBase button && node.getId() != null) {
                    ids.add(node.getId());
                    assertThat(button.getText() + button.getAccessibleText())
                            .as(name + " " + node.getId())
                            .isNotEqualTo("null")
                            .isNotBlank();
                }
            }
            assertThat(ids).as(name).doesNotHaveDuplicates();
        });
    }

    @Test
    void nothingThatIsReadIsWithoutItsText() throws Exception {
        each(
                Locale.of(Texts.PSEUDO),
                (name, root) -> all(root)
                        .filter(ButtonBase.class::isInstance)
                        .map(Labeled.class::cast)
                        .map(Labeled::getText)
                        .filter(text -> text != null
                                && text.length() > 3
                                && text.chars().allMatch(Character::isLetter))
                        .forEach(text -> assertThat(text).as(name).startsWith("⟦")));
    }

    /** Languages and sizes of letters change where things are; colours do not. */
    @ParameterizedTest
    @CsvSource({"en, 1", "en, 1.25", "de, 1.25", "qps, 1", "qps, 1.25", "qpr, 1.25"})
    void nothingIsClippedOrLeavesItsPlace(String language, double textSize) throws Exception {
        List<String> findings = new ArrayList<>();
        each(Locale.of(language), Theme.Choice.LIGHT, textSize, (name, root) -> {
            LookCheck check = new LookCheck(name);
            check.layout(root);
            findings.addAll(check.findings());
        });
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1", "LIGHT, 2", "DARK, 1", "DARK, 2", "CONTRAST, 1", "CONTRAST, 2"})
    void everyLetterCanBeReadAndEveryControlIsNamedAndShowsItsFocus(Theme.Choice theme, double scale) throws Exception {
        List<String> findings = new ArrayList<>();
        each(Locale.ENGLISH, theme, 1, (name, root) -> {
            LookCheck check = new LookCheck(name);
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(scale, scale));
            check.contrast(root, root.snapshot(parameters, null), scale);
            check.keyboard(root);
            findings.addAll(check.findings());
        });
        assertThat(findings).isEmpty();
    }

    /** What is looked for on a screen. */
    private interface Look {
        void at(String name, Parent root);
    }

    private static void each(Locale locale, Look look) throws Exception {
        each(locale, Theme.Choice.LIGHT, 1, look);
    }

    private static void each(Locale locale, Theme.Choice theme, double textSize, Look look) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                Gallery gallery = new Gallery(locale);
                gallery.theme().choose(theme);
                gallery.theme().textSize(textSize);
                for (String name : gallery.names()) {
                    Stage stage = new Stage();
                    Parent root = gallery.make(name);
                    stage.setScene(gallery.theme().dress(new Scene(root)));
                    stage.show();
                    for (int i = 0; i < 3; i++) {
                        // A box that wraps knows its height only when it knows its width.
                        root.applyCss();
                        root.layout();
                        if (root instanceof DialogFrame) {
                            stage.sizeToScene();
                        }
                    }
                    look.at(name, root);
                    gallery.theme().forget(stage.getScene());
                    stage.close();
                }
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.get(300, TimeUnit.SECONDS);
    }

    /** What can be seen, from the top. */
    private static Stream<Node> all(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        Stream<Node> below = node instanceof ScrollPane scroll
                ? Stream.of(scroll.getContent())
                : node instanceof Parent parent ? parent.getChildrenUnmodifiable().stream() : Stream.empty();
        return Stream.concat(Stream.of(node), below.flatMap(ScreensPeerTest::all));
    }
}
