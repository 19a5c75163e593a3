package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.control.ControlClient;
import dev.portals.vault.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals export} (spec 05 section 15.15). */
@Command(
        name = "export",
        description =
                "Writes your portals, friends with your trust in them, names and ports to a file, without secrets.",
        mixinStandardHelpOptions = true)
final class ExportCommand extends EngineCommand {
    @Parameters(paramLabel = "FILE", description = "For example portals-export.json.")
    private Path file = Path.of("");

    @Override
    void perform() {
        JsonNode exported = ask(ControlClient.request("export"), event -> {});
        PrivateFiles.write(
                file.toAbsolutePath(), exported.path("export").asText().getBytes(StandardCharsets.UTF_8));
        say(
                ControlClient.event("exported").put("file", file.toString()),
                written -> tick() + "Wrote " + file
                        + "; bring it to the other computer, sign in there, and: “portals import " + file.getFileName()
                        + "”");
    }
}
