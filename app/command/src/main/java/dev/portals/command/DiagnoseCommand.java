package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import dev.portals.engine.diagnostics.Bundle;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.state.FailureMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals diagnose} (spec 05 section 15.7). */
@Command(
        name = "diagnose",
        aliases = "diagnostics",
        description = "Says what works and what doesn't, from this computer outwards.",
        mixinStandardHelpOptions = true)
final class DiagnoseCommand extends EngineCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PORTAL",
            description = "A portal of yours, or something that you reach; none: everything.")
    private @Nullable String what;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Also write a ZIP file for somebody who is to help: the snapshot, the checks, logs and versions,"
                            + " without secrets and names.")
    private @Nullable Path bundle;

    @Override
    void perform() {
        JsonNode diagnosis = askAnyway(ControlClient.request("diagnose").put("what", what), event -> {});
        say(diagnosis, this::words);
        if (bundle != null) {
            write(bundle, diagnosis);
        }
    }

    private void write(Path file, JsonNode diagnosis) {
        String snapshot =
                askAnyway(ControlClient.request("status"), event -> {}).toPrettyString();
        List<Check> checks = new ArrayList<>();
        diagnosis.path("checks").forEach(each -> checks.add(check(each)));
        Bundle made = Bundle.collect(directory(), snapshot, checks);
        made.write(file);
        ObjectNode written = ControlClient.event("bundle_written").put("file", file.toString());
        made.files()
                .forEach(each -> written.withArray("files")
                        .addObject()
                        .put("name", each.name())
                        .put("characters", each.text().length())
                        .put("removed", each.removed()));
        say(written, each -> "\n" + contents(file, made));
    }

    private String contents(Path file, Bundle made) {
        List<List<String>> rows = new ArrayList<>();
        made.files()
                .forEach(each -> rows.add(List.of(
                        each.name(),
                        TrafficCommand.bytes(each.text().length()),
                        each.removed() == 0 ? "" : each.removed() + " removed")));
        return tick() + "Wrote " + file + "; look at it before you give it away. In it:\n"
                + String.join("\n", Terminal.columns("  ", rows));
    }

    private static Check check(JsonNode each) {
        return new Check(
                Check.Area.valueOf(each.path("area").asText().toUpperCase(Locale.ROOT)),
                each.path("subject").asText(),
                Check.Verdict.valueOf(each.path("verdict").asText().toUpperCase(Locale.ROOT)),
                each.path("message").asText(),
                FailureMode.find(each.path("code").asText()).orElse(null));
    }

    private String words(JsonNode diagnosis) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : diagnosis.path("checks")) {
            String code = Terminal.text(each, "code");
            rows.add(List.of(
                    switch (each.path("verdict").asText()) {
                        case "good" -> terminal().good("✓");
                        case "doubtful" -> terminal().waiting("◐");
                        case "bad" -> terminal().bad("✗");
                        default -> "–";
                    },
                    Terminal.text(each, "area").replace('_', ' '),
                    Terminal.text(each, "message")
                            + (code.isEmpty() ? "" : terminal().dim(" (" + code + ")"))));
        }
        return String.join("\n", Terminal.columns("", rows));
    }
}
