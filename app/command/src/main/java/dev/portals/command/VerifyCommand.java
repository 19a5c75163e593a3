package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals verify}. */
@Command(
        name = "verify",
        description = {
            "Shows the safety number that you and a friend share. Compare it in person or on a call.",
            "With --number or --yes the friend is verified."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand extends EngineCommand {
    private static final int GROUPS_IN_A_ROW = 4;
    private static final int WORDS_IN_A_ROW = 5;

    @Parameters(index = "0", paramLabel = "EMAIL", description = "The friend.")
    private String email = "";

    @Option(
            names = "--device",
            paramLabel = "IDENTIFIER",
            description = "Their device, or the beginning of its identifier; none: the one in question.")
    private @Nullable String device;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description = "The number, the words or the code that they see: verifies them if it is the same.")
    private @Nullable String number;

    @Option(names = "--yes", description = "You have compared the numbers, and they match.")
    private boolean yes;

    @Option(names = "--words", description = "Show it in words, for the phone.")
    private boolean words;

    @Override
    void perform() {
        if (number != null || yes) {
            ObjectNode request = ControlClient.request("verify").put("email", email);
            request.put("identifier", device).put("number", number);
            askAndSay(request, verified -> tick() + email + " is verified");
        } else {
            askAndSay(
                    ControlClient.request("safety_number").put("email", email).put("identifier", device), this::shown);
        }
    }

    private String shown(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        lines.add("Compare this with " + email + ", in person or on a call:");
        lines.add("");
        lines.addAll(words ? rows(answer.path("words"), WORDS_IN_A_ROW) : rows(answer.path("groups"), GROUPS_IN_A_ROW));
        lines.add("");
        lines.add(terminal().dim("  device " + Terminal.text(answer, "identifier")));
        lines.add("If it is the same: “portals verify " + email + " --yes”; if not: “portals friends remove " + email
                + "”");
        return String.join("\n", lines);
    }

    private static List<String> rows(JsonNode parts, int length) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (i % length == 0) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(Terminal.clean(parts.path(i).asText()));
        }
        return Terminal.columns("  ", rows);
    }
}
