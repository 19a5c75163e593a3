package dev.portals.desktop.card;

import dev.portals.desktop.card.ImportCardModel.Known;
import dev.portals.desktop.screen.CodeFile;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a card as text or in a file, says what is wrong with it, and has who made it remembered. */
final class ImportCardController {
    private static final int LONGEST = 64 * 1024;
    private static final String BEGIN = "portals-card:";

    private final Desk desk;
    private final Consumer<ImportCardModel> view;
    private final Consumer<String> typed;
    private final CodeFile files;
    private String problem = "";
    private boolean working;
    private @Nullable Known known;

    /** {@code typed} is told what a file has said. */
    ImportCardController(Desk desk, CodeFile files, Consumer<String> typed, Consumer<ImportCardModel> view) {
        this.desk = desk;
        this.files = files;
        this.typed = typed;
        this.view = view;
    }

    /** Nothing is wrong with what is being typed. */
    void changed() {
        if (!problem.isEmpty()) {
            problem = "";
            render();
        }
    }

    /** Asks for a file. */
    void choose() {
        desk.outside().choose(this::read);
    }

    void read(Path file) {
        try {
            String text = files.read(file);
            if (text.isBlank()) {
                fail("card.none_in_file", String.valueOf(file.getFileName()));
            } else {
                typed.accept(text.strip());
                take(text);
            }
        } catch (IOException e) {
            fail("card.unreadable", String.valueOf(file.getFileName()));
        }
    }

    void take(String text) {
        String plain = text.replaceAll("\\s+", "");
        if (working) {
            return;
        }
        if (plain.isEmpty()) {
            fail("card.empty");
        } else if (!plain.startsWith(BEGIN) || plain.length() > LONGEST) {
            fail("card.no_card");
        } else if (!plain.startsWith(BEGIN + "1:")) {
            fail("card.newer");
        } else {
            ask(plain);
        }
    }

    private void ask(String card) {
        working = true;
        problem = "";
        render();
        desk.then(desk.engine().importCard(card), (friend, failure) -> {
            working = false;
            if (friend != null) {
                known = new Known(friend.email(), friend.name().isEmpty() ? friend.email() : friend.name());
            } else if (failure != null) {
                problem = Sentences.of(desk.texts(), failure);
            }
            render();
        });
    }

    private void fail(String key, Object... values) {
        problem = desk.texts().get(key, values);
        render();
    }

    private void render() {
        view.accept(new ImportCardModel(problem, working, known));
    }
}
