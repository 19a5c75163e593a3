package dev.portals.desktop.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a small command of the system. */
@FunctionalInterface
public interface Commands {
    /** What it answered. */
    record Answer(int code, String output) {}

    /** Runs it to its end. */
    Answer run(List<String> command) throws IOException;

    /** Those of this system; what takes longer than ten seconds has failed. */
    static Commands system() {
        return command -> {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(command.getFirst() + " doesn't end");
                }
                byte[] output = process.getInputStream().readNBytes(64 * 1024);
                return new Answer(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        };
    }
}
