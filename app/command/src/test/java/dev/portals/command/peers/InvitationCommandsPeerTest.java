package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.command.InProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T-5 and T-6 by the command line: inviting many, and links of every kind (spec 05 section 16). */
@Tag("peer")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvitationCommandsPeerTest {
    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int NOT_ENROLLED = 3;
    private static final int OFFLINE = 4;
    private static final int DENIED = 5;
    private static final int NOT_FOUND = 6;
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    private static Path directory;

    private static TransferService service;
    private static OrchestratorProcess orchestrator;
    private static AppProcess ada;
    private static AppProcess bob;

    @BeforeAll
    static void start() throws Exception {
        service = new TransferService();
        orchestrator = new OrchestratorProcess(directory, "--set", "plans.basic.invitations-a-day=6");
        ada = AppProcess.enrolled(orchestrator, directory, "ada", ADA);
        bob = new AppProcess(directory, "bob");
        ada.run("open", "web", String.valueOf(service.port()));
        ada.run("open", "files", String.valueOf(service.port()));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : List.of(ada, bob, orchestrator, service)) {
            each.close();
        }
    }

    private static JsonNode people(String portal) {
        return AppProcess.portal(ada.status(), portal).path("people");
    }

    private static String invitation(String portal, String email) {
        for (JsonNode each : people(portal)) {
            if (each.path("email").asText().equals(email)) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError("no invitation for " + email + " in " + people(portal));
    }

    // ---- T-5

    @Test
    @Order(1)
    void manyAreInvitedAtOnceEachOnceAndOneselfToo() {
        InProcess.Result result =
                ada.result("invite", "web", "Bob <bob@example.org>; carl@example.org", "CARL@example.org", ADA);
        assertThat(result.code()).as(result.output()).isEqualTo(OK);
        assertThat(result.output()).contains("\"count\":3");
        assertThat(people("web").findValuesAsText("email")).containsExactlyInAnyOrder(BOB, "carl@example.org", ADA);
        assertThat(orchestrator.outbox().invitation("carl@example.org"))
                .endsWith(invitation("web", "carl@example.org"));
    }

    @Test
    @Order(2)
    void whereOneIsNoAddressNobodyIsInvited() {
        InProcess.Result result = ada.result("invite", "files", "dora@example.org", "eve@");
        assertThat(result.code()).isEqualTo(USAGE);
        assertThat(result.output()).contains("eve@");
        assertThat(people("files")).isEmpty();
        assertThat(ada.result("invite", "nothing", BOB).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Order(3)
    void anInvitationHoldsForAsLongAsWasSaidAndIsDrawnForACamera() {
        JsonNode before = ada.run("settings", "set", "invitation-days", "3");
        assertThat(before.path("value").asText()).isEqualTo("3");
        ada.run("invite", "files", BOB);
        ada.run("invite", "files", "frank@example.org", "--expires", "2h");
        assertThat(left("files", BOB)).isBetween(Duration.ofDays(2), Duration.ofDays(3));
        assertThat(left("files", "frank@example.org")).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(ada.result("invite", "files", BOB, "--expires", "0s").code()).isEqualTo(USAGE);
        InProcess.Result drawn = InProcess.run(
                "invite", "files", BOB, "--qr", "--link", "--home", ada.home().toString());
        assertThat(drawn.output()).contains("ockam://invitations/accept/" + invitation("files", BOB), "▀", "▄", "█");
    }

    private static Duration left(String portal, String email) {
        for (JsonNode each : people(portal)) {
            if (each.path("email").asText().equals(email)) {
                return Duration.between(
                        Instant.now(), Instant.parse(each.path("expires_at").asText()));
            }
        }
        throw new AssertionError("nobody is " + email);
    }

    @Test
    @Order(4)
    void oneThatFailsAmongThreeIsSaidAndTheOthersAreInvited() {
        InProcess.Result result = ada.result("invite", "web", "gus@example.org", "hal@example.org", "ida@example.org");
        assertThat(result.code()).as(result.output()).isEqualTo(DENIED);
        assertThat(result.output())
                .contains("\"event\":\"invited\"", "gus@example.org", "\"event\":\"not_invited\"", "a day");
        assertThat(people("web").findValuesAsText("email"))
                .contains("gus@example.org")
                .doesNotContain("hal@example.org", "ida@example.org");
    }

    // ---- T-6

    @Test
    @Order(5)
    void aLinkOfSomebodyWhoIsNotSignedInLeadsThere() {
        InProcess.Result result = bob.result("accept", "ockam://invitations/accept/" + invitation("web", BOB));
        assertThat(result.code()).isEqualTo(NOT_ENROLLED);
        bob.enroll(orchestrator, BOB);
    }

    @Test
    @Order(6)
    void aLinkIsAcceptedAtOnceAndOnceMoreWithoutHarm() throws Exception {
        String link = orchestrator.outbox().links(BOB).stream()
                .filter(each -> each.endsWith(invitation("web", BOB)))
                .findFirst()
                .orElseThrow();
        bob.until(
                "the invitation", state -> state.path("invitations").toString().contains(invitation("web", BOB)));
        JsonNode accepted = bob.run("accept", link);
        TransferService.transfer(AppProcess.port(accepted), 1000, 1000);
        assertThat(bob.run("accept", link).path("address")).isEqualTo(accepted.path("address"));
    }

    @Test
    @Order(7)
    void aLinkOfAnotherPersonOrOfNobodyIsNotFound() {
        for (String link : List.of(
                "ockam://invitations/accept/" + invitation("web", "carl@example.org"),
                "ockam://invitations/accept/00000000-0000-4000-8000-000000000000")) {
            InProcess.Result result = bob.result("accept", link);
            assertThat(result.code()).as(link + "\n" + result.output()).isEqualTo(NOT_FOUND);
        }
    }

    @Test
    @Order(8)
    void whatWasTakenBackCannotBeAccepted() {
        String id = invitation("files", BOB);
        ada.run("revoke", id);
        bob.until(
                "no invitation", state -> !state.path("invitations").toString().contains(id));
        assertThat(bob.result("accept", "ockam://invitations/accept/" + id).code())
                .isEqualTo(NOT_FOUND);
    }

    @Test
    @Order(9)
    void linksThatAreNoneDoNothing() {
        String before = bob.status().path("reachable").findValuesAsText("id").toString();
        for (String link : List.of(
                "ockam://invitations/decline/" + invitation("web", BOB),
                "ockam://portals/accept/" + invitation("web", BOB),
                "ockam://invitations/accept/../../etc/passwd",
                "ockam://invitations/accept/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ockam://invitations/accept/" + "a".repeat(5000),
                "ockam://invitations/accept/a\u001b[2J\nb",
                "")) {
            InProcess.Result result =
                    InProcess.run("accept", link, "--home", bob.home().toString());
            assertThat(result.code()).as(link).isEqualTo(USAGE);
            assertThat(result.output()).as(link).doesNotContain("\u001b").hasSizeLessThan(1000);
        }
        assertThat(bob.status().path("reachable").findValuesAsText("id").toString())
                .isEqualTo(before);
    }

    // ---- T-5, the end: without a server

    @Test
    @Order(10)
    void withoutAConnectionNobodyIsInvitedAndItIsSaid() {
        int before = people("web").size();
        orchestrator.stop();
        InProcess.Result result = ada.result("invite", "web", "zoe@example.org");
        assertThat(result.code()).as(result.output()).isEqualTo(OFFLINE);
        assertThat(people("web")).hasSize(before);
    }
}
