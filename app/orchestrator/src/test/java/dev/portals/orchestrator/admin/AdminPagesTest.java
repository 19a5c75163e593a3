package dev.portals.orchestrator.admin;

import static dev.portals.orchestrator.admin.Town.ADA;
import static dev.portals.orchestrator.admin.Town.BOB;
import static dev.portals.orchestrator.admin.Town.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.audit.AuditEntry;
import dev.portals.orchestrator.site.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AdminPagesTest {
    private static final String DEVICE = "I" + "ab".repeat(32);
    private static final Duration TENTH = Duration.ofMillis(100);
    /** What a tenth of a second becomes at most on a computer that builds other things at the same time. */
    private static final Duration BUSY = Duration.ofMillis(1_000);

    private static final String MARKUP = "<script>alert(1)</script>";

    @TempDir
    private Path directory;

    private Town town;
    private Browser root;

    @BeforeEach
    void open() {
        town = new Town(directory);
        root = town.browser(ROOT);
    }

    @AfterEach
    void close() {
        root.close();
        town.close();
    }

    private String users(String email) {
        return "/admin/users/" + town.user(email).id();
    }

    private List<String> pages() {
        return List.of(
                "/admin",
                "/admin/users",
                users(ADA),
                "/admin/spaces",
                "/admin/spaces/space-p",
                "/admin/projects",
                "/admin/projects/p",
                "/admin/relays",
                "/admin/invitations",
                "/admin/mail",
                "/admin/mail/m",
                "/admin/mail/m/page",
                "/admin/audit");
    }

    private List<String> deeds() {
        return List.of(
                users(ADA) + "/block",
                users(ADA) + "/unblock",
                users(ADA) + "/administrator",
                users(ADA) + "/no-administrator",
                users(ADA) + "/plan",
                users(ADA) + "/sign-out",
                users(ADA) + "/devices/remove",
                "/admin/projects/p/relays/end",
                "/admin/projects/p/members/remove",
                "/admin/invitations/i/resend",
                "/admin/invitations/i/revoke",
                "/admin/mail/m/retry");
    }

    private void things() {
        town.project("p", ADA);
        town.invitation("i", ADA, BOB, "p");
        town.mail("m", "e", "failed", "text", "<p>text");
    }

    private List<String> done() {
        return town.audit.latest("", 100, 0).reversed().stream()
                .filter(entry -> entry.actor().equals(ROOT) && entry.outcome() == AuditEntry.Outcome.DONE)
                .map(entry -> entry.action() + ' ' + entry.object() + ' ' + entry.detail())
                .map(String::strip)
                .toList();
    }

    private HttpResponse<String> press(String page, String path, Map<String, String> fields) {
        assertThat(root.get(page).statusCode()).isEqualTo(200);
        return root.post(path, fields);
    }

    @Test
    void anAdministratorSeesEveryPage() {
        things();
        for (String page : pages()) {
            HttpResponse<String> answer = root.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain("<script");
        }
    }

    @Test
    void forEverybodyElseThereIsNothingThere() {
        things();
        try (Browser stranger = town.browser();
                Browser member = town.browser(ADA)) {
            for (String page : pages()) {
                assertThat(Browser.location(stranger.get(page))).as(page).startsWith("/sign-in?to=%2Fadmin");
                assertThat(member.get(page).statusCode()).as(page).isEqualTo(404);
            }
            member.get("/account");
            for (String deed : deeds()) {
                stranger.get("/sign-in");
                assertThat(stranger.post(deed, Map.of()).statusCode()).as(deed).isEqualTo(403);
                assertThat(member.post(deed, Map.of("plan", "small", "identifier", DEVICE, "name", "x"))
                                .statusCode())
                        .as(deed)
                        .isEqualTo(404);
            }
            assertThat(member.get("/account").body()).doesNotContain("Administration");
        }
        assertThat(town.user(ADA).administrator()).isFalse();
        assertThat(town.user(ADA).plan()).isEqualTo("basic");
        assertThat(town.value("SELECT state FROM invitations")).isEqualTo("pending");
        assertThat(town.value("SELECT state FROM mails WHERE id = 'm'")).isEqualTo("failed");
        assertThat(done()).isEmpty();
    }

    @Test
    void whoIsAnAdministratorNoMoreSeesNothingFromThenOn() {
        assertThat(root.get("/admin").statusCode()).isEqualTo(200);
        town.database.change(
                handle -> town.accounts.setAdministrator(handle, town.user(ROOT).id(), false));
        assertThat(root.get("/admin").statusCode()).isEqualTo(404);
    }

    @Test
    void aFormOfAnotherSiteDoesNothing() {
        things();
        root.get("/admin");
        for (String deed : deeds()) {
            assertThat(root.raw(deed, Map.of("plan", "small")).statusCode())
                    .as(deed)
                    .isEqualTo(403);
            assertThat(root.raw(deed, Map.of("csrf", "x".repeat(43))).statusCode())
                    .as(deed)
                    .isEqualTo(403);
            assertThat(root.get(deed).statusCode()).as("by a link: " + deed).isIn(404, 405);
        }
        assertThat(done()).isEmpty();
    }

    @Test
    void whoIsBlockedIsOutAtOnceAndComesBackWhenAdmittedAgain() {
        try (Browser ada = town.browser(ADA)) {
            assertThat(ada.get("/account").statusCode()).isEqualTo(200);
            assertThat(Browser.location(press(users(ADA), users(ADA) + "/block", Map.of())))
                    .isEqualTo(users(ADA));
            assertThat(ada.get("/account").statusCode()).isEqualTo(303);
            assertThat(root.get(users(ADA)).body())
                    .contains("Blocked", "/unblock")
                    .doesNotContain("/block\"");
            press(users(ADA), users(ADA) + "/unblock", Map.of());
            assertThat(town.user(ADA).blocked()).isFalse();
            assertThat(ada.get("/account").statusCode())
                    .as("the old session stays ended")
                    .isEqualTo(303);
        }
        assertThat(done()).containsExactly("user.block " + ADA, "user.unblock " + ADA);
    }

    @Test
    void anAdministratorMakesAnotherOneAndCannotLockThemselvesOut() {
        press(users(ADA), users(ADA) + "/administrator", Map.of());
        try (Browser ada = town.browser(ADA)) {
            assertThat(ada.get("/admin").statusCode()).isEqualTo(200);
            assertThat(root.get(users(ROOT)).body()).doesNotContain("/block\"", "/no-administrator\"");
            for (String deed : List.of("/block", "/no-administrator")) {
                HttpResponse<String> refused = press(users(ROOT), users(ROOT) + deed, Map.of());
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("Another administrator can do it.");
            }
            press(users(ADA), users(ADA) + "/no-administrator", Map.of());
            assertThat(ada.get("/admin").statusCode()).isEqualTo(404);
        }
        assertThat(town.user(ROOT).administrator()).isTrue();
        assertThat(town.user(ROOT).blocked()).isFalse();
        assertThat(done()).containsExactly("user.administrator " + ADA, "user.no-administrator " + ADA);
    }

    @Test
    void aPlanIsOneOfThoseThereAre() {
        press(users(ADA), users(ADA) + "/plan", Map.of("plan", "small"));
        assertThat(town.user(ADA).plan()).isEqualTo("small");
        assertThat(press(users(ADA), users(ADA) + "/plan", Map.of("plan", MARKUP))
                        .statusCode())
                .isEqualTo(400);
        assertThat(town.user(ADA).plan()).isEqualTo("small");
        assertThat(done()).containsExactly("user.plan " + ADA + " basic → small");
    }

    @Test
    void somebodyIsSignedOutEverywhereAndLosesADevice() {
        town.database.change(handle -> handle.execute(
                "INSERT INTO devices (identifier, user_id, bound_at, seen_at) VALUES (?, ?, 1, 1)",
                DEVICE,
                town.user(ADA).id()));
        try (Browser ada = town.browser(ADA)) {
            assertThat(root.get(users(ADA)).body()).contains(DEVICE, "Firefox on Linux");
            press(users(ADA), users(ADA) + "/sign-out", Map.of());
            assertThat(ada.get("/account").statusCode()).isEqualTo(303);
        }
        assertThat(press(users(ADA), users(ADA) + "/devices/remove", Map.of("identifier", "I123"))
                        .statusCode())
                .isEqualTo(400);
        press(users(ADA), users(ADA) + "/devices/remove", Map.of("identifier", DEVICE));
        assertThat(root.get(users(ADA)).body()).doesNotContain(DEVICE);
        assertThat(done()).containsExactly("user.sign-out " + ADA, "user.device.remove " + ADA + ' ' + DEVICE);
    }

    @Test
    void anInvitationIsSentAgainAndRevoked() {
        things();
        assertThat(root.get("/admin/invitations?state=pending").body()).contains("name-p", ADA, BOB, "Waiting");
        assertThat(root.get("/admin/invitations?state=accepted").body()).contains("There is no such invitation.");
        press("/admin/invitations", "/admin/invitations/i/resend", Map.of());
        assertThat(town.value("SELECT COUNT(*) FROM mails WHERE invitation_id = 'i'"))
                .isEqualTo("1");
        HttpResponse<String> tooSoon = press("/admin/invitations", "/admin/invitations/i/resend", Map.of());
        assertThat(tooSoon.statusCode()).isEqualTo(409);
        assertThat(tooSoon.body()).contains("It was sent a moment ago and can be sent again in 10 minutes.");
        assertThat(root.get("/admin/invitations").body())
                .contains("again in 10 minutes")
                .doesNotContain("Send again");
        press("/admin/invitations", "/admin/invitations/i/revoke", Map.of());
        assertThat(town.value("SELECT state FROM invitations")).isEqualTo("revoked");
        assertThat(press("/admin/invitations", "/admin/invitations/none/revoke", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(done()).containsExactly("invitation.resend i " + BOB, "invitation.revoke i " + BOB);
    }

    @Test
    void aMessageIsShownAndTriedAgain() {
        things();
        assertThat(root.get("/admin/mail").body()).contains("No mail server is set", "Hello &lt;b&gt;");
        HttpResponse<String> shown = root.get("/admin/mail/m");
        assertThat(shown.body()).contains("<iframe", " sandbox ", "550 &lt;i&gt;no&lt;/i&gt;");
        press("/admin/mail/m", "/admin/mail/m/retry", Map.of());
        assertThat(town.value("SELECT state FROM mails WHERE id = 'm'")).isIn("queued", "sent");
        assertThat(done()).containsExactly("mail.retry m " + BOB);
        town.mail("sent", "s", "sent", "text", "<p>text");
        assertThat(press("/admin/mail/sent", "/admin/mail/sent/retry", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aMessageCanDoNothingInTheBrowser() {
        town.mail("m", "e", "failed", MARKUP + "</pre>", "<p>" + MARKUP);
        assertThat(root.get("/admin/mail/m").body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;/pre&gt;")
                .doesNotContain("<script");
        HttpResponse<String> page = root.get("/admin/mail/m/page");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("sandbox; default-src 'none';")
                        .doesNotContain("allow-scripts"));
    }

    @Test
    void aMessageThatGivesAccessIsShownToNobody() {
        town.mail("m", "secret:sign-in:1", "failed", "code 123456", "<p>code 123456");
        assertThat(root.get("/admin/mail/m").body())
                .contains("gives access to an account", "outbox")
                .doesNotContain("123456");
        assertThat(root.get("/admin/mail/m/page").statusCode()).isEqualTo(404);
    }

    @Test
    void whateverPeopleCallThemselvesIsText() {
        things();
        town.accounts.rename(town.user(ADA).id(), MARKUP);
        town.database.change(handle -> {
            handle.execute("UPDATE projects SET name = ?", MARKUP);
            handle.execute("UPDATE spaces SET name = ?", MARKUP);
            handle.execute("UPDATE invitations SET node_route = ?, recipient_email = ?", MARKUP, MARKUP);
            handle.execute("UPDATE mails SET subject = ?, recipient = ?, error = ?", MARKUP, MARKUP, MARKUP);
            handle.execute("UPDATE web_sessions SET agent = ?", MARKUP);
            handle.execute("INSERT INTO project_users (project_id, email, email_key, role, scope)"
                    + " VALUES ('p', '<script>@x.org', '<script>@x.org', 1, 0)");
            handle.execute(
                    "INSERT INTO members (project_id, identifier, attributes, added_by, added_at, pre_trusted)"
                            + " VALUES ('p', ?, ?, 'x', 1, FALSE)",
                    DEVICE,
                    MARKUP);
        });
        town.audit.done(MARKUP, "a", MARKUP, MARKUP);
        town.audit.refused(MARKUP, "a", "\" onmouseover=\"alert(1)", MARKUP);
        for (String page : pages()) {
            if (!page.endsWith("/page")) {
                assertThat(root.get(page).body()).as(page).doesNotContain("<script");
            }
        }
        assertThat(root.get("/admin/users?q=" + "%22%3E%3Cscript%3E").body())
                .contains("value=\"&#34;>&lt;script>\"")
                .doesNotContain("<script");
    }

    @Test
    void listsAreLookedThroughPageByPage() {
        town.database.change(handle -> {
            for (int i = 0; i < 120; i++) {
                town.accounts.admit(handle, "person" + i + "@x.org", "");
            }
        });
        String first = root.get("/admin/users?q=person").body();
        assertThat(first).contains("href=\"/admin/users?q=person&amp;page=2\"").doesNotContain("rel=\"prev\"");
        assertThat(first.split("<tr>", -1)).hasSize(1 + 1 + 50);
        String last = root.get("/admin/users?q=person&page=3").body();
        assertThat(last).contains("rel=\"prev\"").doesNotContain("rel=\"next\"");
        assertThat(last.split("<tr>", -1)).hasSize(1 + 1 + 20);
        assertThat(root.get("/admin/users?q=person%25").body()).contains("There is nobody like that.");
        for (String page : List.of("0", "-1", "x", "99999", "9".repeat(30))) {
            assertThat(root.get("/admin/users?page=" + page).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAuditLogShowsRefusalsAloneWhenAsked() {
        town.audit.done(ADA, "project.create", "p", "");
        town.audit.refused(BOB, "project.delete", "p", "not yours");
        assertThat(root.get("/admin/audit").body()).contains("project.create", "project.delete");
        assertThat(root.get("/admin/audit?outcome=refused").body())
                .contains("project.delete", "not yours")
                .doesNotContain("project.create");
        assertThat(root.get("/admin/audit?q=BOB@").body())
                .contains("project.delete")
                .doesNotContain("project.create");
        assertThat(root.get("/admin").body()).contains("project.delete").doesNotContain("project.create");
    }

    @Test
    void whatRunsOutStandsOnTheOverviewTheProjectAndTheOwnersPage() {
        things();
        town.database.change(handle -> {
            town.accounts.setPlan(handle, town.user(ADA).id(), "small");
            for (int i = 0; i < 9; i++) {
                handle.execute(
                        "INSERT INTO members (project_id, identifier, attributes, added_by, added_at, pre_trusted)"
                                + " VALUES ('p', ?, '{}', 'x', 1, FALSE)",
                        "I" + i);
            }
        });
        String sentence = "The project “name-p” has 9 of 10 members";
        assertThat(root.get("/admin").body()).contains(sentence);
        assertThat(root.get("/admin/projects/p").body()).contains(sentence, "nobody else becomes a member");
        assertThat(root.get(users(ADA)).body()).contains(sentence);
        try (Browser ada = town.browser(ADA);
                Browser bob = town.browser(BOB)) {
            assertThat(ada.get("/account").body()).contains(sentence);
            assertThat(bob.get("/account").body()).doesNotContain(sentence);
        }
    }

    @Test
    void tenThousandOfEverythingAreShownInATenthOfASecond() {
        int many = 10_000;
        town.database.change(handle -> {
            PreparedBatch users = handle.prepareBatch("INSERT INTO users (id, sub, email, email_key, verified, name,"
                    + " nickname, picture, administrator, blocked, plan, created_at, updated_at) VALUES (:i, :e, :e, :e,"
                    + " TRUE, :e, '', '', FALSE, FALSE, 'small', :i, :i)");
            PreparedBatch spaces =
                    handle.prepareBatch("INSERT INTO spaces (id, name, name_key, created_at) VALUES (:e, :e, :e, :i)");
            PreparedBatch administrators = handle.prepareBatch(
                    "INSERT INTO space_administrators (space_id, email, email_key) VALUES (:e, :e, :e)");
            PreparedBatch projects = handle.prepareBatch("INSERT INTO projects (id, space_id, name, name_key, state,"
                    + " credential_life, relaying, created_at) VALUES (:e, :e, :e, :e, 'ready', 1, TRUE, :i)");
            PreparedBatch members = handle.prepareBatch("INSERT INTO members (project_id, identifier, attributes,"
                    + " added_by, added_at, pre_trusted) VALUES (:e, :e, '{}', '', 1, FALSE)");
            PreparedBatch invitations = handle.prepareBatch("INSERT INTO invitations (id, sender_id, recipient_email,"
                    + " recipient_key, scope, role, target_id, state, created_at, expires_at, mailed_at, mail_state)"
                    + " VALUES (:e, :i, :e, :e, 0, 1, :e, 'pending', :i, 99999999999, 0, 'sent')");
            PreparedBatch mails = handle.prepareBatch("INSERT INTO mails (id, event, recipient, subject, text, html,"
                    + " state, attempts, next_at, leased_until, error, created_at) VALUES (:e, :e, :e, :e, 't', 'h',"
                    + " 'failed', 1, 1, 0, '', 1)");
            PreparedBatch audit = handle.prepareBatch("INSERT INTO audit (at, actor, action, object, outcome, detail)"
                    + " VALUES (:i, :e, 'a.b', :e, 'REFUSED', '')");
            List<PreparedBatch> all =
                    List.of(users, spaces, administrators, projects, members, invitations, mails, audit);
            for (int i = 1; i <= many; i++) {
                for (PreparedBatch batch : all) {
                    batch.bind("i", i).bind("e", "many" + i + "@x.org").add();
                }
            }
            all.forEach(PreparedBatch::execute);
        });
        for (String page : List.of(
                "/admin",
                "/admin/users",
                "/admin/users?q=9999",
                "/admin/users?page=200",
                "/admin/spaces?q=many9999",
                "/admin/spaces?page=200",
                "/admin/projects?q=9999",
                "/admin/projects?page=200",
                "/admin/projects/many77@x.org",
                "/admin/invitations?q=nothing",
                "/admin/invitations?page=200",
                "/admin/mail?state=failed&page=200",
                "/admin/mail?q=nothing",
                "/admin/audit?q=nothing",
                "/admin/audit?page=200")) {
            assertThat(fastest(page)).as(page).isLessThan(BUSY);
        }
    }

    /** Others may compete for this computer: the fastest of some times is nearest to what it takes alone. */
    private Duration fastest(String page) {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < 40 && fastest.compareTo(TENTH) >= 0; i++) {
            long begun = System.nanoTime();
            assertThat(root.get(page).statusCode()).as(page).isEqualTo(200);
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
        }
        return fastest;
    }
}
