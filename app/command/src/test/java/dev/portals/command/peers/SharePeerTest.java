package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real ockam invites and is invited at an orchestrator of ours (spec 04 section 6, checklist C-36 to C-38). */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharePeerTest {
    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;
    private static Ockam ada;
    private static Ockam bob;

    @BeforeAll
    static void start() {
        orchestrator = new OrchestratorProcess(directory);
        ada = orchestrator.enrolled("ada", "ada@example.org");
        bob = orchestrator.enrolled("bob", "bob@example.org");
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
    }

    /** C-36: an invitation to a service, from the one who shares to the one who reads its ticket. */
    @Test
    void anInvitationToAServiceIsMailedListedShownAndAccepted() {
        Invitation invitation = Invitation.toService(ada, "Bob@Example.org", ada.identifier(), "web");
        JsonNode sent = invitation.sent();
        assertThat(sent.path("recipient_email").asText()).isEqualTo("Bob@Example.org");
        assertThat(sent.path("grant_role").asText()).isEqualTo("Service");
        assertThat(sent.path("remaining_uses").asInt()).isOne();
        Patience.until("the mail has come", () -> mails(invitation) == 1);
        assertThat(ada.run("share", "list", "--output", "json")).contains(invitation.id());

        assertThat(bob.run("share", "list", "--output", "json")).contains(invitation.id(), "ada@example.org");
        assertThat(bob.json("share", "show", invitation.id()).toString()).doesNotContain("enrollment_ticket\":\"");
        for (int i = 0; i < 2; i++) {
            JsonNode accepted = bob.json("share", "accept", invitation.id());
            assertThat(accepted.path("id").asText()).isEqualTo(invitation.id());
            assertThat(accepted.path("scope").asText()).isEqualTo("Service");
        }
        assertThat(bob.run("share", "list", "--output", "json")).doesNotContain(invitation.id());
        JsonNode details = bob.json("share", "show", invitation.id()).path("service_access_details");
        assertThat(details.path("shared_node_route").asText()).isEqualTo("/service/web");
        Ockam phone = orchestrator.ockam("phone");
        phone.run("project", "enroll", details.path("enrollment_ticket").asText());
        assertThat(phone.run("message", "send", "hello", "--to", "/project/default/service/echo"))
                .isEqualTo("hello");
        assertThat(mails(invitation)).isOne();
    }

    private static long mails(Invitation invitation) {
        return orchestrator.outbox().links("bob@example.org").stream()
                .filter(link -> link.endsWith(invitation.id()))
                .count();
    }

    /** C-36 and C-37: for anybody else there is none. */
    @Test
    void somebodyElsesInvitationIsNone() {
        Invitation invitation = Invitation.toService(ada, "carl@example.org", ada.identifier(), "web");
        for (String verb : new String[] {"show", "accept"}) {
            assertThat(bob.refused("share", verb, invitation.id())).contains("404 NotFound");
        }
        assertThat(bob.refused("share", "accept", "3fa85f64-5717-4562-b3fc-2c963f66afa6"))
                .contains("404 NotFound");
    }

    /** C-36: an invitation to administer a project. */
    @Test
    void anInvitationToAProjectMakesAnAdministrator() {
        String space = ada.json("space", "create", "workshop").path("name").asText();
        JsonNode project = ada.json("project", "create", space, "bench");
        JsonNode sent =
                ada.json("share", "create", "project", project.path("id").asText(), "bob@example.org");
        assertThat(sent.path("grant_role").asText()).isEqualTo("Admin");
        assertThat(bob.json("share", "accept", sent.path("id").asText()).path("target_id"))
                .isEqualTo(project.path("id"));
        bob.run("project", "list");
        assertThat(bob.run("project", "ticket", "--project", "bench")).startsWith("/dnsaddr/");
    }

    /** C-38: from one computer of a person to another. */
    @Test
    void somebodyInvitesThemselves() {
        Ockam second = orchestrator.enrolled("ada2", "ada@example.org");
        Invitation invitation = Invitation.toService(ada, "ada@example.org", ada.identifier(), "mine");
        second.run("share", "accept", invitation.id());
        assertThat(second.json("share", "show", invitation.id())
                        .at("/service_access_details/shared_node_identity")
                        .asText())
                .isEqualTo(ada.identifier());
    }

    /** What a project of somebody else is said to be, or a date that is none, is refused. */
    @Test
    void whatIsWrongIsSaidToBeWrong() {
        String project = ada.json("project", "show", "default").path("id").asText();
        assertThat(bob.refused("share", "create", "project", project, "carl@example.org"))
                .containsAnyOf("403 Forbidden", "404 NotFound");
        assertThat(ada.refused("share", "create", "project", project, "carl@example.org", "--expires-at", "yesterday"))
                .contains("400 BadRequest");
    }
}
