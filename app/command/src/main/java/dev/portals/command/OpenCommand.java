package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals open}. */
@Command(
        name = "open",
        description = "Opens a portal to a service of this computer or its network. Then invite people to it.",
        mixinStandardHelpOptions = true)
final class OpenCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "How your friends will see it, for example my-website.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "ADDRESS",
            description = "The service: HOST:PORT, a port of this computer, or http://HOST:PORT.")
    private String address = "";

    @Option(names = "--scheme", paramLabel = "SCHEME", description = "What it speaks, for example http or ssh.")
    private @Nullable String scheme;

    @Option(names = "--note", paramLabel = "TEXT", description = "A word to those whom you invite.")
    private @Nullable String note;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Close it by itself after that, for example 2h or 7d.")
    private @Nullable Duration expires;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("open").put("name", name).put("address", address);
        request.put("scheme", scheme).put("note", note);
        if (expires != null) {
            request.put("expires_at", Instant.now().plus(expires).toString());
        }
        askAndSay(
                request,
                opened -> tick() + "Opened " + Terminal.text(opened, "title") + "; invite somebody: “portals invite "
                        + Terminal.text(opened, "name") + " EMAIL”"
                        + Hints.of(directory()).ownerHint(opened));
    }
}
