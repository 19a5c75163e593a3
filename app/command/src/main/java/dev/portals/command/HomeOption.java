package dev.portals.command;

import dev.portals.core.identity.Identity;
import dev.portals.engine.NodeSettings;
import dev.portals.transport.node.NodeHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --home}: where an identity and its keys are kept. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the identity and its keys are kept (default: $PORTALS_HOME, else ~/.portals).")
    private @Nullable Path home;

    /** The directory. */
    Path directory() {
        if (home != null) {
            return NodeSettings.home("--home", home);
        }
        String variable = System.getenv("PORTALS_HOME");
        return NodeSettings.home(
                "PORTALS_HOME",
                variable == null || variable.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".portals")
                        : Path.of(variable));
    }

    /** Opens the home; one without an identity is an error that says what to do. */
    NodeHome openExisting() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw noIdentity(directory);
        }
        NodeHome opened = NodeHome.open(directory);
        if (opened.identity().isEmpty()) {
            opened.close();
            throw noIdentity(directory);
        }
        return opened;
    }

    /** Who the home is, also while its node runs. */
    Identity peekIdentity() {
        Path directory = directory();
        return NodeHome.peekIdentity(directory).orElseThrow(() -> noIdentity(directory));
    }

    private static CommandException noIdentity(Path directory) {
        return new CommandException(
                ExitCode.NOT_ENROLLED,
                "there is no identity in " + directory + ": make one with “portals identity create --home " + directory
                        + "”");
    }

    static Identity identityOf(NodeHome home) {
        return home.identity().orElseThrow();
    }
}
