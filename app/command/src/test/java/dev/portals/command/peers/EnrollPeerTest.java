package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real ockam enrolls at an orchestrator of ours (spec 04 sections 2 and 3.12, checklist C-5 to C-10, C-18 and C-22). */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EnrollPeerTest {
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}");
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;

    @BeforeAll
    static void start() {
        orchestrator = new OrchestratorProcess(directory);
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
    }

    /** C-5, C-8 and C-22: from nothing to a relay, with a code that is typed elsewhere. */
    @Test
    void onAnEmptyInstallationACodeTypedElsewhereLeadsToSpaceProjectAndRelay() {
        Ockam ockam = orchestrator.ockam("ada");
        try (Program enroll = ockam.start("enroll");
                Person ada = orchestrator.person()) {
            assertThat(orchestrator.page("ada")).isEqualTo(orchestrator.url() + "/device");
            Matcher code = CODE.matcher(enroll.await(AT_MOST, line -> line.contains("one-time code")));
            assertThat(code.find()).isTrue();
            ada.signIn(orchestrator.url() + "/device", "ada@example.org");
            ada.allow(code.group());
            assertThat(enroll.exit(AT_MOST)).isZero();
            assertThat(enroll.output())
                    .contains("Signed into account <ada@example.org> and activated this machine.")
                    .contains("Found existing Space ada")
                    .contains("This Space has a Basic Subscription attached to it.")
                    .contains("Created a new Project named default.")
                    .contains("is now enrolled with Ockam Orchestrator.");
        }

        assertThat(ockam.run("relay", "create", "blue", "--output", "json"))
                .contains("\"Up\"", "\"remote_address\": \"forward_to_blue\"");

        JsonNode project = ockam.json("project", "show", "default");
        assertThat(project.path("running").asBoolean()).isTrue();
        assertThat(project.path("users")).extracting(JsonNode::asText).containsExactly("ada@example.org");
        JsonNode status = ockam.json("status");
        assertThat(status.at("/identities/0/status/Enrolled/email").asText()).isEqualTo("ada@example.org");
        assertThat(status.at("/spaces/0/subscription/is_free_trial").asBoolean(true))
                .isFalse();
    }

    /** C-6, C-7 and C-9: the second computer, by way of the browser on it. */
    @Test
    void aSecondComputerFindsTheSpaceAndTheProjectOfTheFirst() {
        String first = orchestrator
                .enrolled("bob", "bob@example.org")
                .json("project", "show", "default")
                .path("id")
                .asText();

        Ockam second = orchestrator.ockam("bob2");
        try (Program enroll = second.start("enroll", "--authorization-code-flow");
                Person bob = orchestrator.person()) {
            String page = orchestrator.page("bob2");
            assertThat(page).startsWith(orchestrator.url() + "/authorize?client_id=portals&");
            bob.signIn(orchestrator.url() + "/sign-in", "Bob@Example.org");
            assertThat(bob.get(page).uri().getPath()).isEqualTo("/device/success");
            assertThat(enroll.exit(AT_MOST)).isZero();
            assertThat(enroll.output())
                    .contains("Found existing Space bob")
                    .contains("Found Project named default.")
                    .doesNotContain("creating a new one...\n  ✔ Created a new Project");
        }
        assertThat(second.json("project", "show", "default").path("id").asText())
                .isEqualTo(first);
        assertThat(second.json("space", "list")).hasSize(1);
        assertThat(second.json("project", "list")).hasSize(1);
    }

    /** C-10, as far as the command asks for it: 0.150 sends nothing, whether forced or not. */
    @Test
    void whoHasEnrolledIsToldSo() {
        Ockam carl = orchestrator.enrolled("carl", "carl@example.org");
        for (String[] command : new String[][] {{"enroll"}, {"enroll", "--force"}}) {
            assertThat(carl.ends(0, command)).contains("already enrolled");
        }
    }

    /** C-18. */
    @Test
    void versionsAreShown() {
        Ockam dora = orchestrator.enrolled("dora", "dora@example.org");
        String version = dora.run("project", "version");
        assertThat(version).isNotBlank();
        JsonNode shown = dora.json("status").path("orchestrator_version");
        assertThat(shown.path("project_version").asText()).isEqualTo(version);
        assertThat(shown.path("version").asText()).isNotBlank();
    }
}
