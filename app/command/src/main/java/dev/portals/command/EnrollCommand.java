package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals enroll}. */
@Command(
        name = "enroll",
        description = "Signs in at an orchestrator and prepares this computer to open and reach portals.",
        mixinStandardHelpOptions = true)
final class EnrollCommand extends EngineCommand {
    @Parameters(paramLabel = "ADDRESS", description = "The orchestrator, for example https://portals.example.org.")
    private String address = "";

    @Option(
            names = "--device-code",
            description = "Sign in in a browser on any device, with a code; without it the browser here is opened.")
    private boolean deviceCode;

    @Override
    void perform() {
        JsonNode account = askAnyway(
                ControlClient.request("enroll").put("address", address).put("method", deviceCode ? "code" : "browser"),
                this::signIn);
        say(
                account,
                each -> tick() + "Signed in as " + Terminal.text(each, "email") + " at "
                        + Terminal.text(each, "orchestrator"));
    }

    private void signIn(JsonNode event) {
        String page = Terminal.text(event, "page");
        say(
                event,
                each -> deviceCode
                        ? "On any device, open\n\n  " + terminal().strong(page) + "\n\nand enter the code\n\n  "
                                + terminal().strong(Terminal.text(each, "code")) + "\n"
                        : "Sign in in your browser. If it doesn't open by itself, go to\n\n  " + page + "\n");
        if (!deviceCode) {
            Browser.open(page);
        }
    }
}
