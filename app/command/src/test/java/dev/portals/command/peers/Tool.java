package dev.portals.command.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Other people's programs, run to their end. */
final class Tool {
    private static final Duration TIME = Duration.ofSeconds(90);

    private Tool() {}

    /** Runs a program, insists on exit code 0 and gives what it printed. */
    static String run(Path directory, String... command) {
        return run(directory, List.of(command));
    }

    static String run(Path directory, List<String> command) {
        try (Program program = new Program(directory, Map.of("LC_ALL", "C.UTF-8"), command)) {
            int code = program.exit(TIME);
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + command + "\n" + program.output());
            }
            return program.output().strip();
        }
    }

    /** Runs a line of shell. */
    static String shell(Path directory, String line) {
        return run(directory, "sh", "-ec", line);
    }
}
