package dev.portals.command;

import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.Running;
import dev.portals.orchestrator.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code portals orchestrator status}. */
@Command(
        name = "status",
        description =
                "Says what runs, where, and what is in its database. Ends with 0 if it runs, with 4 if it doesn't.",
        mixinStandardHelpOptions = true)
final class OrchestratorStatusCommand implements Callable<Integer> {
    @ParentCommand
    private OrchestratorCommand parent;

    @Override
    public Integer call() {
        Installation installation = new Installation(parent.settings());
        Installation.Status status = OrchestratorOptions.using(installation::status);
        Optional<Running> running = installation.running();
        parent.console().say(text(installation, status, running), object(installation, status, running));
        return running.isPresent() ? ExitCode.OK : ExitCode.OFFLINE;
    }

    private static String text(Installation installation, Installation.Status status, Optional<Running> running) {
        List<String> lines = new ArrayList<>();
        running.ifPresentOrElse(
                run -> {
                    lines.add("It runs since " + run.startedAt() + " at " + run.url() + " (process " + run.pid()
                            + ", version " + run.version() + ")");
                    lines.addAll(Terminal.columns(
                            "  ",
                            List.of(
                                    List.of("pages", run.http()),
                                    List.of("controller", run.controller()),
                                    List.of("gateway", run.gateway()),
                                    List.of("identifier", run.identifier()))));
                },
                () -> lines.add("It doesn't run on this computer."));
        lines.add("Database: " + status.database() + ", " + installation.place() + ", tables of version "
                + status.schema() + tables(status));
        lines.addAll(Terminal.columns(
                "  ",
                status.counts().entrySet().stream()
                        .map(count -> List.of(count.getKey().replace('_', ' '), String.valueOf(count.getValue())))
                        .toList()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String tables(Installation.Status status) {
        int latest = Database.latestVersion();
        if (status.schema() < latest) {
            return "; this program needs version " + latest + ": “portals orchestrator migrate”, or start it";
        }
        return status.schema() > latest ? ", which a newer program made" : "";
    }

    private static Map<String, Object> object(
            Installation installation, Installation.Status status, Optional<Running> running) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("running", running.isPresent());
        running.ifPresent(run -> {
            object.put("pid", run.pid());
            object.put("started_at", run.startedAt().toString());
            object.put("version", run.version());
            object.put("url", run.url());
            object.put("http", run.http());
            object.put("controller", run.controller());
            object.put("gateway", run.gateway());
            object.put("controller_identifier", run.identifier());
        });
        object.put("database", status.database());
        object.put("place", installation.place());
        object.put("schema", status.schema());
        object.put("latest_schema", Database.latestVersion());
        object.put("counts", status.counts());
        return object;
    }
}
