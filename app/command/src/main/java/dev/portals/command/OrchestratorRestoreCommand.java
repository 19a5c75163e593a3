package dev.portals.command;

import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.store.Backup;
import dev.portals.vault.VaultException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code portals orchestrator restore}. */
@Command(
        name = "restore",
        description = "Makes an installation from a backup, in an empty home or database of either kind.",
        mixinStandardHelpOptions = true)
final class OrchestratorRestoreCommand implements Callable<Integer> {
    @ParentCommand
    private OrchestratorCommand parent;

    @Parameters(paramLabel = "FILE", description = "A backup.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The master key of the old installation, if it isn't in the backup.")
    private @Nullable Path key;

    @Option(names = "--check", description = "Only read the backup to its end and say what is in it.")
    private boolean check;

    @Override
    public Integer call() {
        Installation installation = new Installation(parent.settings());
        Backup.Contents contents = OrchestratorOptions.using(() -> {
            try {
                return check ? Installation.check(file) : installation.restore(file, key);
            } catch (VaultException e) {
                if (e.reason() == VaultException.Reason.CORRUPT) {
                    throw new CommandException(ExitCode.DENIED, String.valueOf(e.getMessage()));
                }
                throw e;
            }
        });
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("restored", !check);
        object.put("created_at", contents.createdAt().toString());
        object.put("made_by", contents.program());
        object.put("schema", contents.schema());
        object.put("rows", contents.total());
        object.put("master_key_included", contents.key().isPresent());
        object.put("tables", contents.rows());
        String what = contents.total() + " rows of " + contents.rows().size() + " tables, as they were at "
                + contents.createdAt();
        parent.console()
                .say(
                        check
                                ? "✓ The backup is whole: " + what + "; the master key is "
                                        + (contents.key().isPresent() ? "" : "not ") + "in it."
                                : "✓ Restored into " + installation.place() + ": " + what + ".",
                        object);
        return ExitCode.OK;
    }
}
