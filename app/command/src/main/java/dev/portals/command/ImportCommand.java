package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals import} (spec 05 section 15.15). */
@Command(
        name = "import",
        description = "Brings here what “portals export” wrote on another computer. What you verified here stays.",
        mixinStandardHelpOptions = true)
final class ImportCommand extends EngineCommand {
    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only show what would happen.")
    private boolean preview;

    @Option(
            names = "--only",
            paramLabel = "KEY",
            description = "Import only that; may be repeated. The keys are shown by --dry-run, for example portal/Web.")
    private List<String> only = List.of();

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("import")
                .put("file", file.toAbsolutePath().toString());
        request.put("preview", preview);
        if (!only.isEmpty()) {
            only.forEach(request.putArray("only")::add);
        }
        say(ask(request, event -> {}), this::words);
    }

    private String words(JsonNode imported) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode item : imported.path("items")) {
            rows.add(List.of(
                    switch (item.path("change").asText()) {
                        case "new" -> terminal().good("+");
                        case "changed" -> terminal().waiting("~");
                        case "kept" -> terminal().bad("–");
                        default -> "=";
                    },
                    Terminal.text(item, "key"),
                    Terminal.text(item, "message")));
        }
        return rows.isEmpty() ? "there is nothing in it" : String.join("\n", Terminal.columns("", rows));
    }
}
