package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.command.InProcess;
import dev.portals.command.peers.Pair.Whose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tickets of ours at a running authority of either side: members of either side join with them, get their credentials from
 * it and open each other's portals with these.
 */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AuthorityPeerTest {
    private static final String PROJECT = "demo";
    private static final String[] BLUE = {"--allow", "(= subject.team \"blue\")"};

    @TempDir
    private Path directory;

    private final TransferService service = new TransferService();
    private final List<Program> started = new ArrayList<>();
    private Ockam ockam;
    private String authority = "";
    private int authorityPort;

    @BeforeEach
    void makeWhoHandsOutTickets() {
        ockam = new Ockam(directory.resolve("ockam"));
        Portals.run("identity", "create", "--home", home("enroller"));
        Portals.run("identity", "create", "--home", home("project"));
    }

    @AfterEach
    void endAll() {
        started.reversed().forEach(Program::close);
        ockam.close();
        service.close();
    }

    private String home(String name) {
        return directory.resolve(name).toString();
    }

    /** Starts {@code portals authority} or {@code ockam authority create}, for which our enroller is one. */
    private void authority(Whose whose) {
        String enroller = Portals.run("identity", "show", "--home", home("enroller"));
        String trusted = "{\"" + enroller + "\":{\"ockam-role\":\"enroller\"}}";
        authorityPort = Ockam.freePort();
        String listen = "127.0.0.1:" + authorityPort;
        if (whose == Whose.OCKAMS) {
            ockam.run(
                    "authority",
                    "create",
                    "--tcp-listener-address",
                    listen,
                    "--project-identifier",
                    PROJECT,
                    "--trusted-identities",
                    trusted);
            authority = ockam.history("authority-" + PROJECT);
        } else {
            Portals node = start(
                    "authority",
                    "--json",
                    "--home",
                    home("authority"),
                    "--listen",
                    listen,
                    "--project-identifier",
                    PROJECT,
                    "--trusted-identities",
                    trusted);
            authority = node.event("ready").path("history").asText();
        }
    }

    private Portals start(String... command) {
        Portals program = Portals.start(directory, command);
        started.add(program);
        return program;
    }

    private String ticket(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "ticket",
                "--home",
                home("enroller"),
                "--project-name",
                PROJECT,
                "--project-route",
                "/dnsaddr/localhost/tcp/" + Ockam.freePort() + "/service/" + PROJECT + "/service/api",
                "--project-history",
                Portals.run("identity", "show", "--full", "--home", home("project")),
                "--authority",
                authority,
                "--authority-route",
                "/dnsaddr/localhost/tcp/" + authorityPort + "/service/api"));
        command.addAll(List.of(more));
        return Files.writeString(directory.resolve("ticket"), Portals.run(command.toArray(String[]::new)))
                .toString();
    }

    private void join(String member, Whose whose, String... attributes) throws IOException {
        String ticket = ticket(attributes);
        if (whose == Whose.OURS) {
            assertThat(Portals.run("join", "--home", home(member), ticket)).contains("joined the project " + PROJECT);
        } else {
            ockam.run("identity", "create", member);
            ockam.run("project", "enroll", ticket, "--identity", member);
        }
    }

    /** Starts the node with the outlet and gives the way to it. */
    private String outlet(Whose whose) {
        String to = "127.0.0.1:" + service.port();
        int port;
        if (whose == Whose.OURS) {
            port = start(with(
                            List.of("node", "--json", "--home", home("outlet"), "--listen", "127.0.0.1:0"),
                            "--outlet",
                            "web=" + to))
                    .port();
        } else {
            port = ockam.node("outlet", "--identity", "outlet", "--project", PROJECT);
            ockam.run(with(List.of("tcp-outlet", "create", "web", "--at", "outlet", "--to", to)));
        }
        return "/ip4/127.0.0.1/tcp/" + port + "/secure/api/service/web";
    }

    /** Starts the node with the inlet and gives its port. */
    private int inlet(Whose whose, String to) {
        if (whose == Whose.OURS) {
            Portals node =
                    start(with(List.of("node", "--json", "--home", home("inlet")), "--inlet", "127.0.0.1:0=" + to));
            node.event("inlet_up");
            return node.inletPort();
        }
        ockam.node("inlet", "--identity", "inlet", "--project", PROJECT);
        int port = Ockam.freePort();
        ockam.run(with(List.of("tcp-inlet", "create", "--at", "inlet", "--from", "127.0.0.1:" + port, "--to", to)));
        return port;
    }

    private static String[] with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        all.addAll(List.of(BLUE));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest(name = "authority {0}, inlet {1}, outlet {2}")
    @CsvSource({
        "OCKAMS, OURS, OURS",
        "OCKAMS, OURS, OCKAMS",
        "OCKAMS, OCKAMS, OURS",
        "OURS, OURS, OCKAMS",
        "OURS, OCKAMS, OURS"
    })
    void membersByTicketOpenEachOthersPortals(Whose issuer, Whose inlet, Whose outlet) throws Exception {
        authority(issuer);
        join("outlet", outlet, "--attribute", "team=blue");
        join("inlet", inlet, "--attribute", "team=blue");

        TransferService.transfer(inlet(inlet, outlet(outlet)), 100_000, 100_000);

        assertThat(service.accepted()).isEqualTo(1);
    }

    @Test
    void aTicketThatOckamsAuthorityTakesNoMoreIsSaidSo() throws Exception {
        authority(Whose.OCKAMS);
        String ticket = ticket("--attribute", "team=blue");
        Portals.run("join", "--home", home("first"), ticket);

        InProcess.Result second = InProcess.run("join", "--home", home("second"), ticket);

        assertThat(second.code()).isNotZero();
        assertThat(second.output().strip())
                .contains("the authority of demo refuses", "token")
                .hasLineCount(1);
        assertThat(Portals.run("join", "--home", home("first"), ticket)).contains("already a member");
    }
}
