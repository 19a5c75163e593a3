package dev.portals.desktop.settings;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.desktop.settings.ImportModel.Line;
import dev.portals.desktop.settings.ImportModel.Phase;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.ImportItem;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows what is in an export, lets one choose, and imports that (spec 05 section 15.15). */
final class ImportController {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Desk desk;
    private final CompletableFuture<String> read;
    private final Consumer<ImportModel> view;
    private final Set<String> chosen = new HashSet<>();
    private String export = "";
    private List<ImportItem> items = List.of();
    private Phase phase = Phase.READING;
    private String problem = "";

    ImportController(Desk desk, CompletableFuture<String> read, Consumer<ImportModel> view) {
        this.desk = desk;
        this.read = read;
        this.view = view;
    }

    /** Waits for the file and asks what it would do. */
    void begin() {
        render();
        desk.then(
                read.thenCompose(text -> {
                    export = text;
                    return desk.engine().previewImport(text);
                }),
                (found, failure) -> {
                    if (found != null) {
                        items = found;
                        found.stream()
                                .filter(ImportItem::isChange)
                                .map(ImportItem::key)
                                .forEach(chosen::add);
                        phase = Phase.CHOOSING;
                    }
                    failed(failure);
                });
    }

    /** The text of a file. */
    static CompletableFuture<String> read(Path file) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        byte[] content = PrivateFiles.read(file, LONGEST)
                                .orElseThrow(() -> new ActionException(Reason.INPUT, "there is no file " + file));
                        return new String(content, StandardCharsets.UTF_8);
                    } catch (VaultException e) {
                        throw new ActionException(Reason.INPUT, String.valueOf(e.getMessage()));
                    }
                },
                work -> Thread.ofVirtual().name("import").start(work));
    }

    void choose(String key, boolean on) {
        if (on) {
            chosen.add(key);
        } else {
            chosen.remove(key);
        }
        render();
    }

    /** Imports what is chosen; what could not be imported says so afterwards. */
    void importChosen() {
        if (phase != Phase.CHOOSING || chosen.isEmpty()) {
            return;
        }
        phase = Phase.WORKING;
        problem = "";
        render();
        desk.then(desk.engine().importData(export, Set.copyOf(chosen)), (done, failure) -> {
            if (done == null) {
                phase = Phase.CHOOSING;
            } else {
                items = done;
                phase = Phase.DONE;
            }
            failed(failure);
        });
    }

    private void failed(@Nullable Throwable failure) {
        problem = failure == null ? "" : Sentences.of(desk.texts(), failure);
        render();
    }

    private void render() {
        view.accept(new ImportModel(
                items.stream()
                        .map(item -> new Line(
                                item.key(),
                                icon(item),
                                item.name(),
                                Sentences.of(desk.texts(), item.sentence()),
                                item.isChange(),
                                item.isChange() && chosen.contains(item.key())))
                        .toList(),
                phase,
                problem,
                chosen.size()));
    }

    private static String icon(ImportItem item) {
        return switch (item.kind()) {
            case PORTAL -> "globe2";
            case FRIEND -> "people";
            case PORT -> "hdd-network";
        };
    }
}
