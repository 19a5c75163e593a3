package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on this computer, played by a script. */
class OwnOrchestratorTest {
    @TempDir
    private Path directory;

    @Test
    void itHasTheSameAddressAtEveryStartBecauseAccountsKnowIt() throws Exception {
        OwnOrchestrator first = own("{\"url\":\"http://localhost:4711\",\"http\":\"127.0.0.1:4711\","
                + "\"controller\":\"127.0.0.1:4712\",\"gateway\":\"127.0.0.1:4713\"}");
        assertThat(first.isAt("http://localhost:4711")).isFalse();
        assertThat(first.start().get(20, TimeUnit.SECONDS)).isEqualTo(URI.create("http://localhost:4711"));
        assertThat(asked()).contains("--http 127.0.0.1:0 --controller 127.0.0.1:0 --gateway 127.0.0.1:0");
        OwnOrchestrator second = own("{\"url\":\"http://localhost:4711\"}");
        assertThat(second.isAt("http://localhost:4711")).isTrue();
        assertThat(second.isAt("")).isFalse();
        second.start().get(20, TimeUnit.SECONDS);
        assertThat(asked()).contains("--http 127.0.0.1:4711 --controller 127.0.0.1:4712 --gateway 127.0.0.1:4713");
    }

    @Test
    void oneThatEndsAtOnceIsSaid() throws Exception {
        OwnOrchestrator own = own("");
        assertThatThrownBy(() -> own.start().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("could not be started");
    }

    private String asked() throws Exception {
        return Files.readString(directory.resolve("asked"));
    }

    private OwnOrchestrator own(String answer) throws Exception {
        Path program = directory.resolve("program");
        Files.createDirectories(directory.resolve("orchestrator"));
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$*\" >'" + directory.resolve("asked") + "'\n"
                        + (answer.isEmpty() ? "exit 1" : "echo '" + answer + "'") + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new OwnOrchestrator(directory, program.toString());
    }
}
