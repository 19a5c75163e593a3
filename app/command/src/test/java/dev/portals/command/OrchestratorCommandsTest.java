package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code portals orchestrator status|backup|restore|migrate}, as somebody types them, rightly and wrongly. */
@Timeout(120)
class OrchestratorCommandsTest {
    @TempDir
    private Path directory;

    private Orchestrator start(String home) {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder();
        settings.set("home", path(home));
        for (String port : List.of("http", "controller", "gateway")) {
            settings.set(port, "127.0.0.1:0");
        }
        return Orchestrator.start(settings.build());
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static InProcess.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("orchestrator"));
        all.addAll(Arrays.asList(arguments));
        return InProcess.run(all.toArray(String[]::new));
    }

    private static JsonNode json(int code, String... arguments) {
        InProcess.Result result = run(arguments);
        assertThat(result.code()).as(result.output()).isEqualTo(code);
        assertThat(result.output()).hasLineCount(1);
        try {
            return new ObjectMapper().readTree(result.output());
        } catch (IOException e) {
            throw new AssertionError(result.output(), e);
        }
    }

    private static void fails(int code, String words, String... arguments) {
        InProcess.Result result = run(arguments);
        assertThat(result.code()).as(result.output()).isEqualTo(code);
        assertThat(result.output())
                .startsWith("portals: ")
                .contains(words)
                .hasLineCount(1)
                .doesNotContain("s3cret");
    }

    @Test
    void statusTellsWhatRunsAndWhatIsThere() {
        try (Orchestrator running = start("a")) {
            JsonNode status = json(ExitCode.OK, "status", "--home", path("a"), "--json");
            assertThat(status.path("running").asBoolean()).isTrue();
            assertThat(status.path("url").asText())
                    .isEqualTo(running.publicAddress().toString());
            assertThat(status.path("controller_identifier").asText())
                    .isEqualTo(running.controllerIdentifier().toString());
            assertThat(status.path("database").asText()).isEqualTo("sqlite");
            assertThat(status.path("schema")).isEqualTo(status.path("latest_schema"));
            assertThat(status.path("counts").path("users").isIntegralNumber()).isTrue();
            // Options may stand before the command too.
            assertThat(run("--home", path("a"), "status").output())
                    .startsWith("It runs since")
                    .contains("mails queued  0", path("a"));
        }
        assertThat(json(ExitCode.OFFLINE, "status", "--home", path("a"), "--json")
                        .path("running")
                        .asBoolean())
                .isFalse();
        fails(ExitCode.NOT_FOUND, "no installation", "status", "--home", path("nothing"));
    }

    @Test
    void aBackupIsMadeWhileItRunsAndRestoredElsewhere() {
        String backup = path("portals.backup");
        try (Orchestrator running = start("a")) {
            JsonNode made = json(ExitCode.OK, "backup", backup, "--home", path("a"), "--json");
            assertThat(made.path("rows").asLong()).isPositive();
            assertThat(made.path("master_key_included").asBoolean()).isFalse();
            fails(ExitCode.FAILED, "there already", "backup", backup, "--home", path("a"));
            fails(ExitCode.FAILED, "in use", "restore", backup, "--home", path("a"));
            fails(ExitCode.FAILED, "in use", "migrate", "--home", path("a"));
            fails(ExitCode.FAILED, "in use", "--home", path("a"), "--http", "127.0.0.1:0");
            assertThat(running.firstAdministrator()).isPresent();
        }
        fails(ExitCode.FAILED, "already", "restore", backup, "--home", path("a"));
        fails(ExitCode.DENIED, "--key", "restore", backup, "--home", path("b"));
        fails(ExitCode.DENIED, "isn't a master key", "restore", backup, "--home", path("b"), "--key", backup);
        assertThat(run("restore", backup, "--home", path("b"), "--key", path("a/master.key"))
                        .code())
                .isZero();
        start("b").close();
        assertThat(json(ExitCode.OK, "migrate", "--home", path("b"), "--json").path("from"))
                .isEqualTo(json(ExitCode.OK, "migrate", "--home", path("b"), "--json")
                        .path("to"));
    }

    @Test
    void withTheKeyInItABackupIsEnoughAndThatIsWarnedAbout() {
        start("a").close();
        InProcess.Result made = run("backup", path("keyed"), "--with-key", "--home", path("a"));
        assertThat(made.code()).isZero();
        assertThat(made.output()).contains("whoever has this file has all keys");
        assertThat(run("backup", path("plain"), "--home", path("a")).output())
                .contains("isn't in it", path("a/master.key"));
        JsonNode restored = json(ExitCode.OK, "restore", path("keyed"), "--home", path("b"), "--json");
        assertThat(restored.path("restored").asBoolean()).isTrue();
        start("b").close();
    }

    @Test
    void aBackupIsCheckedWithoutTouchingAnything() throws IOException {
        start("a").close();
        Path file = Path.of(path("portals.backup"));
        assertThat(run("backup", file.toString(), "--home", path("a")).code()).isZero();
        JsonNode checked = json(ExitCode.OK, "restore", "--check", file.toString(), "--home", path("b"), "--json");
        assertThat(checked.path("restored").asBoolean()).isFalse();
        assertThat(checked.path("tables").path("settings").asLong()).isPositive();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        fails(ExitCode.FAILED, "not whole", "restore", "--check", file.toString(), "--home", path("b"));
        fails(ExitCode.FAILED, "not whole", "restore", file.toString(), "--home", path("b"));
        fails(ExitCode.FAILED, "not a backup", "restore", path("a/master.key"), "--home", path("b"));
        fails(ExitCode.NOT_FOUND, "no file", "restore", path("nowhere"), "--home", path("b"));
        fails(ExitCode.FAILED, "can't be read", "restore", path("a"), "--home", path("b"));
        assertThat(Path.of(path("b"))).doesNotExist();
    }

    @Test
    void whatIsTypedWronglyIsSaid() {
        fails(ExitCode.USAGE, "FILE", "backup", "--home", path("a"));
        fails(ExitCode.USAGE, "FILE", "restore", "--home", path("a"));
        fails(ExitCode.USAGE, "log-format", "--home", path("a"), "--log-format", "xml");
        fails(ExitCode.USAGE, "metrics-token", "--home", path("a"), "--set", "metrics-token=short");
        fails(ExitCode.USAGE, "database", "status", "--set", "database=mysql://x");
        fails(ExitCode.NOT_FOUND, "no installation", "backup", path("x"), "--home", path("a"));
        fails(ExitCode.NOT_FOUND, "no installation", "migrate", "--home", path("a"));
        fails(
                ExitCode.FAILED,
                "can't be opened",
                "status",
                "--set",
                "database=postgresql://portals:s3cret@127.0.0.1:1/portals?loginTimeout=1");
        assertThat(directory).isEmptyDirectory();
    }
}
