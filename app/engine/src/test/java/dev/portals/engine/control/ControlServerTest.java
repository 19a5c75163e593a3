package dev.portals.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Application;
import dev.portals.engine.state.Enrollment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ControlServerTest {
    @TempDir
    Path home;

    private final CountDownLatch quit = new CountDownLatch(1);
    private Application application;
    private ControlServer server;

    @BeforeEach
    void start() {
        application = Application.open(home);
        server = ControlServer.start(application, home, quit::countDown);
    }

    @AfterEach
    void stop() {
        server.close();
        application.close();
    }

    @Test
    void theStateIsTold() {
        JsonNode state = ask(ControlClient.request("status"));
        assertThat(state.path("event").asText()).isEqualTo("state");
        assertThat(state.path("identifier").asText())
                .isEqualTo(application.state().identifier());
        assertThat(state.path("enrollment").asText()).isEqualTo("none");
        assertThat(state.path("account").isNull()).isTrue();
        assertThat(state.path("link").path("state").asText()).isEqualTo("offline");
        assertThat(List.of("portals", "reachable", "invitations"))
                .allSatisfy(list -> assertThat(state.path(list).isArray()).isTrue());
    }

    @Test
    void onlyTheOwnerCanOpenTheSocket() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
                .isEqualTo("rw-------");
    }

    @Test
    void aHomeWithALongNameHasItsSocketElsewhere() throws IOException {
        Path deep = home.resolve("x".repeat(120));
        Path socket;
        try (Application other = Application.open(deep);
                ControlServer elsewhere = ControlServer.start(other, deep, () -> {})) {
            socket = elsewhere.socket();
            assertThat(socket.toString()).hasSizeLessThan(100);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            try (ControlClient client = ControlClient.connect(deep).orElseThrow()) {
                assertThat(client.ask(ControlClient.request("status"), event -> {})
                                .path("identifier")
                                .asText())
                        .isEqualTo(other.state().identifier())
                        .isNotEqualTo(application.state().identifier());
            }
        }
        assertThat(socket.getParent()).doesNotExist();
        assertThat(deep.resolve(ControlAddress.NOTE)).doesNotExist();
    }

    @Test
    void whatAKilledServerLeftIsReplaced() throws IOException {
        server.close();
        Files.writeString(home.resolve(ControlAddress.SOCKET), "");
        assertThat(ControlClient.connect(home)).isEmpty();
        server = ControlServer.start(application, home, quit::countDown);
        assertThat(ask(ControlClient.request("status")).path("event").asText()).isEqualTo("state");
    }

    @Test
    void withoutAServerThereIsNobody() {
        server.close();
        assertThat(home.resolve(ControlAddress.SOCKET)).doesNotExist();
        assertThat(ControlClient.connect(home)).isEmpty();
        assertThat(ControlClient.connect(home.resolve("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "list", "invitations"})
    void whoIsNotSignedInIsTold(String action) {
        refused(ControlClient.request(action), Reason.NOT_ENROLLED);
    }

    @Test
    void actionsNeedASignIn() {
        refused(ControlClient.request("open").put("name", "web").put("address", "80"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("close").put("name", "web"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("accept").put("id", "1"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("decline").put("id", "1"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("revoke").put("id", "1"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("resend").put("id", "1"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("revoke").put("portal", "web").put("email", "bob@example.org"), Reason.NOT_FOUND);
    }

    @Test
    void changesNeedASignInToo() {
        refused(ControlClient.request("edit").put("name", "web").put("verified_only", true), Reason.NOT_ENROLLED);
        refused(ControlClient.request("pause"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("resume").put("what", "web"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("rename").put("id", "1").put("name", "x"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("port").put("id", "1").put("port", 80), Reason.NOT_ENROLLED);
        refused(ControlClient.request("probe").put("name", "web"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("friends"), Reason.NOT_ENROLLED);
        refused(ControlClient.request("export_card"), Reason.NOT_ENROLLED);
        assertThat(ask(ControlClient.request("retry")).path("event").asText()).isEqualTo("retrying");
    }

    @Test
    void friendsCanBePinnedNamedAndForgotten() {
        String identifier = "I" + "1".repeat(64);
        ObjectNode bob = ControlClient.request("pin").put("email", "Bob@example.org");
        JsonNode pinned = ask(bob.put("identifier", identifier));
        assertThat(pinned.path("event").asText()).isEqualTo("pinned");
        assertThat(pinned.path("email").asText()).isEqualTo("bob@example.org");
        assertThat(pinned.path("trust").asText()).isEqualTo("pinned");
        ask(ControlClient.request("name_friend").put("email", "bob@example.org").put("name", "Bob"));
        JsonNode friend = ask(ControlClient.request("friends")).path("friends").path(0);
        assertThat(friend.path("name").asText()).isEqualTo("Bob");
        assertThat(friend.path("devices").path(0).path("identifier").asText()).isEqualTo(identifier);
        assertThat(ask(ControlClient.request("verify")
                                .put("email", "bob@example.org")
                                .put("identifier", "I111"))
                        .path("trust")
                        .asText())
                .isEqualTo("verified");
        ObjectNode other = ControlClient.request("pin").put("email", "bob@example.org");
        refused(other.put("identifier", "I" + "2".repeat(64)), Reason.DENIED);
        // The one in question is the one that was blocked.
        assertThat(ask(ControlClient.request("revoke_device").put("email", "bob@example.org"))
                        .path("devices")
                        .path(1)
                        .path("trust")
                        .asText())
                .isEqualTo("revoked");
        assertThat(ask(ControlClient.request("block").put("email", "bob@example.org"))
                        .path("blocked")
                        .asBoolean())
                .isTrue();
        ask(ControlClient.request("forget").put("email", "bob@example.org"));
        refused(ControlClient.request("forget").put("email", "bob@example.org"), Reason.NOT_FOUND);
        refused(ControlClient.request("verify").put("email", "bob@example.org"), Reason.NOT_FOUND);
        refused(ControlClient.request("import_card").put("card", "x"), Reason.INPUT);
    }

    @Test
    void trafficIsToldForEverything() {
        JsonNode traffic = ask(ControlClient.request("traffic"));
        assertThat(traffic.path("portals").isArray()).isTrue();
        assertThat(traffic.path("reachable").isArray()).isTrue();
        assertThat(traffic.path("total").path("in").asLong(-1)).isZero();
    }

    @Test
    void quittingIsAnsweredBeforeItIsDone() throws InterruptedException {
        assertThat(ask(ControlClient.request("quit")).path("event").asText()).isEqualTo("quitting");
        assertThat(quit.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsAskedByWhoLeavesWithTheAnswerIsDone() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(300);
        server.close();
        server = ControlServer.start(application, home, all::countDown);
        for (int i = 0; i < 300; i++) {
            ask(ControlClient.request("quit"));
        }
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoWatchesIsToldOfEveryChange() throws Exception {
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ControlClient watching = ControlClient.connect(home).orElseThrow()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            silent.createContext("/", exchange -> {
                asked.countDown();
                await(answer);
                exchange.sendResponseHeaders(500, -1);
                exchange.close();
            });
            silent.start();
            BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
            Thread.startVirtualThread(() -> {
                try {
                    watching.ask(ControlClient.request("status").put("watch", true), seen::add);
                } catch (ActionException e) {
                    // The test is over.
                }
            });
            assertThat(next(seen).path("enrollment").asText()).isEqualTo("none");
            ObjectNode enroll = ControlClient.request("enroll")
                    .put("address", "http://127.0.0.1:" + silent.getAddress().getPort())
                    .put("method", "code");
            ControlClient enrolling = ControlClient.connect(home).orElseThrow();
            Thread.startVirtualThread(() -> {
                try {
                    enrolling.ask(enroll, event -> {});
                } catch (ActionException e) {
                    // It is left below.
                }
            });
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            enrolling.close();
            answer.countDown();
            assertThat(application.state().enrollment()).isEqualTo(Enrollment.NONE);
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInTheirOrder() throws IOException {
        try (Raw raw = new Raw()) {
            raw.send("{\"action\":\"status\"}\n{\"action\":\"whoami\"}\r\n{\"action\":\"status\",\"watch\":false}\n");
            assertThat(raw.read()).startsWith("{\"result\":{\"event\":\"state\"");
            assertThat(raw.read()).startsWith("{\"error\":{\"reason\":\"not_enrolled\"");
            assertThat(raw.read()).startsWith("{\"result\":{\"event\":\"state\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"action\":null}",
                "{\"action\":1}",
                "{\"action\":\"\"}",
                "{\"action\":\"shutdown\"}",
                "{\"action\":\"status\",\"watch\":\"yes\"}",
                "{\"action\":\"open\"}",
                "{\"action\":\"open\",\"name\":[],\"address\":\"80\"}",
                "{\"action\":\"invite\",\"portal\":\"web\"}",
                "{\"action\":\"invite\",\"portal\":\"web\",\"emails\":\"bob@example.org\"}",
                "{\"action\":\"invite\",\"portal\":\"web\",\"emails\":[]}",
                "{\"action\":\"invite\",\"portal\":\"web\",\"emails\":[1]}",
                "{\"action\":\"invite\",\"portal\":\"web\",\"emails\":[\"bob\"]}",
                "{\"action\":\"accept\",\"id\":\"../x\"}",
                "{\"action\":\"accept\",\"id\":\"1\",\"port\":65536}",
                "{\"action\":\"accept\",\"id\":\"1\",\"port\":-1}",
                "{\"action\":\"accept\",\"id\":\"1\",\"port\":\"80\"}",
                "{\"action\":\"accept\",\"id\":\"1\",\"port\":1e99}",
                "{\"action\":\"enroll\",\"address\":\"ftp://h\",\"method\":\"code\"}",
                "{\"action\":\"enroll\",\"address\":\"http://h\",\"method\":\"guess\"}"
            })
    void aRequestThatMakesNoSenseIsAnsweredAndTheNextToo(String request) throws IOException {
        try (Raw raw = new Raw()) {
            raw.send(request + "\n{\"action\":\"status\"}\n");
            assertThat(raw.read()).startsWith("{\"error\":{\"reason\":\"input\"");
            assertThat(raw.read()).startsWith("{\"result\":{\"event\":\"state\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "GET / HTTP/1.1\r\n",
                "[]\n",
                "null\n",
                "\"x\"\n",
                "{\n",
                "{}{}\n",
                "{\"action\":\"status\"} x\n",
                "\u0000\n",
                "{'action':'status'}\n"
            })
    void whoSpeaksSomethingElseIsToldSoAndLeft(String nonsense) throws IOException {
        try (Raw raw = new Raw()) {
            raw.send(nonsense);
            assertThat(raw.read()).startsWith("{\"error\":{\"reason\":\"input\"");
            assertThat(raw.read()).isEmpty();
        }
        assertThat(ask(ControlClient.request("status")).path("event").asText()).isEqualTo("state");
    }

    @Test
    void linesAreBounded() throws IOException {
        try (Raw raw = new Raw()) {
            raw.send("{\"action\":\"status\",\"x\":\"" + "x".repeat(60_000) + "\"}\n");
            assertThat(raw.read()).startsWith("{\"result\"");
            raw.send("x".repeat(70_000));
            assertThat(raw.read()).contains("at most 65536 bytes");
            assertThat(raw.read()).isEmpty();
        }
    }

    @Test
    void nestingIsBounded() throws IOException {
        try (Raw raw = new Raw()) {
            raw.send("{\"action\":" + "[".repeat(30_000) + "\n");
            assertThat(raw.read()).startsWith("{\"error\"");
        }
    }

    @Test
    void tooManyConnectionsAreRefusedAndFreedOnesAreNot() throws Exception {
        List<Raw> all = new ArrayList<>();
        try {
            for (int i = 0; i < Protocol.MOST_CONNECTIONS; i++) {
                Raw raw = new Raw();
                all.add(raw);
                raw.send("{\"action\":\"status\"}\n");
                assertThat(raw.read()).startsWith("{\"result\"");
            }
            try (Raw refused = new Raw()) {
                assertThat(refused.read()).isEmpty();
            }
        } finally {
            for (Raw raw : all) {
                raw.close();
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                assertThat(ask(ControlClient.request("status")).path("event").asText())
                        .isEqualTo("state");
                return;
            } catch (ActionException e) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    @Test
    void whoAsksAndDoesNotListenHoldsNobodyUp() throws IOException {
        try (Raw deaf = new Raw()) {
            for (int i = 0; i < 12; i++) {
                deaf.send("{\"action\":\"status\"}\n");
            }
            assertThat(ask(ControlClient.request("status")).path("event").asText())
                    .isEqualTo("state");
        }
    }

    @Test
    void whoAsksTooMuchAtOnceIsLeft() throws IOException {
        try (Raw raw = new Raw()) {
            try {
                raw.send("{\"action\":\"status\",\"watch\":true}\n".repeat(100));
            } catch (IOException e) {
                // It was left while it still spoke.
            }
            String line = raw.read();
            while (!line.isEmpty() && !line.startsWith("{\"error\"")) {
                line = raw.read();
            }
            assertThat(line).matches(last -> last.isEmpty() || last.contains("too many requests"));
        }
    }

    @Test
    void closingTheServerEndsItsConnections() throws IOException {
        try (Raw raw = new Raw()) {
            raw.send("{\"action\":\"status\",\"watch\":true}\n");
            assertThat(raw.read()).startsWith("{\"event\"");
            server.close();
            assertThat(raw.read()).isEmpty();
        }
    }

    private JsonNode ask(ObjectNode request) {
        try (ControlClient client = ControlClient.connect(home).orElseThrow()) {
            return client.ask(request, event -> {});
        }
    }

    private void refused(ObjectNode request, Reason reason) {
        assertThatExceptionOfType(ActionException.class)
                .isThrownBy(() -> ask(request))
                .matches(e -> e.reason() == reason, "reason " + reason);
    }

    private static JsonNode next(BlockingQueue<JsonNode> queue) throws InterruptedException {
        JsonNode node = queue.poll(10, TimeUnit.SECONDS);
        assertThat(node).isNotNull();
        return node;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A program that says what it likes. */
    private final class Raw implements AutoCloseable {
        private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

        Raw() throws IOException {
            channel.connect(UnixDomainSocketAddress.of(server.socket()));
        }

        void send(String text) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** A line; empty when the server has closed. */
        String read() throws IOException {
            StringBuilder line = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (true) {
                int read;
                try {
                    read = channel.read(one.clear());
                } catch (IOException e) {
                    read = -1;
                }
                if (read < 0 || one.get(0) == '\n') {
                    return line.toString();
                }
                line.append((char) one.get(0));
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
