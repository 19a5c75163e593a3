package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.ApplicationState;
import java.util.Optional;

/** Who I am, and how the connection to the relay stands. */
public record HeaderModel(String name, String email, Mark mark, String word, Optional<Trouble> trouble) {
    /** What is wrong with the connection, for the banner. */
    public record Trouble(String title, String explanation) {}

    /** Of that snapshot, of somebody who is signed in. */
    public static HeaderModel of(ApplicationState state, ApplicationState.Account account, Texts texts, Times times) {
        Mark mark =
                switch (state.link().state()) {
                    case CONNECTED -> Mark.UP;
                    case CONNECTING -> Mark.CONNECTING;
                    default -> Mark.NONE;
                };
        String word = texts.get(
                switch (mark) {
                    case UP -> "link.connected";
                    case CONNECTING -> state.link().reason() == null ? "link.connecting" : "link.reconnecting";
                    default -> "link.offline";
                });
        String reason = state.link().reason();
        Optional<Trouble> trouble = mark == Mark.UP || reason == null
                ? Optional.empty()
                : Optional.of(new Trouble(
                        texts.get("trouble.title", account.orchestrator()),
                        state.staleSince() == null
                                ? texts.get("trouble.text", reason)
                                : texts.get("trouble.stale", reason, times.at(state.staleSince()))));
        return new HeaderModel(
                account.name().isBlank() ? account.email() : account.name(), account.email(), mark, word, trouble);
    }
}
