package dev.portals.desktop.question;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** A question before something that can't be undone. It goes away when that is done; a failure is told in it. */
public final class QuestionView extends DialogFrame {
    private final Label problem = Words.wrapped("", "meta", "danger-text");

    /**
     * The question.
     *
     * @param key of its texts: {@code question.KEY.title}, {@code .text}, {@code .action}
     * @param action what is done on yes
     */
    public QuestionView(
            Desk desk, String key, List<Object> values, Supplier<CompletableFuture<Void>> action, Runnable close) {
        super("dialog-question", 460);
        Object[] all = values.toArray();
        String base = "question." + key;
        Words.show(problem, false);
        problem.setId("question-problem");
        body(
                Words.wrapped(desk.texts().get(base + ".title", all), "heading"),
                Words.wrapped(desk.texts().get(base + ".text", all), "body", "muted"),
                problem);
        Button cancel = Buttons.plain("question-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        Button yes = Buttons.styled(
                Buttons.plain("question-yes", desk.texts().get(base + ".action", all), () -> {}), "danger-fill");
        yes.setOnAction(event -> {
            yes.setDisable(true);
            desk.then(action.get(), (nothing, failure) -> {
                yes.setDisable(false);
                if (failure == null) {
                    close.run();
                } else {
                    problem.setText(Sentences.of(desk.texts(), failure));
                    Words.show(problem, true);
                }
            });
        });
        foot(List.of(cancel, yes));
    }
}
