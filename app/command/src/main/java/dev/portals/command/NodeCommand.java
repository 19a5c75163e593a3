package dev.portals.command;

import dev.portals.engine.NodeSettings;
import dev.portals.engine.PortalNode;
import dev.portals.engine.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portals node}: one node in the foreground, until it is interrupted. */
@Command(
        name = "node",
        description = "Runs one node in the foreground until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every option can stand in a YAML file under the same name (--config FILE):",
            "  listen: 127.0.0.1:4000",
            "  outlet: [web=localhost:8080, db=localhost:5432]"
        })
final class NodeCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "Read settings from this YAML file first.")
    private @Nullable Path config;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the identity and its keys are kept; without it they vanish with the process.")
    private @Nullable String home;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Let other nodes connect here; repeatable.")
    private List<String> listen = List.of();

    @Option(
            names = "--outlet",
            paramLabel = "NAME=HOST:PORT",
            description = "Share the service at HOST:PORT under this name; repeatable.")
    private List<String> outlet = List.of();

    @Option(
            names = "--inlet",
            paramLabel = "HOST:PORT=MULTIADDR",
            description = "Open a local port that leads to an outlet elsewhere; repeatable. Port 0 picks a free one.")
    private List<String> inlet = List.of();

    @Option(
            names = "--relay",
            paramLabel = "NAME=MULTIADDR",
            description = "Be reachable under this name at the relay node there; repeatable.")
    private List<String> relay = List.of();

    @Option(names = "--relay-service", description = "Let others register relays here.")
    private boolean relayService;

    @Option(
            names = "--authority",
            paramLabel = "HEX",
            description =
                    "Trust the credentials of this authority: its change history (“portals identity show --full”).")
    private @Nullable String authority;

    @Option(names = "--credential", paramLabel = "FILE", description = "Present the credential in this file.")
    private @Nullable String credential;

    @Option(
            names = "--allow",
            paramLabel = "EXPRESSION",
            description =
                    "Who may use inlets and outlets, for example “team=blue” or “(= subject.role \"friend\")”. Default:"
                            + " with an authority, whoever has a valid credential; without, everybody.")
    private @Nullable String allow;

    @Option(
            names = "--authorized",
            paramLabel = "IDENTIFIER",
            description = "Accept only this identity behind an inlet; repeatable.")
    private List<String> authorized = List.of();

    @Option(
            names = "--project-identifier",
            paramLabel = "ID",
            description = "Be the node of this project: addresses and tickets name it by this.")
    private @Nullable String projectIdentifier;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws InterruptedException {
        NodeSettings.Builder builder = new NodeSettings.Builder();
        if (config != null) {
            SettingsFile.read(config, builder::set);
        }
        set(builder, "home", home);
        listen.forEach(value -> builder.set("listen", value));
        outlet.forEach(value -> builder.set("outlet", value));
        inlet.forEach(value -> builder.set("inlet", value));
        relay.forEach(value -> builder.set("relay", value));
        if (relayService) {
            builder.set("relay-service", "true");
        }
        set(builder, "authority", authority);
        set(builder, "credential", credential);
        set(builder, "allow", allow);
        authorized.forEach(value -> builder.set("authorized", value));
        set(builder, "project-identifier", projectIdentifier);

        PortalNode node = PortalNode.start(builder.build(), new EventPrinter(output.console()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
        stopped.await();
        return ExitCode.OK;
    }

    private static void set(NodeSettings.Builder builder, String field, @Nullable String value) {
        if (value != null) {
            builder.set(field, value);
        }
    }
}
