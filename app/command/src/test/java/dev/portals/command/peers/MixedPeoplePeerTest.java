package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ada has a real ockam and Bob has our program; both use one orchestrator of ours. Each reaches what the other shares, through
 * the relay of a project, every byte of a gibibyte unchanged.
 */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MixedPeoplePeerTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;
    private static Ockam ada;
    private static PortalsHome bob;
    private static TransferService service;

    @BeforeAll
    static void start() throws IOException {
        service = new TransferService();
        orchestrator = new OrchestratorProcess(directory);
        ada = orchestrator.enrolled("ada", "ada@example.org");
        bob = orchestrator.app("bob", "bob@example.org");
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
        service.close();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Ada: {@code ockam share service}; Bob: {@code portals accept}. */
    @Test
    void whatAdaSharesIsOnBobsComputer() throws IOException {
        String relay = ada.identifier();
        ada.node("desk");
        ada.run("tcp-outlet", "create", "web", "--at", "desk", "--to", "127.0.0.1:" + service.port());
        ada.run("relay", "create", relay, "--to", "desk");
        Invitation invitation = Invitation.toService(ada, "Bob@Example.org", relay, "web");
        assertThat(bob.run("invitations").toString()).contains(invitation.id());

        JsonNode accepted = bob.run("accept", orchestrator.outbox().invitation("bob@example.org"));
        TransferService.transfer(port(accepted.path("address").asText()), GIB, 1);
    }

    /**
     * Bob: {@code portals open} and {@code invite}; Dora: {@code ockam share accept}, the ticket and an inlet. Not Ada: once
     * Bob has met her computer, another one in her name must be accepted first.
     */
    @Test
    void whatBobSharesIsOnDorasComputerUntilHeRevokesIt() throws IOException {
        Ockam dora = orchestrator.enrolled("dora", "dora@example.org");
        bob.run("open", "photos", String.valueOf(service.port()));
        bob.run("invite", "photos", "Dora@Example.org");
        String link = orchestrator.outbox().invitation("dora@example.org");
        String id = link.substring(link.lastIndexOf('/') + 1);
        assertThat(dora.run("share", "list", "--output", "json")).contains(id, "bob@example.org");
        dora.run("share", "accept", id);
        JsonNode access = dora.json("share", "show", id).path("service_access_details");

        // A machine of hers that knows nothing but the ticket.
        Ockam laptop = orchestrator.ockam("laptop");
        JsonNode enrolled = laptop.json(
                "project", "enroll", access.path("enrollment_ticket").asText());
        assertThat(enrolled.at("/credential/attributes/invitation_email").asText())
                .isEqualTo("dora@example.org");
        laptop.node("lap");
        int port = Ockam.freePort();
        String route = access.path("shared_node_route").asText();
        laptop.run(
                "tcp-inlet",
                "create",
                "--at",
                "lap",
                "--from",
                "127.0.0.1:" + port,
                "--to",
                "/project/" + enrolled.path("project_name").asText() + "/service/forward_to_"
                        + access.path("shared_node_identity").asText() + "/secure/api"
                        + (route.startsWith("/") ? route : "/service/" + route));
        TransferService.transfer(port, 1, GIB);

        bob.run("revoke", id);
        Patience.until("nothing comes through any more", () -> !answers(port));
    }

    /** C-35, both with our program: the address in mixed case, and the end when the guest gives the portal up. */
    @Test
    void whatBobSharesWithCarlIsThereUntilCarlGivesItUp() throws IOException {
        PortalsHome carl = orchestrator.app("carl", "carl@example.org");
        bob.run("open", "music", String.valueOf(service.port()));
        bob.run("invite", "music", "CARL@Example.org");
        String link = orchestrator.outbox().invitation("carl@example.org");
        JsonNode accepted = carl.run("accept", link);
        int port = port(accepted.path("address").asText());
        TransferService.transfer(port, 1_000_000, 1_000_000);
        carl.run("delete", link.substring(link.lastIndexOf('/') + 1));
        Patience.until(Duration.ofSeconds(60), "nothing listens any more", () -> !answers(port));
    }

    /** Ada's ticket, Bob's plain nodes: an inlet to what Ada's node shares, and an outlet for Ada's inlet. */
    @Test
    void plainNodesOfMembersReachEachOther() throws IOException {
        ada.node("inside");
        ada.run("tcp-outlet", "create", "db", "--at", "inside", "--to", "127.0.0.1:" + service.port());
        ada.run("relay", "create", "ada", "--to", "inside");
        String home = directory.resolve("plain").toString();
        Portals.run("join", "--home", home, ada.run("project", "ticket", "--relay", "bob"));
        try (Portals node = Portals.start(
                directory,
                "node",
                "--json",
                "--home",
                home,
                "--outlet",
                "files=127.0.0.1:" + service.port(),
                "--relay",
                "bob=/project/default",
                "--inlet",
                "127.0.0.1:0=/project/default/service/forward_to_ada/secure/api/service/db")) {
            node.event("inlet_up");
            node.event("relay_up");
            TransferService.transfer(node.inletPort(), 1, GIB);

            int port = Ockam.freePort();
            ada.run(
                    "tcp-inlet",
                    "create",
                    "--at",
                    "inside",
                    "--from",
                    "127.0.0.1:" + port,
                    "--to",
                    "/project/default/service/forward_to_bob/secure/api/service/files");
            TransferService.transfer(port, GIB, 1);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(3000);
            TransferService.transfer(socket, 1, 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
