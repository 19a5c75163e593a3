package dev.portals.desktop.question;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.Input;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Takes a link of an invitation (spec 05 section 12). */
public final class LinkView extends DialogFrame {
    private static final int LONGEST_SHOWN = 200;

    /**
     * Asks for one.
     *
     * @param given what was followed and is no such link; empty: nothing
     * @param opened is told the invitation's id
     */
    public LinkView(Desk desk, String given, Consumer<String> opened, Runnable close) {
        super("dialog-link", 520);
        TextField link = new TextField();
        link.setId("link-address");
        link.setPromptText("https://…/i/…");
        Label problem = Words.wrapped("", "meta", "danger-text");
        problem.setId("link-problem");
        Words.show(problem, !given.isEmpty());
        if (!given.isEmpty()) {
            link.setText(given.substring(0, Math.min(given.length(), LONGEST_SHOWN)));
            problem.setText(desk.texts().get("link.unknown"));
        }
        body(field(
                desk.texts().get("link.label"),
                link,
                Words.wrapped(desk.texts().get("link.text"), "meta", "muted"),
                problem));
        Button cancel = Buttons.plain("link-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        Button open = Buttons.primary("link-open", desk.texts().get("link.open"), () -> {
            try {
                String id = Input.invitation(link.getText());
                close.run();
                opened.accept(id);
            } catch (ActionException e) {
                problem.setText(Sentences.of(desk.texts(), e));
                Words.show(problem, true);
            }
        });
        open.setDefaultButton(true);
        foot(List.of(cancel, open));
    }
}
