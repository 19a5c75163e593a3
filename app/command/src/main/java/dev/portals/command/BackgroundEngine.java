package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The application of a home in a process of its own, which outlives the command that has started it. */
final class BackgroundEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How long another process may take that was started at the same moment and won. */
    private static final Duration RIVAL = Duration.ofSeconds(5);

    private static final long LONGEST_LOG = 10L * 1024 * 1024;
    private static final int TAIL = 4096;

    private BackgroundEngine() {}

    /** Connects to the application of that home, and starts it if it doesn't run. */
    static ControlClient reach(Path home) {
        Optional<ControlClient> running = ControlClient.connect(home);
        return running.isPresent() ? running.get() : start(home);
    }

    private static ControlClient start(Path home) {
        Path log = log(home);
        Process process;
        try {
            process = new ProcessBuilder(detached(OwnProgram.command(
                            List.of("daemon", "--home", home.toAbsolutePath().toString()))))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "the application could not be started in the background: " + e.getMessage());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean ended = false;
        try {
            while (System.nanoTime() < end) {
                Optional<ControlClient> client = ControlClient.connect(home);
                if (client.isPresent()) {
                    return client.get();
                }
                if (ended) {
                    TimeUnit.MILLISECONDS.sleep(50);
                } else if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    ended = true;
                    end = Math.min(end, System.nanoTime() + RIVAL.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted");
        }
        throw new CommandException(
                ExitCode.FAILED,
                ended
                        ? "the application of " + home + " ended: " + lastWords(log) + " (log: " + log + ")"
                        : "the application of " + home + " doesn't answer; its log is " + log);
    }

    /** Where the process writes what it has to say; a long one is begun anew, and the one before is kept. */
    private static Path log(Path home) {
        Path directory = home.resolve("logs");
        PrivateFiles.createDirectory(home);
        PrivateFiles.createDirectory(directory);
        Path log = directory.resolve("daemon.log");
        try {
            if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
                Files.move(log, directory.resolve("daemon.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.notExists(log)) {
                // By a step of our own, since the system would let everybody read what is appended to.
                PrivateFiles.write(log, new byte[0]);
            }
        } catch (IOException e) {
            throw PrivateFiles.failed("turn over", log, e);
        }
        return log;
    }

    /** In a session of its own where there is a program for it, so that neither Ctrl-C nor a closed window ends it. */
    private static List<String> detached(List<String> command) {
        List<String> whole = new ArrayList<>();
        find("setsid").or(() -> find("nohup")).ifPresent(program -> whole.add(program.toString()));
        whole.addAll(command);
        return whole;
    }

    private static Optional<Path> find(String program) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String lastWords(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("portals: "))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring("portals: ".length()))
                    .orElse("it doesn't say why");
        } catch (IOException e) {
            return "its log can't be read";
        }
    }
}
