package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members of a project of ours come and go by a real ockam (spec 04 section 5, checklist C-27 to C-33). */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MembersPeerTest {
    private static final Duration LIFE = Duration.ofDays(30);

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;
    private static Ockam ada;
    private static int computers;

    @BeforeAll
    static void start() {
        orchestrator = new OrchestratorProcess(directory);
        ada = orchestrator.enrolled("ada", "ada@example.org");
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
    }

    /** A computer on which nobody has enrolled. */
    private static Ockam computer() {
        return orchestrator.ockam("computer" + computers++);
    }

    private static String ticket(Ockam from, String... options) {
        return from.run(Stream.concat(Stream.of("project", "ticket"), Stream.of(options))
                .toArray(String[]::new));
    }

    private static Ockam member(String... options) {
        Ockam computer = computer();
        computer.run("project", "enroll", ticket(ada, options));
        return computer;
    }

    private static List<String> ids(Ockam asker) {
        return StreamSupport.stream(asker.json("project-member", "list-ids").spliterator(), false)
                .map(each -> each.path("identifier").asText())
                .toList();
    }

    /** C-27. */
    @Test
    void aTicketIsForOneUseAndTenMinutes() {
        assertThat(ada.ends(0, "project", "ticket")).contains("It will expire in 10m and it can be used once");
        String ticket = ticket(ada);
        computer().run("project", "enroll", ticket);
        assertThat(computer().refused("project", "enroll", ticket)).contains("Unknown enrollment token");
    }

    /** C-27: also of four who come at once. */
    @Test
    void aTicketForTwoIsForTwo() {
        String ticket = ticket(ada, "--usage-count", "2");
        List<Program> enrolling = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            enrolling.add(computer().start("project", "enroll", ticket));
        }
        assertThat(enrolling)
                .extracting(each -> each.exit(Duration.ofSeconds(60)))
                .containsExactlyInAnyOrder(0, 0, 70, 70);
        assertThat(computer().refused("project", "enroll", ticket)).contains("Unknown enrollment token");
    }

    /** C-27. */
    @Test
    void aTicketForASecondIsWorthNothingAfterTwo() {
        String ticket = ticket(ada, "--expires-in", "1s");
        long over = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        Patience.until("two seconds have passed", () -> System.nanoTime() > over);
        assertThat(computer().refused("project", "enroll", ticket)).contains("Unknown enrollment token");
    }

    /** C-28. */
    @Test
    void aMemberWhoEnrollsAgainIsToldSoAndUsesUpNothing() {
        Ockam member = computer();
        String ticket = ticket(ada);
        member.run("project", "enroll", ticket);
        assertThat(member.ends(0, "project", "enroll", ticket))
                .contains("Identity is already enrolled with the project");
        String other = ticket(ada);
        assertThat(member.ends(0, "project", "enroll", other))
                .contains("Identity is already enrolled with the project");
        computer().run("project", "enroll", other);
    }

    /** C-29. */
    @Test
    void anEnrollerMakesMembersAndAnAdministratorMakesEnrollers() {
        Ockam enroller = member("--enroller");
        Ockam member = computer();
        member.run("project", "enroll", ticket(enroller));
        assertThat(enroller.refused("project", "ticket", "--enroller"))
                .contains("Not admin is trying to issue an enrollment token for an enroller");
        assertThat(member.refused("project", "ticket")).contains("Non-enroller is trying to issue an enrollment token");
        assertThat(ids(enroller)).contains(enroller.identifier(), member.identifier());
    }

    /** C-30 and C-32. */
    @Test
    void membersAreAddedShownAndDeleted() {
        Ockam bob = member();
        String identifier = bob.identifier();
        String echo = "/project/default/service/echo";
        assertThat(bob.run("message", "send", "hello", "--to", echo)).isEqualTo("hello");

        JsonNode added = ada.json("project-member", "add", identifier, "--attribute", "team=blue", "--relay", "red");
        assertThat(added.at("/attributes/team").asText()).isEqualTo("blue");
        JsonNode shown = ada.json("project-member", "show", identifier);
        assertThat(shown.at("/attributes/attributes/team").asText()).isEqualTo("blue");
        assertThat(shown.at("/attributes/attributes/ockam-relay").asText()).isEqualTo("red");
        assertThat(shown.at("/attributes/attested_by").asText()).isEqualTo(ada.identifier());
        assertThat(ids(ada)).contains(identifier);
        assertThat(ada.json("project-member", "list").toString()).contains(identifier);

        assertThat(ada.json("project-member", "delete", identifier)
                        .at("/identifiers/0")
                        .asText())
                .isEqualTo(identifier);
        bob.refused("message", "send", "hello", "--to", echo);
        assertThat(bob.refused("project", "enroll")).contains("unauthorized member");
        assertThat(ada.refused("project-member", "delete", ada.identifier()))
                .contains("Enroller is trying to delete a pre trusted identity");

        member();
        member();
        ada.run("project-member", "delete", "--all");
        assertThat(ids(ada)).containsExactly(ada.identifier());
    }

    /** C-31. */
    @Test
    void aCredentialSaysWhatItsSubjectIs() {
        String id = ada.json("project", "show").path("id").asText();
        Ockam member = computer();
        JsonNode ofMember =
                member.json("project", "enroll", ticket(ada, "--relay", "green", "--attribute", "team=red"));
        assertCredential(ofMember, member, id, "ockam-relay=green", "team=red");
        Ockam enroller = computer();
        JsonNode ofEnroller = enroller.json("project", "enroll", ticket(ada, "--enroller"));
        assertCredential(ofEnroller, enroller, id, "ockam-role=enroller");
        JsonNode ofAdministrator = ada.json("project", "enroll");
        assertCredential(
                ofAdministrator, ada, id, "ockam-relay=*", "ockam-role=enroller", "ockam-tls-certificate=true");
        assertThat(ofMember.at("/credential/issuer")).isEqualTo(ofAdministrator.at("/credential/issuer"));
    }

    private static void assertCredential(JsonNode enrolled, Ockam subject, String project, String... attributes) {
        JsonNode credential = enrolled.path("credential");
        assertThat(credential.path("subject").asText()).isEqualTo(subject.identifier());
        assertThat(credential.path("expires_at").asLong()
                        - credential.path("created_at").asLong())
                .isEqualTo(LIFE.toSeconds());
        List<String> expected = new ArrayList<>(Arrays.asList(attributes));
        expected.add("trust_context_id=" + project);
        assertThat(credential.path("attributes").properties())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue().asText())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** C-33: every form in which it is printed, to a real ockam and to our own program. */
    @Test
    void aTicketIsTakenInEveryForm() throws Exception {
        for (String[] form : new String[][] {{}, {"--hex"}, {"--legacy"}, {"--output", "json"}}) {
            String[] options = Stream.concat(Stream.of("--usage-count", "2"), Stream.of(form))
                    .toArray(String[]::new);
            String ticket = ticket(ada, options);
            computer().run("project", "enroll", ticket);
            Path home = directory.resolve("joined" + computers++);
            Portals.run("join", "--home", home.toString(), ticket);
        }
        Path file = Files.writeString(directory.resolve("ticket"), ticket(ada));
        computer().run("project", "enroll", file.toString());
        String hex = HexFormat.of().formatHex(ticket(ada).getBytes(StandardCharsets.UTF_8));
        computer().run("project", "enroll", hex);
    }
}
