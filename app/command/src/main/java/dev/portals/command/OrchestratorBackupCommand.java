package dev.portals.command;

import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.store.Backup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code portals orchestrator backup}. */
@Command(
        name = "backup",
        description = "Writes everything in the database into a file, also while the orchestrator runs.",
        mixinStandardHelpOptions = true)
final class OrchestratorBackupCommand implements Callable<Integer> {
    @ParentCommand
    private OrchestratorCommand parent;

    @Parameters(paramLabel = "FILE", description = "The backup, which must not be there yet.")
    private Path file;

    @Option(
            names = "--with-key",
            description = "Put the master key into it as well: whoever has the file then has all keys.")
    private boolean withKey;

    @Override
    public Integer call() {
        Installation installation = new Installation(parent.settings());
        Backup.Contents contents =
                OrchestratorOptions.using(() -> installation.backup(file, withKey, InstantSource.system()));
        boolean sealed = contents.masterKey().isPresent();
        boolean keyed = contents.key().isPresent();
        List<String> lines = new ArrayList<>();
        lines.add("✓ " + contents.total() + " rows of " + contents.rows().size() + " tables are in " + file);
        if (keyed) {
            lines.add("  The master key is in it: whoever has this file has all keys. Keep it like a key.");
        } else if (sealed) {
            lines.add("  The master key isn't in it. Without a copy of " + installation.masterKey()
                    + " nobody can restore it: keep one elsewhere.");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("created_at", contents.createdAt().toString());
        object.put("schema", contents.schema());
        object.put("rows", contents.total());
        object.put("master_key_included", keyed);
        parent.console().say(String.join(System.lineSeparator(), lines), object);
        return ExitCode.OK;
    }
}
