package dev.portals.orchestrator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.api.ApiClient;
import dev.portals.core.api.Method;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.core.routing.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Projects of ours as a real ockam 0.150 sees them (spec 04 section 4). */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OckamProjectPeerTest {
    private static final int TRANSFERRED = 100_000_000;

    private final City city = new City();
    private final Guest enroller = new Guest(city);
    private final OckamCommand ockam;

    OckamProjectPeerTest() throws Exception {
        ockam = new OckamCommand();
    }

    @AfterEach
    void end() throws Exception {
        ockam.close();
        enroller.close();
        city.close();
    }

    private HostedProject project(String id) {
        return city.project(id, Map.of(enroller.self, Map.of("ockam-role", "enroller", "ockam-relay", "*")));
    }

    private String ticket(HostedProject hosted, String name, Map<String, String> attributes) {
        String id = hosted.identity().id();
        SecureChannel channel = enroller.channel(hosted.authority().identifier(), null, id, "authority", "api");
        OneTimeCode code = Await.value(new ApiClient(
                        enroller.node,
                        Route.of(channel.encryptor(), AuthorityWorkers.TOKEN_ISSUER),
                        Duration.ofSeconds(10))
                .ask(Method.POST, "/", TokenRequest.of(attributes).encode(), OneTimeCode::decode));
        channel.close();
        String base = "/dnsaddr/localhost/tcp/" + city.port() + "/service/" + id;
        return new EnrollmentTicket(
                        Project.at(
                                MultiAddr.parse(base + "/service/api"),
                                name,
                                city.history(hosted.identity().identifier()),
                                city.history(hosted.authority().identifier()),
                                MultiAddr.parse(base + "/service/authority/service/api")),
                        code)
                .toHex();
    }

    private String send(String text, String to) throws Exception {
        return ockam.run("message", "send", text, "--to", to).strip();
    }

    @Test
    void eachOfTwoProjectsOnOnePortEchoes() throws Exception {
        for (String id : new String[] {"p1", "p2"}) {
            project(id);
            String base = "/dnsaddr/localhost/tcp/" + city.port() + "/service/" + id;
            assertThat(send("hello " + id, base + "/secure/api/service/echo")).isEqualTo("hello " + id);
            assertThat(send("hello " + id, base + "/service/authority/secure/api/service/echo"))
                    .isEqualTo("hello " + id);
        }
    }

    @Test
    void aTicketLeadsToARelayAndAPortalThroughIt() throws Exception {
        HostedProject project = project("p1");
        project("p2");
        ockam.run("project", "enroll", ticket(project, "default", Map.of("ockam-relay", "blue")));
        assertThat(send("hello", "/project/default/service/echo")).isEqualTo("hello");
        ockam.node("outside");
        ockam.node("inside");
        ockam.run("relay", "create", "blue", "--at", "/project/default", "--to", "/node/inside");
        assertThat(project.relays())
                .singleElement()
                .satisfies(use -> assertThat(use.info().name()).isEqualTo("blue"));
        int inlet = freePort();
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ockam.run("tcp-outlet", "create", "--at", "inside", "--to", "127.0.0.1:" + service.getLocalPort());
            ockam.run(
                    "tcp-inlet",
                    "create",
                    "--at",
                    "outside",
                    "--from",
                    "127.0.0.1:" + inlet,
                    "--to",
                    "/project/default/service/forward_to_blue/secure/api/service/outlet");
            transfer(service, inlet);
        }
        assertThat(project.traffic().relayedBytes()).isGreaterThan(TRANSFERRED);
        assertThat(project.relays().getFirst().bytes()).isGreaterThan(TRANSFERRED);
    }

    @Test
    void aMemberGetsTheRelayOfItsNameAndNoOtherAndKeepsItOverARestartOfTheProject() throws Exception {
        HostedProject project = project("p1");
        ockam.run("project", "enroll", ticket(project, "default", Map.of("ockam-relay", "blue")));
        ockam.node("inside");
        assertThat(relay("green")).contains("\"Down\"");
        assertThat(project.relays()).isEmpty();
        assertThat(relay("blue")).contains("\"Up\"");
        String echo = "/project/default/service/forward_to_blue/secure/api/service/echo";
        assertThat(send("before", echo)).isEqualTo("before");

        HostedProject restarted = city.restart(project);
        Await.until("the relay is back", () -> !restarted.relays().isEmpty());
        assertThat(send("after", echo)).isEqualTo("after");
    }

    private String relay(String name) throws Exception {
        return ockam.run(
                "relay", "create", name, "--at", "/project/default", "--to", "/node/inside", "--output", "json");
    }

    @Test
    void telemetryDelaysNoCommand() throws Exception {
        ockam.run("project", "enroll", ticket(project("p1"), "default", Map.of()));
        ockam.export("true");
        long begin = System.nanoTime();
        assertThat(send("hello", "/project/default/service/echo")).isEqualTo("hello");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("3 s without an answer")
                .isLessThan(Duration.ofMillis(2500));
        ockam.export("false");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void transfer(ServerSocket service, int inlet) throws Exception {
        byte[] sent = new byte[TRANSFERRED];
        new Random(7).nextBytes(sent);
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
            try (Socket socket = service.accept()) {
                return hash(socket.getInputStream().readAllBytes());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), inlet)) {
            OutputStream out = socket.getOutputStream();
            out.write(sent);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(hash(sent));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
