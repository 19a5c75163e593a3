package dev.portals.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --home} and {@code --project}: a project that a home has joined. */
final class JoinedOption {
    @Mixin
    private HomeOption home;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "A project joined in this home (default: the first one).")
    private @Nullable String project;

    HomeOption home() {
        return home;
    }

    /** Asks the project's authority. */
    AuthorityAccess authority() {
        return AuthorityAccess.ofJoined(home, project);
    }
}
