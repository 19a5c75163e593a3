package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals edit}. */
@Command(
        name = "edit",
        description = "Changes a portal; invitations to it stay valid.",
        mixinStandardHelpOptions = true)
final class EditCommand extends EngineCommand {
    @Parameters(paramLabel = "NAME", description = "The portal.")
    private String name = "";

    @Option(names = "--name", paramLabel = "NAME", description = "How your friends will see it.")
    private @Nullable String title;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Another service: HOST:PORT or a port.")
    private @Nullable String address;

    @Option(names = "--scheme", paramLabel = "SCHEME", description = "What it speaks; empty: nothing known.")
    private @Nullable String scheme;

    @Option(names = "--note", paramLabel = "TEXT", description = "A word to those whom you invite; empty: none.")
    private @Nullable String note;

    @Option(
            names = "--verified-only",
            negatable = true,
            description = "Let in only friends whose identity you have verified, or everybody who was invited.")
    private @Nullable Boolean verifiedOnly;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "Close it by itself after that, for example 2h or 7d; never: not any more.")
    private @Nullable String expires;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("edit").put("name", name);
        request.put("title", title)
                .put("address", address)
                .put("scheme", scheme)
                .put("note", note);
        if (verifiedOnly != null) {
            request.put("verified_only", verifiedOnly);
        }
        if (expires != null) {
            request.put(
                    "expires_at",
                    expires.equalsIgnoreCase("never")
                            ? ""
                            : Instant.now()
                                    .plus(new DurationText().convert(expires))
                                    .toString());
        }
        askAndSay(
                request,
                edited -> tick() + Terminal.text(edited, "title") + " leads to " + Terminal.text(edited, "address")
                        + (edited.path("verified_only").asBoolean() ? ", for verified friends only" : ""));
    }
}
