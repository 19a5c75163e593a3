package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import dev.portals.engine.control.SettingRequests;
import dev.portals.engine.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portals settings} (spec 05 section 15.16). */
@Command(
        name = "settings",
        description = "Shows and changes what you can choose. The window shows the same, and follows at once.",
        mixinStandardHelpOptions = true,
        subcommands = {SettingsCommand.All.class, SettingsCommand.Get.class, SettingsCommand.Change.class})
final class SettingsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, get or set");
    }

    /** What all of them do: by the application if it runs, else by its file. */
    abstract static class Each extends EngineCommand {
        final JsonNode settings(ObjectNode request) {
            Optional<ControlClient> running = running();
            if (running.isPresent()) {
                try (ControlClient client = running.get()) {
                    return client.ask(request, event -> {});
                }
            }
            SettingRequests here = new SettingRequests(new Settings(directory()));
            String key = request.path("key").asText();
            return request.has("value")
                    ? here.set(key, request.path("value").asText())
                    : request.has("key") ? here.list(key) : here.list();
        }
    }

    /** {@code portals settings list}. */
    @Command(name = "list", description = "Shows all of them.", mixinStandardHelpOptions = true)
    static final class All extends Each {
        @Override
        void perform() {
            say(settings(ControlClient.request("settings")), this::words);
        }

        private String words(JsonNode answer) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode each : answer.path("settings")) {
                String value = Terminal.text(each, "value");
                boolean first = value.equals(Terminal.text(each, "default"));
                rows.add(List.of(
                        Terminal.text(each, "key"),
                        first ? value : terminal().good(value),
                        terminal().dim(Terminal.text(each, "description"))));
            }
            return String.join("\n", Terminal.columns("", rows));
        }
    }

    /** {@code portals settings get}. */
    @Command(name = "get", description = "Shows one of them.", mixinStandardHelpOptions = true)
    static final class Get extends Each {
        @Parameters(paramLabel = "KEY", description = "Which, for example theme.")
        private String key = "";

        @Override
        void perform() {
            say(
                    settings(ControlClient.request("settings").put("key", key)),
                    answer -> Terminal.text(answer.path("settings").path(0), "value"));
        }
    }

    /** {@code portals settings set}. */
    @Command(name = "set", description = "Changes one of them.", mixinStandardHelpOptions = true)
    static final class Change extends Each {
        @Parameters(index = "0", paramLabel = "KEY", description = "Which, for example theme.")
        private String key = "";

        @Parameters(index = "1", paramLabel = "VALUE", description = "What it is from now on, for example dark.")
        private String value = "";

        @Override
        void perform() {
            say(
                    settings(ControlClient.request("set").put("key", key).put("value", value)),
                    answer -> tick() + Terminal.text(answer, "key") + " is " + Terminal.text(answer, "value"));
        }
    }
}
