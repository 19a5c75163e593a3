package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.control.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code portals traffic}. */
@Command(
        name = "traffic",
        description = "Shows how much went through your portals and those that you reach.",
        mixinStandardHelpOptions = true)
final class TrafficCommand extends EngineCommand {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final int STEP = 1000;

    @Override
    void perform() {
        askAndSay(ControlClient.request("traffic"), TrafficCommand::words);
    }

    private static String words(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "now ↓", "now ↑", "in all ↓", "in all ↑"));
        answer.path("portals").forEach(each -> rows.add(row(Terminal.text(each, "title"), each.path("traffic"))));
        answer.path("reachable")
                .forEach(each -> rows.add(
                        row(Terminal.text(each, "name") + " of " + Terminal.text(each, "from"), each.path("traffic"))));
        rows.add(row("together", answer.path("total")));
        return String.join("\n", Terminal.columns("", rows));
    }

    private static List<String> row(String name, JsonNode traffic) {
        return List.of(
                name,
                bytes(traffic.path("rate_in").asLong()) + "/s",
                bytes(traffic.path("rate_out").asLong()) + "/s",
                bytes(traffic.path("in").asLong()),
                bytes(traffic.path("out").asLong()));
    }

    static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
