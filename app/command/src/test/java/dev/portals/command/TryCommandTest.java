package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.transport.tcp.HostnamePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TryCommandTest {
    @Test
    void everyStepIsToldInItsOrderAndNothingIsLeft() throws IOException {
        InProcess.Result result = InProcess.run("try", "--once", "--json");
        assertThat(result.code()).as(result.output()).isZero();
        List<JsonNode> steps = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            steps.add(new ObjectMapper().readTree(line));
        }
        assertThat(steps)
                .extracting(step -> step.path("step").asText())
                .containsExactly(
                        "orchestrator",
                        "sign_up",
                        "enroll",
                        "open",
                        "invite",
                        "mail",
                        "sign_up",
                        "enroll",
                        "accept",
                        "fetch",
                        "repair");
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.path("text").asText()).isNotEmpty();
            assertThat(step.path("value").asText()).isNotEmpty();
            assertThat(step.path("milliseconds").isIntegralNumber()).isTrue();
        });
        Path outbox = Path.of(steps.get(5).path("value").asText()).getParent();
        assertThat(outbox.getParent().getParent().getFileName().toString()).startsWith("portals-try");
        assertThat(outbox.getParent().getParent()).doesNotExist();
    }

    @Test
    void whatItLeavesOpenAnswersUntilItIsClosed() {
        try (TryStory story = new TryStory(null, (step, text, value, time) -> {})) {
            Map<String, String> places = story.tell(() -> {}).stream()
                    .collect(Collectors.toMap(TryStory.Place::what, TryStory.Place::address));
            HostnamePort local =
                    HostnamePort.parse(places.get("Bob's localhost").replaceAll("^http://|/$", ""));
            assertThat(Fetch.from(local)).asString().contains("This page came through a portal.");
            String[] list = places.get("Ada's app").split(" ");
            assertThat(InProcess.run(List.of(list).subList(1, list.length).toArray(String[]::new)))
                    .satisfies(result -> assertThat(result.code()).isZero())
                    .satisfies(
                            result -> assertThat(result.output()).contains("pictures", "bob@example.org", "accepted"));
            assertThat(places).containsKeys("account pages", "administration", "outbox", "Bob's app");
            assertThat(story.interrupted()).isFalse();
        }
    }

    @Test
    void aServiceThatIsNotThereIsSaidAtOnce() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        InProcess.Result result = InProcess.run("try", "--once", "--service", "127.0.0.1:" + port);
        assertThat(result.code()).isEqualTo(ExitCode.OFFLINE);
        assertThat(result.output()).contains("nothing could be fetched from 127.0.0.1:" + port);
    }

    @Test
    void windowsAndAnEndAtOnceDoNotGoTogether() {
        InProcess.Result result = InProcess.run("try", "--ui", "--once");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.output()).contains("--once ends before");
    }

    @Test
    void itIsOverWhenBothHaveQuitTheirApps(@TempDir Path folder) throws IOException {
        Path ada = Files.createDirectory(folder.resolve("ada"));
        Path bob = Files.createDirectory(folder.resolve("bob"));
        try (TryWindows windows = new TryWindows(List.of("sh", "-c", "echo \"$@\"", "portals"))) {
            windows.open(ada, "left");
            windows.open(bob, "right");
            assertThat(windows.gone()).succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(bob.resolve("window.log")).content().isEqualTo("ui --home " + bob + " --side right\n");
    }

    @Test
    void noWindowIsLeft(@TempDir Path home) {
        CompletableFuture<Void> gone;
        try (TryWindows windows = new TryWindows(List.of("sh", "-c", "exec sleep 100", "portals"))) {
            windows.open(home, "left");
            gone = windows.gone();
            assertThat(gone).isNotDone();
        }
        assertThat(gone).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void anAppThatDoesNotStartIsSaid(@TempDir Path home) {
        try (TryWindows windows = new TryWindows(List.of("sh", "-c", "exit 3", "portals"))) {
            windows.open(home, "left");
            assertThat(windows.gone())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("exit code 3");
        }
    }
}
