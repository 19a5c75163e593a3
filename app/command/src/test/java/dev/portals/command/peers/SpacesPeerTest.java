package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real ockam makes, shows and deletes spaces and projects at an orchestrator of ours, and says who else administers them
 * (spec 04 sections 3.4 to 3.9, checklist C-14 to C-17 and C-19).
 */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SpacesPeerTest {
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

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(field).asText())
                .toList();
    }

    /** C-17 and C-19. */
    @Test
    void spacesAndProjectsAreMadeShownAndDeletedAndANameIsGivenOnce() {
        JsonNode space = ada.json("space", "create", "team");
        assertThat(space.path("name").asText()).isEqualTo("team");
        assertThat(space.at("/subscription/name").asText()).isEqualTo("Basic");
        assertThat(ada.refused("space", "create", "team")).contains("409 Conflict");
        assertThat(texts(ada.json("space", "list"), "name")).contains("team");
        assertThat(ada.json("space", "show", "team")).isEqualTo(space);

        JsonNode project = ada.json("project", "create", "team", "web");
        assertThat(ada.refused("project", "create", "team", "web")).contains("409 Conflict");
        assertThat(texts(ada.json("project", "list"), "name")).contains("default", "web");
        assertThat(ada.json("project", "show", "web")).isEqualTo(project);
        assertThat(ada.json("project", "information", "web")).isEqualTo(project);
        assertThat(ada.run("project", "addon", "list", "--project", "web")).contains("okta", "Enabled: false");
        assertThat(ada.run("message", "send", "hello", "--to", "/project/web/service/echo"))
                .isEqualTo("hello");

        assertThat(ada.refused("project", "delete", "team", "web")).contains("Use --yes to confirm");
        ada.run("project", "delete", "team", "web", "--yes");
        assertThat(texts(ada.json("project", "list"), "name")).doesNotContain("web");
        ada.run("space", "delete", "team", "--yes");
        assertThat(texts(ada.json("space", "list"), "name")).doesNotContain("team");
    }

    /** C-14 and C-15 for a project: the client of whoever is added sees it and may act; of whoever is removed, nothing. */
    @Test
    void anAdministratorOfAProjectMayActFromTheFirstMomentToTheLast() {
        ada.run("space", "create", "house");
        ada.run("project", "create", "house", "shared");
        assertThat(ada.run("project-admin", "add", "Bob@Example.org", "shared")).isEqualTo("Bob@Example.org");
        assertThat(texts(ada.json("project-admin", "list", "shared"), "email"))
                .containsExactly("ada@example.org", "Bob@Example.org");

        assertThat(texts(bob.json("project", "list"), "name")).contains("shared");
        JsonNode enrolled = bob.json("project", "enroll", "--project", "shared");
        assertThat(enrolled.at("/credential/attributes/ockam-role").asText()).isEqualTo("enroller");
        assertThat(bob.run("project", "ticket", "--project", "shared")).startsWith("/dnsaddr/");

        assertThat(ada.run("project-admin", "delete", "Bob@Example.org", "shared", "--yes"))
                .isEqualTo("Bob@Example.org");
        assertThat(texts(ada.json("project-admin", "list", "shared"), "email")).containsExactly("ada@example.org");
        for (String[] command : new String[][] {
            {"project", "ticket", "--project", "shared"},
            {"project-member", "list-ids", "--project-name", "shared"},
            {"project", "enroll", "--project", "shared"}
        }) {
            assertThat(bob.refused(command)).contains("only administrators of the project get this credential");
        }
        assertThat(ada.refused("project-admin", "delete", "ada@example.org", "shared", "--yes"))
                .contains("the last administrator can't be removed", "409 Conflict");

        ada.run("project-admin", "add", "Bob@Example.org", "shared");
        assertThat(bob.run("project", "ticket", "--project", "shared")).startsWith("/dnsaddr/");
    }

    /** C-14 for a space. */
    @Test
    void anAdministratorOfASpaceIsOneOfItsProjects() {
        ada.run("space", "create", "club");
        ada.run("project", "create", "club", "hall");
        assertThat(ada.json("space-admin", "add", "Bob@Example.org", "club")
                        .path("email")
                        .asText())
                .isEqualTo("Bob@Example.org");
        assertThat(texts(bob.json("space", "list"), "name")).contains("club");
        assertThat(texts(bob.json("space-admin", "list", "club"), "email"))
                .containsExactly("ada@example.org", "Bob@Example.org");
        assertThat(texts(bob.json("project", "list"), "name")).contains("hall");
        assertThat(bob.run("project", "ticket", "--project", "hall")).startsWith("/dnsaddr/");

        assertThat(ada.run("space-admin", "delete", "Bob@Example.org", "club", "--yes"))
                .isEqualTo("Bob@Example.org");
        assertThat(bob.refused("project", "ticket", "--project", "hall"))
                .contains("only administrators of the project get this credential");
        // The command itself leaves out its own address, and sends nothing.
        assertThat(ada.ends(0, "space-admin", "delete", "ada@example.org", "club", "--yes"))
                .contains("You are about to delete ada@example.org");
        assertThat(texts(ada.json("space-admin", "list", "club"), "email")).containsExactly("ada@example.org");
    }

    /**
     * C-19: {@code reset --all} of the published 0.150 forgets what is on the computer and leaves the orchestrator alone; what
     * it would have asked of it is what {@code space delete} asks.
     */
    @Test
    void afterAResetEnrollingFindsEverythingAndAfterDeletingTheSpaceANewOne() {
        Ockam eve = orchestrator.enrolled("eve", "eve@example.org");
        String space = eve.json("space", "show").path("id").asText();
        String project = eve.json("project", "show").path("id").asText();
        assertThat(eve.ends(0, "reset", "--all", "--yes")).contains("Local Ockam configuration deleted");
        assertThat(eve.refused("space", "list")).contains("401 Unauthorized");

        Ockam again = orchestrator.enrolled("eve", "eve@example.org");
        assertThat(again.json("space", "show").path("id").asText()).isEqualTo(space);
        assertThat(again.json("project", "show").path("id").asText()).isEqualTo(project);
        again.run("space", "delete", again.json("space", "show").path("name").asText(), "--yes");
        assertThat(again.json("space", "list")).isEmpty();
        again.run("reset", "--yes");

        Ockam anew = orchestrator.enrolled("eve", "eve@example.org");
        assertThat(anew.json("space", "show").path("id").asText()).isNotEqualTo(space);
        assertThat(anew.json("project", "show").path("id").asText()).isNotEqualTo(project);
    }
}
