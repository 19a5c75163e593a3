package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A computer with our program, whose application runs in the background until the end. */
final class PortalsHome implements AutoCloseable {
    private final Path directory;
    private final Path home;

    PortalsHome(Path directory, Path home) {
        this.directory = directory;
        this.home = home;
    }

    Program start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", "--home", home.toString()));
        return Portals.start(directory, all.toArray(String[]::new));
    }

    /** Runs a command to its end, insists on exit code 0 and gives the last object that it printed. */
    JsonNode run(String... arguments) {
        try (Program program = start(arguments)) {
            int code = program.exit(Duration.ofSeconds(90));
            if (code != 0) {
                throw new AssertionError(
                        "exit code " + code + ": portals " + List.of(arguments) + "\n" + program.output());
            }
            return Portals.json(program.output().lines().toList().getLast());
        }
    }

    @Override
    public void close() {
        try (Program quit = start("quit")) {
            quit.exit(Duration.ofSeconds(30));
        }
    }
}
