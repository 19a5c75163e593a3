package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals logs}. */
@Command(
        name = "logs",
        description = "Shows what the application of a home had to say, the newest last.",
        mixinStandardHelpOptions = true)
final class LogsCommand extends EngineCommand {
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final int PAUSE = 200;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "Only lines with that in them, for example a portal.")
    private @Nullable String filter;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "200",
            description = "At most so many lines of before (default: ${DEFAULT-VALUE}).")
    private int count;

    @Override
    void perform() {
        Path log = directory().resolve("logs").resolve("daemon.log");
        try {
            long end = Files.exists(log) ? Files.size(log) : 0;
            long start = Math.max(0, end - LONGEST);
            List<String> lines =
                    read(log, start, end).lines().filter(this::fits).toList();
            lines.subList(Math.max(0, lines.size() - Math.max(0, count)), lines.size())
                    .forEach(this::line);
            while (follow) {
                TimeUnit.MILLISECONDS.sleep(PAUSE);
                long now = Files.exists(log) ? Files.size(log) : 0;
                // A shorter file is another one: the log was begun anew.
                long from = now < end ? 0 : end;
                String more = read(log, from, Math.min(now, from + LONGEST));
                // A line that isn't finished waits for its end.
                String whole = more.substring(0, more.lastIndexOf('\n') + 1);
                whole.lines().filter(this::fits).forEach(this::line);
                end = from + whole.getBytes(StandardCharsets.UTF_8).length;
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "the log " + log + " can't be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path log, long from, long to) throws IOException {
        if (to <= from) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) (to - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private boolean fits(String line) {
        return filter == null || line.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    private void line(String line) {
        ObjectNode event = ControlClient.event("line").put("text", line);
        say(event, each -> Terminal.clean(line));
    }
}
