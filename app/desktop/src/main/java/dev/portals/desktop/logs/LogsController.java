package dev.portals.desktop.logs;

import dev.portals.desktop.logs.LogsModel.Level;
import dev.portals.desktop.screen.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Filters what the log says. */
final class LogsController {
    private static final Pattern HEAD = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\S* +([A-Z]+) .*");

    private final Desk desk;
    private final Supplier<CompletableFuture<String>> read;
    private final Consumer<LogsModel> view;
    private List<String> lines = List.of();
    private Level level = Level.ALL;
    private String wanted = "";

    /** {@code read} reads the log's end, on a thread of its own. */
    LogsController(Desk desk, Supplier<CompletableFuture<String>> read, Consumer<LogsModel> view) {
        this.desk = desk;
        this.read = read;
        this.view = view;
    }

    void refresh() {
        desk.then(read.get(), (text, failure) -> {
            lines = text == null ? List.of() : text.lines().toList();
            render();
        });
    }

    void choose(Level next) {
        level = next;
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    private void render() {
        List<String> shown = new ArrayList<>();
        boolean inside = level == Level.ALL;
        for (String line : lines) {
            var head = HEAD.matcher(line);
            if (head.matches()) {
                // Lines without a head belong to the one before them.
                inside = level == Level.ALL
                        || head.group(1).equals("ERROR")
                        || level == Level.WARNINGS && head.group(1).equals("WARN");
            }
            if (inside && line.toLowerCase(Locale.ROOT).contains(wanted)) {
                shown.add(line);
            }
        }
        view.accept(new LogsModel(List.copyOf(shown), lines.isEmpty()));
    }
}
