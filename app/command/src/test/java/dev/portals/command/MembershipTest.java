package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.ProjectCredential;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets, joining and members, by command and by program, against an authority of our own (spec 04 section 5). */
class MembershipTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Identifier ada;
    private ProjectAuthority authority;

    @BeforeEach
    void start() {
        ada = identity("ada");
        authority = new ProjectAuthority(directory, ada);
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private String home(String name) {
        return directory.resolve(name).toString();
    }

    private Identifier identity(String name) {
        return Identifier.parse(run("identity", "create", "--home", home(name)).strip());
    }

    private static String run(String... arguments) {
        InProcess.Result result = InProcess.run(arguments);
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    private static void fails(int code, String words, String... arguments) {
        InProcess.Result result = InProcess.run(arguments);
        assertThat(result.output()).startsWith("portals: ").contains(words);
        assertThat(result.output().strip().lines()).hasSize(1);
        assertThat(result.code()).isEqualTo(code);
    }

    private String[] ticketOfAda(String... more) {
        return Stream.of(new String[] {"ticket", "--home", home("ada")}, authority.described(), more)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    private JsonNode joined(String name, String ticket) throws IOException {
        return JSON.readTree(run("join", "--json", "--home", home(name), ticket));
    }

    @Test
    void aTicketMakesAMemberWithItsAttributes() throws IOException {
        JsonNode ticket = JSON.readTree(run(ticketOfAda("--json", "--attribute", "team=blue", "--relay", "box")));
        assertThat(ticket.path("project").asText()).isEqualTo("garden");
        assertThat(ticket.path("attributes").path("ockam-relay").asText()).isEqualTo("box");

        JsonNode bob = joined("bob", ticket.path("ticket").asText());
        assertThat(bob.path("already_member").asBoolean()).isFalse();
        assertThat(bob.path("project_id").asText()).isEqualTo(ProjectAuthority.PROJECT_ID);
        assertThat(bob.path("attributes").path("team").asText()).isEqualTo("blue");
        assertThat(bob.path("attributes").path("trust_context_id").asText()).isEqualTo(ProjectAuthority.PROJECT_ID);
        assertThat(Files.isDirectory(directory.resolve("bob/credentials"))).isTrue();
    }

    @Test
    void aTicketIsUsedOnceByOneAndJoiningAgainUsesNothing() throws IOException {
        String ticket = run(ticketOfAda()).strip();
        String second = run(ticketOfAda("--plain")).strip();
        joined("bob", ticket);
        assertThat(joined("bob", second).path("already_member").asBoolean()).isTrue();
        fails(ExitCode.DENIED, "refuses", "join", "--home", home("eve"), ticket);
        Path file = Files.writeString(directory.resolve("ticket"), second + System.lineSeparator());
        assertThat(joined("eve", file.toString()).path("already_member").asBoolean())
                .isFalse();
    }

    @Test
    void aTicketForTwoIsUsedByTwo() throws IOException {
        String ticket =
                run(ticketOfAda("--usage-count", "2", "--expires-in", "1h")).strip();
        joined("bob", ticket);
        joined("eve", ticket);
        fails(ExitCode.DENIED, "refuses", "join", "--home", home("kim"), ticket);
    }

    @Test
    void whoIsNoEnrollerMakesNoTicketsAndSeesNoMembers() throws IOException {
        joined("bob", run(ticketOfAda()).strip());
        fails(ExitCode.DENIED, "Non-enroller", "ticket", "--home", home("bob"));
        fails(ExitCode.DENIED, "Non-enroller", "members", "list", "--home", home("bob"));
        fails(ExitCode.NOT_FOUND, "other", "ticket", "--home", home("bob"), "--project", "other");
        fails(ExitCode.NOT_ENROLLED, "portals join", "members", "list", "--home", home("ada"));
    }

    @Test
    void anEnrollerByTicketShowsAddsAndDeletesMembers() throws IOException {
        joined("bob", run(ticketOfAda("--enroller")).strip());
        Identifier eve = identity("eve");
        String[] at = {"--json", "--home", home("bob"), "--project", "garden"};

        run(members(at, "add", eve.toString(), "--attribute", "team=red"));
        JsonNode shown = JSON.readTree(run(members(at, "show", eve.toString())));
        assertThat(shown.path("identifier").asText()).isEqualTo(eve.toString());
        assertThat(shown.path("attributes").path("team").asText()).isEqualTo("red");
        assertThat(run(members(at, "list")).lines()).hasSize(3).anyMatch(line -> line.contains(eve.toString()));

        run(members(at, "delete", eve.toString()));
        fails(ExitCode.NOT_FOUND, "not found", members(at, "show", eve.toString()));
        fails(ExitCode.DENIED, "pre trusted", members(at, "delete", ada.toString()));
        run(members(at, "add", eve.toString()));
        run(members(at, "delete", "--all"));
        assertThat(run(members(at, "list")).lines())
                .as("the enroller and the one who was there from the start")
                .hasSize(2);
    }

    private static String[] members(String[] at, String... what) {
        return Stream.of(new String[] {"members", what[0]}, at, Arrays.copyOfRange(what, 1, what.length))
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void badTicketsAndTermsAreSaidInALine() {
        fails(ExitCode.USAGE, "ticket", "join", "--home", home("bob"), "nonsense");
        fails(ExitCode.USAGE, "--usage-count", ticketOfAda("--usage-count", "0"));
        fails(ExitCode.USAGE, "--expires-in", ticketOfAda("--expires-in", "0s"));
        fails(ExitCode.USAGE, "IDENTIFIER", "members", "show", "--home", home("ada"), "me");
        String ticket = run(ticketOfAda()).strip();
        authority.close();
        fails(ExitCode.OFFLINE, "", "join", "--home", home("bob"), ticket);
    }

    @Test
    void aProgramAsksForAllThatAnAuthorityDoes() {
        Project project = authority.project();
        try (LocalNode enroller = node("ada");
                LocalNode other = new LocalNode(NodeHome.inMemory(), 1, name -> Optional.empty())) {
            AuthorityClient asking = new AuthorityClient(enroller, project);
            AuthorityClient joining = new AuthorityClient(other, project);
            assertThatThrownBy(joining::credential).isInstanceOf(ApiFailure.class);
            assertThatThrownBy(() -> joining.redeem(OneTimeCode.random())).isInstanceOf(ApiFailure.class);

            OneTimeCode code = asking.issueToken(TokenRequest.of(Map.of("team", "blue")));
            assertThat(joining.redeem(code)).isTrue();
            assertThat(joining.redeem(code)).as("a member already").isFalse();
            Credential credential = joining.credential();
            assertThat(credential.data().attributes().asText()).containsEntry("team", "blue");

            assertThat(asking.memberIdentifiers()).containsExactlyInAnyOrder(ada, other.identifier());
            assertThat(asking.member(other.identifier()).attestedBy()).isEqualTo(ada);
            asking.addMember(new NewMember(other.identifier(), new TreeMap<>(Map.of("team", "red"))));
            assertThat(asking.members()
                            .members()
                            .get(other.identifier())
                            .attributes()
                            .asText())
                    .containsEntry("team", "red");
            asking.deleteMember(other.identifier());
            asking.deleteMembers();
            assertThat(asking.memberIdentifiers()).containsExactly(ada);
            assertThatThrownBy(() -> asking.member(other.identifier()))
                    .isInstanceOfSatisfying(
                            ApiFailure.class, e -> assertThat(e.sentence()).endsWith("not found"));
        }
    }

    @Test
    void somebodyElseAtTheAuthoritysPlaceIsNotAsked() {
        Project real = authority.project();
        try (LocalNode enroller = node("ada")) {
            Project forged = new Project(
                    real.id(),
                    real.name(),
                    real.route(),
                    real.history(),
                    enroller.identities().find(ada).orElseThrow().history(),
                    real.authorityRoute());
            assertThatThrownBy(() -> new AuthorityClient(enroller, forged).credential())
                    .isInstanceOfSatisfying(
                            ConnectException.class,
                            e -> assertThat(e.reason()).isEqualTo(ConnectException.Reason.DENIED));
        }
    }

    @Test
    void aMembersCredentialIsFetchedKeptAndThereWithoutTheAuthority() {
        Project project = authority.project();
        try (LocalNode member = node("ada")) {
            Credential first;
            try (ProjectCredential own = new ProjectCredential(member, project, directory.resolve("ada"))) {
                VerifiedCredential verified = own.fetch();
                assertThat(verified.subject()).isEqualTo(ada);
                assertThat(verified.issuer()).isEqualTo(project.authorityIdentifier());
                assertThat(verified.attributes().asText()).containsEntry("name", "Ada");
                first = own.source().current();
            }
            authority.close();
            try (ProjectCredential again = new ProjectCredential(member, project, directory.resolve("ada"))) {
                assertThat(again.source().current().toHex()).isEqualTo(first.toHex());
                assertThatThrownBy(again::fetch).isInstanceOf(ConnectException.class);
            }
        }
    }

    private LocalNode node(String name) {
        return new LocalNode(NodeHome.open(directory.resolve(name)), 1, unknown -> Optional.empty());
    }
}
