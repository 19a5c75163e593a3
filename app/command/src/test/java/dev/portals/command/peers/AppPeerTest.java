package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application's acceptance tests (spec 05 section 16) between processes: an orchestrator, Ada's application, Bob's, and a service. */
@Tag("peer")
@Timeout(180)
class AppPeerTest {
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;
    private static TransferService service;
    private static AppProcess ada;
    private static AppProcess bob;

    @BeforeAll
    static void start() {
        service = new TransferService();
        orchestrator = new OrchestratorProcess(directory);
        ada = AppProcess.enrolled(orchestrator, directory, "ada", ADA);
        bob = AppProcess.enrolled(orchestrator, directory, "bob", BOB);
    }

    @AfterAll
    static void stop() {
        ada.close();
        bob.close();
        orchestrator.close();
        service.close();
    }

    /** T-7. */
    @Test
    void whatIsAcceptedIsUpAtOnceAndEveryByteComesThrough() throws IOException {
        String id = ada.share("bytes", service.port(), BOB);
        bob.until(
                "the invitation", state -> state.path("invitations").toString().contains(id));
        long begun = System.nanoTime();
        int port = AppProcess.port(bob.run("accept", id));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        for (long length : new long[] {0, 1, 64 * 1024, 100 * MEGABYTE}) {
            TransferService.transfer(port, length, length);
        }
    }

    /** T-7: who has said everything still hears the answer. */
    @Test
    void oneSideMayEndBeforeTheOther() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerAtTheEnd(listening));
            String id = ada.share("half", listening.getLocalPort(), BOB);
            int port = bob.accept(id);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(20_000);
                byte[] sent = "to the end".repeat(10_000).getBytes(StandardCharsets.UTF_8);
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
            }
        }
    }

    private static void answerAtTheEnd(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept();
                    InputStream in = client.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                out.write(in.readAllBytes());
            } catch (IOException e) {
                // A probe, or the end.
            }
        }
    }

    /** T-8. */
    @Test
    void aPortalIsPausedRenamedMovedAndDeletedAndKeepsItsPort() throws IOException {
        String id = ada.share("kept", service.port(), BOB);
        int port = bob.accept(id);
        for (int i = 0; i < 3; i++) {
            bob.restart();
            assertThat(AppProcess.port(bob.untilReachable(Duration.ofSeconds(30), id, "up")))
                    .isEqualTo(port);
        }
        bob.run("pause", id);
        assertThat(answers(port)).isFalse();
        bob.restart();
        assertThat(AppProcess.reachable(bob.status(), id).path("state").asText())
                .isEqualTo("paused");
        bob.run("resume", id);
        bob.untilReachable(Duration.ofSeconds(10), id, "up");
        assertThat(answers(port)).isTrue();

        bob.run("rename", id, "my own name");
        assertThat(AppProcess.reachable(bob.status(), id).path("name").asText()).isEqualTo("my own name");

        int other = Ockam.freePort();
        bob.run("port", id, String.valueOf(other));
        bob.untilReachable(Duration.ofSeconds(10), id, "up");
        Patience.until(Duration.ofSeconds(10), "it is at the other port", () -> answers(other));
        assertThat(answers(port)).isFalse();

        bob.run("delete", id);
        bob.until("it is gone", state -> AppProcess.reachable(state, id).isMissingNode());
        assertThat(answers(other)).isFalse();
    }

    /** T-8 and FM-11: the port is never changed silently. */
    @Test
    void aPortThatIsTakenIsSaidToBe() throws IOException {
        String id = ada.share("busy", service.port(), BOB);
        int port = bob.accept(id);
        bob.run("quit");
        bob.daemon().exit(Duration.ofSeconds(15));
        ServerSocket thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        try (thief) {
            bob.start();
            JsonNode busy = bob.untilReachable(Duration.ofSeconds(20), id, "port_busy");
            assertThat(busy.path("code").asText()).isEqualTo("FM-11");
        }
        bob.run("retry");
        assertThat(AppProcess.port(bob.untilReachable(Duration.ofSeconds(20), id, "up")))
                .isEqualTo(port);
    }

    /** T-9. */
    @Test
    void aFriendWhoseComputerDiedIsWaitedFor() throws IOException {
        String id = ada.share("away", service.port(), BOB);
        int port = bob.accept(id);
        ada.kill();
        assertThat(bob.untilReachable(Duration.ofSeconds(30), id, "waiting")
                        .path("code")
                        .asText())
                .isEqualTo("FM-6");
        ada.start();
        JsonNode up = bob.untilReachable(Duration.ofSeconds(15), id, "up");
        assertThat(AppProcess.port(up)).isEqualTo(port);
        assertThat(bob.status().path("reachable").findValuesAsText("id")).containsOnlyOnce(id);
        TransferService.transfer(port, MEGABYTE, MEGABYTE);
    }

    /** T-10. */
    @Test
    void aServiceThatDiedIsSeenOnBothSides() throws IOException {
        int servicePort = Ockam.freePort();
        Program mortal = TransferService.start(directory, servicePort);
        String id = ada.share("mortal", servicePort, BOB);
        int port = bob.accept(id);
        assertThat(answers(port)).isTrue();
        mortal.kill();
        ada.until(
                Duration.ofSeconds(15),
                "the portal knows",
                state -> AppProcess.portal(state, "mortal")
                        .path("state")
                        .asText()
                        .equals("service_down"));
        long begun = System.nanoTime();
        assertThat(answers(port)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(bob.untilReachable(Duration.ofSeconds(5), id, "service_down")
                        .path("code")
                        .asText())
                .isEqualTo("FM-5");
        try (Program again = TransferService.start(directory, servicePort)) {
            assertThat(again.isAlive()).isTrue();
            ada.until(
                    Duration.ofSeconds(20),
                    "the portal knows again",
                    state -> AppProcess.portal(state, "mortal")
                            .path("state")
                            .asText()
                            .equals("open"));
            assertThat(answers(port)).isTrue();
            bob.untilReachable(Duration.ofSeconds(5), id, "up");
        }
    }

    /** T-3: a refusal, and a person who goes away, leave nothing; then it works. */
    @Test
    void aSignInThatIsRefusedOrGivenUpLeavesNothing() {
        try (AppProcess gina = new AppProcess(directory, "gina")) {
            ObjectNode request = ControlClient.request("enroll")
                    .put("address", orchestrator.url())
                    .put("method", "code");
            assertThatThrownBy(() -> gina.ask(
                            request,
                            event -> Thread.startVirtualThread(() -> {
                                try (Person person = orchestrator.person()) {
                                    person.signIn(orchestrator.url() + "/device", "gina@example.org");
                                    person.deny(event.path("code").asText());
                                }
                            })))
                    .isInstanceOfSatisfying(
                            ActionException.class,
                            e -> assertThat(e.reason()).isEqualTo(ActionException.Reason.DENIED));
            assertThat(gina.status().path("enrollment").asText()).isEqualTo("none");

            ControlClient client = ControlClient.connect(gina.home()).orElseThrow();
            assertThatThrownBy(() -> client.ask(request, event -> end(client))).isInstanceOf(ActionException.class);
            gina.until(
                    "it is given up", state -> state.path("enrollment").asText().equals("none"));
            gina.enroll(orchestrator, "gina@example.org");
            assertThat(gina.run("whoami").path("email").asText()).isEqualTo("gina@example.org");
        }
    }

    /** T-11, as far as it needs no network of its own: who is connected to nobody says so, and comes back by itself. */
    @Test
    void anOrchestratorThatIsGoneIsSaidToBeGone() throws IOException {
        String id = ada.share("through", service.port(), BOB);
        int port = bob.accept(id);
        orchestrator.stop();
        for (AppProcess each : new AppProcess[] {ada, bob}) {
            JsonNode gone = each.until(
                    Duration.ofSeconds(40),
                    "nobody is said to be connected",
                    state -> state.at("/link/state").asText().equals("connecting")
                            && !state.at("/link/code").isNull());
            assertThat(gone.at("/link/code").asText()).isIn("FM-2", "FM-3");
        }
        bob.restart();
        JsonNode cached = bob.status();
        assertThat(AppProcess.reachable(cached, id).path("state").asText()).isNotEqualTo("up");
        assertThat(cached.path("stale_since").isNull()).isFalse();
        orchestrator.startAgain();
        for (AppProcess each : new AppProcess[] {ada, bob}) {
            each.until(
                    "connected again", state -> state.at("/link/state").asText().equals("connected"));
        }
        assertThat(AppProcess.port(bob.untilReachable(Duration.ofSeconds(30), id, "up")))
                .isEqualTo(port);
        TransferService.transfer(port, MEGABYTE, 1);
    }

    /** T-12. */
    @Test
    void whoIsKilledLosesNothing() throws IOException {
        String id = ada.share("crash", service.port(), BOB);
        int port = bob.accept(id);
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            TransferService.transfer(open, 1, 1);
            JsonNode before = bob.status();
            bob.kill();
            ada.kill();
            assertThat(bob.daemon().isAlive()).isFalse();
            ada.start();
            bob.start();
            JsonNode at = bob.status();
            assertThat(at.path("identifier")).isEqualTo(before.path("identifier"));
            assertThat(at.path("reachable").findValuesAsText("id"))
                    .containsExactlyInAnyOrderElementsOf(
                            before.path("reachable").findValuesAsText("id"));
            assertThat(AppProcess.port(bob.untilReachable(Duration.ofSeconds(20), id, "up")))
                    .isEqualTo(port);
            assertThat(AppProcess.portal(ada.status(), "crash").path("state").asText())
                    .isIn("open", "starting");
        }
        TransferService.transfer(port, 1, MEGABYTE);
    }

    /** T-14. */
    @Test
    void whoIsNoLongerInvitedIsShutOutAndToldWhy() throws IOException {
        String id = ada.share("ended", service.port(), BOB);
        int port = bob.accept(id);
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.setSoTimeout(5_000);
            TransferService.transfer(open, 1, 1);
            ada.run("revoke", id);
            assertThat(ended(open)).isTrue();
        }
        assertThat(answers(port)).isFalse();
        bob.until("it is denied or gone", state -> {
            JsonNode row = AppProcess.reachable(state, id);
            return row.isMissingNode()
                    || row.path("state").asText().equals("denied")
                            && row.path("code").asText().equals("FM-7");
        });
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** T-17: signing out, and beginning anew with a backup. */
    @Test
    void aResetLeavesNothingAndItsBackupIsWhole() throws IOException {
        try (AppProcess carl = AppProcess.enrolled(orchestrator, directory, "carl", "carl@example.org")) {
            carl.run("open", "mine", "3000");
            String identifier = carl.status().path("identifier").asText();
            carl.run("sign-out");
            assertThat(carl.status().path("identifier").asText()).isEqualTo(identifier);
            assertThat(carl.result("whoami").code()).isEqualTo(3);
            assertThat(carl.result("reset").code()).isEqualTo(2);

            Path backup = Path.of(carl.run("reset", "--yes").path("backup").asText());
            carl.daemon().exit(Duration.ofSeconds(15));
            assertThat(backup.resolve("vault")).isDirectory();
            try (var left = Files.list(carl.home())) {
                assertThat(left).isEmpty();
            }
            carl.start();
            assertThat(carl.status().path("identifier").asText()).isNotEqualTo(identifier);
        }
    }

    /** T-27. */
    @Test
    void anotherComputerGetsWhatThisOneHad() throws IOException {
        try (AppProcess dora = AppProcess.enrolled(orchestrator, directory, "dora", "dora@example.org");
                AppProcess fresh = new AppProcess(directory, "fresh")) {
            dora.run("open", "Web démo", "http://127.0.0.1:3000/", "--note", "a note");
            dora.run("pin", "emil@example.org", "I" + "1".repeat(64));
            dora.run("verify", "emil@example.org", "--yes");
            Path file = directory.resolve("portals-export.json");
            dora.run("export", file.toString());
            String text = Files.readString(file);
            assertThat(text.replaceAll("I[0-9a-f]{64}", "")).doesNotContainPattern("[0-9A-Za-z+/_-]{24,}");

            fresh.enroll(orchestrator, "dora@example.org");
            assertThat(fresh.run("import", "--dry-run", file.toString())
                            .path("items")
                            .findValuesAsText("change"))
                    .containsExactly("new", "new");
            fresh.run("import", file.toString());
            assertThat(fresh.run("import", "--dry-run", file.toString())
                            .path("items")
                            .findValuesAsText("change"))
                    .containsExactly("same", "same");
            assertThat(AppProcess.portal(fresh.status(), "Web démo")
                            .path("note")
                            .asText())
                    .isEqualTo("a note");
            assertThat(fresh.run("friends").at("/friends/0/trust").asText()).isEqualTo("verified");
        }
    }

    /** T-24: what one face does, another sees within half a second. */
    @Test
    void whoWatchesSeesWhatACommandDoesAtOnce() throws Exception {
        ada.run("open", "seen", "3000");
        BlockingQueue<JsonNode> states = new LinkedBlockingQueue<>();
        Thread watching = Thread.startVirtualThread(
                () -> ada.ask(ControlClient.request("status").put("watch", true), states::add));
        try {
            assertThat(states.poll(10, TimeUnit.SECONDS)).isNotNull();
            ada.run("edit", "seen", "--name", "seen again");
            long done = System.nanoTime();
            Patience.until(
                    Duration.ofSeconds(5),
                    "the change is seen",
                    () -> states.stream()
                            .anyMatch(state ->
                                    !AppProcess.portal(state, "seen again").isMissingNode()));
            assertThat(Duration.ofNanos(System.nanoTime() - done)).isLessThan(Duration.ofMillis(500));
        } finally {
            watching.interrupt();
        }
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            TransferService.transfer(socket, 1, 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As somebody does who has heard enough. */
    private static void end(ControlClient client) {
        client.close();
    }
}
