package dev.portals.command.peers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A process that a test has started, with what it has printed so far (both outputs). It ends with the test. */
class Program implements AutoCloseable {
    private final Process process;
    private final List<String> command;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Program(Path directory, Map<String, String> environment, List<String> command) {
        this(directory, environment, command, null);
    }

    /** With what it has to say besides in that file, if there is one, instead of among its lines. */
    Program(Path directory, Map<String, String> environment, List<String> command, @Nullable File errors) {
        this.command = command;
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        if (errors == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors);
        }
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command, e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was killed while it printed.
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }

    /** The first line from that index on that fits; fails with all the output when none comes in time. */
    String await(int from, Duration time, Predicate<String> fits) {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (lines) {
            int next = from;
            while (true) {
                for (; next < lines.size(); next++) {
                    if (fits.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "ended (" + process + ")" : "silent for " + time)
                            + " without the line: " + command + "\n" + output());
                }
                try {
                    lines.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    String await(Duration time, Predicate<String> fits) {
        return await(0, time, fits);
    }

    /** How many lines there are. */
    int printed() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /** Everything printed so far. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Waits for the end and gives the exit code. */
    int exit(Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + time + ": " + command + "\n" + output());
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            synchronized (lines) {
                while (!ended && System.nanoTime() < deadline) {
                    lines.wait(100);
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill. */
    void terminate() {
        process.destroy();
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        exit(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
