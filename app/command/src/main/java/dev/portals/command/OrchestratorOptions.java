package dev.portals.command;

import dev.portals.engine.SettingException;
import dev.portals.engine.SettingsFile;
import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.store.StoreException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where an orchestrator keeps its things and what it is told: the same for it and for those who look after it. */
final class OrchestratorOptions {
    @Option(
            scope = ScopeType.INHERIT,
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this YAML file first.")
    private @Nullable Path config;

    @Option(
            scope = ScopeType.INHERIT,
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
            scope = ScopeType.INHERIT,
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting of the file, for example public-host=portals.example.org; repeatable.")
    private Map<String, String> others = Map.of();

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "Tell what happens in lines for people (text, the default) or programs (json).")
    private @Nullable String logFormat;

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
        set(setter, "log-format", logFormat);
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
        } catch (Installation.Missing e) {
            throw new CommandException(ExitCode.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
