package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals invite}. */
@Command(name = "invite", description = "Invites people to a portal by mail.", mixinStandardHelpOptions = true)
final class InviteCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "PORTAL", description = "The portal's name.")
    private String portal = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EMAIL", description = "Whom to invite.")
    private List<String> emails = List.of();

    @Option(names = "--link", description = "Also print each invitation's link, to be sent by other ways than mail.")
    private boolean link;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "They can accept it for so long, for example 12h or 14d.")
    private @Nullable Duration expires;

    @Option(names = "--qr", description = "Also draw each invitation's link as a code, for a phone's camera.")
    private boolean qr;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("invite").put("portal", portal);
        if (expires != null) {
            request.put("expires_at", Instant.now().plus(expires).toString());
        }
        emails.forEach(request.putArray("emails")::add);
        JsonNode result = ask(request, event -> say(event, this::outcome));
        if (console().json()) {
            say(result, each -> "");
        }
    }

    private String outcome(JsonNode event) {
        String email = Terminal.text(event, "email");
        String address = Terminal.text(event, "link");
        return event.path("event").asText().equals("invited")
                ? tick() + "Invited " + email + " to " + portal
                        + (link ? "\n    " + address : "")
                        + (qr ? "\n" + QrText.of(address) : "")
                : terminal().bad("✗") + " " + email + ": " + Terminal.text(event, "message");
    }
}
