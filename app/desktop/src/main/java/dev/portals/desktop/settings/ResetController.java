package dev.portals.desktop.settings;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Begins anew on this computer; where portals are open only after a word was typed (spec 05 section 8.4). */
final class ResetController {
    private final Desk desk;
    private final String word;
    private final boolean typed;
    private final Supplier<CompletableFuture<Void>> anew;
    private final Consumer<ResetModel> view;
    private String text = "";
    private boolean leave;
    private boolean working;
    private String problem = "";

    /**
     * Nothing is done yet.
     *
     * @param typed whether the word must be typed
     * @param anew moves everything away and begins anew
     */
    ResetController(
            Desk desk,
            boolean typed,
            boolean leave,
            Supplier<CompletableFuture<Void>> anew,
            Consumer<ResetModel> view) {
        this.desk = desk;
        this.word = desk.texts().get("reset.word");
        this.typed = typed;
        this.leave = leave;
        this.anew = anew;
        this.view = view;
    }

    void type(String now) {
        text = now.strip();
        render();
    }

    void leave(boolean on) {
        leave = on;
        render();
    }

    void reset() {
        if (!ready()) {
            return;
        }
        working = true;
        problem = "";
        render();
        CompletableFuture<Void> left = leave ? desk.engine().leave() : CompletableFuture.completedFuture(null);
        desk.then(left, (done, failure) -> {
            if (failure != null) {
                failed(failure);
            } else {
                desk.then(anew.get(), (over, trouble) -> {
                    if (trouble != null) {
                        failed(trouble);
                    }
                });
            }
        });
    }

    private void failed(Throwable failure) {
        working = false;
        problem = Sentences.of(desk.texts(), failure);
        render();
    }

    private boolean ready() {
        return !working && (!typed || text.equalsIgnoreCase(word));
    }

    void render() {
        view.accept(new ResetModel(typed, leave, ready(), problem));
    }
}
