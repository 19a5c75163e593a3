package dev.portals.desktop.card;

import dev.portals.desktop.card.OwnCardModel.Saved;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Has the own card made, and puts it where it can be given away. */
final class OwnCardController {
    static final String FILE = "contact.portals-card";

    private final Desk desk;
    private final Consumer<OwnCardModel> view;
    private String card = "";
    private String problem = "";
    private Saved saved = Saved.NOT;

    OwnCardController(Desk desk, Consumer<OwnCardModel> view) {
        this.desk = desk;
        this.view = view;
    }

    /** Has it made, once. */
    void begin() {
        render();
        desk.then(desk.engine().exportCard(""), (text, failure) -> {
            card = text == null ? "" : text;
            problem = failure == null ? "" : Sentences.of(desk.texts(), failure);
            render();
        });
    }

    /** Asks for a file, and writes it there. */
    void save() {
        if (!card.isEmpty()) {
            desk.outside().save(FILE, this::write);
        }
    }

    void write(Path file) {
        try {
            Files.writeString(file, card + '\n');
            saved = Saved.DONE;
            problem = "";
        } catch (IOException e) {
            saved = Saved.NOT;
            problem = desk.texts().get("card.not_saved", String.valueOf(file.getFileName()));
        }
        render();
    }

    private void render() {
        view.accept(new OwnCardModel(card, saved, problem));
    }
}
