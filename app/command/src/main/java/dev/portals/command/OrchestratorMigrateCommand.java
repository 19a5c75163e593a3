package dev.portals.command;

import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.store.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code portals orchestrator migrate}. */
@Command(
        name = "migrate",
        description = "Brings the tables of an older version up to date. A start does so too.",
        mixinStandardHelpOptions = true)
final class OrchestratorMigrateCommand implements Callable<Integer> {
    @ParentCommand
    private OrchestratorCommand parent;

    @Override
    public Integer call() {
        Installation installation = new Installation(parent.settings());
        int before = OrchestratorOptions.using(installation::migrate);
        int now = Database.latestVersion();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("from", before);
        object.put("to", now);
        parent.console()
                .say(
                        before == now
                                ? "The tables have version " + now + " already."
                                : "✓ The tables have been brought from version " + before + " to " + now + ".",
                        object);
        return ExitCode.OK;
    }
}
