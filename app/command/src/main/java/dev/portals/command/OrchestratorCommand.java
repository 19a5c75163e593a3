package dev.portals.command;

import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code portals orchestrator}: accounts, controller, projects, relays, invitations and mail in the foreground. */
@Command(
        name = "orchestrator",
        description = "Runs the service that lets people find each other, in the foreground until Ctrl-C.",
        mixinStandardHelpOptions = true,
        subcommands = {
            OrchestratorStatusCommand.class,
            OrchestratorBackupCommand.class,
            OrchestratorRestoreCommand.class,
            OrchestratorMigrateCommand.class
        },
        footer = {
            "",
            "Every setting can stand in a YAML file (--config FILE):",
            "  public-url: https://portals.example.org",
            "  public-host: portals.example.org",
            "  database: postgresql://portals:secret@localhost/portals",
            "  smtp: {server: mail.example.org:587, user: portals, password: secret, from: portals@example.org}"
        })
final class OrchestratorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OrchestratorOptions options;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Write the variables that point an ockam command here into this file.")
    private @Nullable Path envFile;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON, one object a line.")
    private boolean json;

    /** What the command is about, for those below it, whose options these are too. */
    OrchestratorSettings settings() {
        return options.settings();
    }

    /** Where results go. */
    Console console() {
        return new Console(spec.commandLine().getOut(), json);
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        OrchestratorSettings settings = OrchestratorOptions.using(options::settings);
        if (settings.logFormat() == OrchestratorSettings.LogFormat.JSON) {
            JsonLog.begin();
        }
        Orchestrator orchestrator = OrchestratorOptions.using(() -> Orchestrator.start(settings));
        try {
            ready(orchestrator);
            Runtime.getRuntime().addShutdownHook(new Thread(orchestrator::close, "shutdown"));
            stopped.await();
            return ExitCode.OK;
        } catch (RuntimeException e) {
            orchestrator.close();
            throw e;
        }
    }

    private void ready(Orchestrator orchestrator) {
        Map<String, String> environment = orchestrator.environment();
        String block = environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(System.lineSeparator()));
        if (envFile != null) {
            try {
                Files.writeString(envFile, block + System.lineSeparator());
            } catch (IOException e) {
                throw new CommandException(ExitCode.FAILED, "--env-file: " + envFile + " can't be written");
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "ready");
        object.put("url", orchestrator.publicAddress().toString());
        object.put("http", text(orchestrator.http()));
        object.put("controller", text(orchestrator.controller()));
        object.put("gateway", text(orchestrator.gateway()));
        object.put("controller_identifier", orchestrator.controllerIdentifier().toString());
        object.put("environment", environment);
        List<String> lines = new ArrayList<>();
        lines.add("Portals is ready at " + orchestrator.publicAddress());
        lines.add("  sign in with the app:      portals enroll " + orchestrator.publicAddress());
        orchestrator.firstAdministrator().ifPresent(link -> {
            object.put("first_administrator", link.toString());
            lines.add("  become its administrator:  " + link + "  (works once)");
        });
        lines.add("  for an ockam command:");
        block.lines().forEach(line -> lines.add("    export " + line));
        console().say(String.join(System.lineSeparator(), lines), object);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
