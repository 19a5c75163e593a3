package dev.portals.command;

import dev.portals.engine.SettingException;
import dev.portals.engine.SettingsFile;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.store.StoreException;
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
import picocli.CommandLine.Spec;

/** {@code portals orchestrator}: accounts, controller, projects, relays, invitations and mail in the foreground. */
@Command(
        name = "orchestrator",
        description = "Runs the service that lets people find each other, in the foreground until Ctrl-C.",
        mixinStandardHelpOptions = true,
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

    @Option(names = "--json", description = "Print what is ready as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Orchestrator orchestrator = OrchestratorOptions.using(() -> Orchestrator.start(options.settings()));
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
        new Console(spec.commandLine().getOut(), json).say(String.join(System.lineSeparator(), lines), object);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Where an orchestrator keeps its things and what it is told: the same for it and for those who look after it. */
    static final class OrchestratorOptions {
        @Option(names = "--config", paramLabel = "FILE", description = "Read settings from this YAML file first.")
        private @Nullable Path config;

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "Where database and keys are kept (default: ~/.portals-orchestrator).")
        private @Nullable String home;

        @Option(
                names = "--http",
                paramLabel = "HOST:PORT",
                description = "Serve sign-in and pages here (default: 127.0.0.1:8080; port 0: any).")
        private @Nullable String http;

        @Option(
                names = "--controller",
                paramLabel = "HOST:PORT",
                description = "The controller listens here (default: 127.0.0.1:6252; port 0: any).")
        private @Nullable String controller;

        @Option(
                names = "--gateway",
                paramLabel = "HOST:PORT",
                description = "Projects and their relays are reached here (default: 127.0.0.1:4000; port 0: any).")
        private @Nullable String gateway;

        @Option(
                names = "--set",
                paramLabel = "NAME=VALUE",
                description = "Any other setting of the file, for example public-host=portals.example.org; repeatable.")
        private Map<String, String> others = Map.of();

        /** Everything that was said, checked. */
        OrchestratorSettings settings() {
            OrchestratorSettings.Builder builder = new OrchestratorSettings.Builder();
            SettingsFile.Setter setter = (field, value) -> {
                try {
                    builder.set(field, value);
                } catch (OrchestratorSettings.Refused e) {
                    throw new SettingException(e.field(), String.valueOf(e.getMessage()));
                }
            };
            if (config != null) {
                SettingsFile.read(config, setter);
            }
            others.forEach(setter::set);
            set(setter, "home", home);
            set(setter, "http", http);
            set(setter, "controller", controller);
            set(setter, "gateway", gateway);
            return builder.build();
        }

        private static void set(SettingsFile.Setter setter, String field, @Nullable String value) {
            if (value != null) {
                setter.set(field, value);
            }
        }

        /** Does something with the database, whose failures are the person's to mend. */
        static <T> T using(Callable<T> work) {
            try {
                return work.call();
            } catch (OrchestratorSettings.Refused e) {
                throw new SettingException(e.field(), String.valueOf(e.getMessage()));
            } catch (StoreException e) {
                throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
            }
        }
    }
}
