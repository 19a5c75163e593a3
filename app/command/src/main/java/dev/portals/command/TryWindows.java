package dev.portals.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The tray apps of the two people of {@link TryStory} on one screen, Ada's window at the left and Bob's at the right. */
final class TryWindows implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    /** By “Quit”, by Ctrl-C, by the system. */
    private static final Set<Integer> QUIT = Set.of(0, 130, 143);

    private final List<String> program;
    private final List<Process> windows = new ArrayList<>();

    /**
     * None yet.
     *
     * @param program the command line that starts {@code portals}
     */
    TryWindows(List<String> program) {
        this.program = program;
    }

    /** Starts the app of that home; its output goes to {@code window.log} there. */
    synchronized void open(Path home, String side) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("ui", "--home", home.toString(), "--side", side));
        File log = home.resolve("window.log").toFile();
        try {
            Process window = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            window.getOutputStream().close();
            windows.add(window);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "the tray app could not be started: " + e.getMessage());
        }
    }

    /** Done when nobody has a window any more; fails if one of the apps ended otherwise than by a person. */
    synchronized CompletableFuture<Void> gone() {
        List<Process> all = List.copyOf(windows);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        CompletableFuture.allOf(all.stream().map(Process::onExit).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> all.stream()
                        .map(Process::exitValue)
                        .filter(value -> !QUIT.contains(value))
                        .findFirst()
                        .ifPresentOrElse(
                                value -> gone.completeExceptionally(new CommandException(
                                        ExitCode.FAILED, "a tray app ended with exit code " + value)),
                                () -> gone.complete(null)));
        return gone;
    }

    /** Ends the apps and waits until they have. */
    @Override
    public synchronized void close() {
        windows.forEach(Process::destroy);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Process window : windows) {
            try {
                if (!window.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    window.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                window.destroyForcibly();
            }
        }
    }
}
