package dev.portals.orchestrator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.account.FirstAdministrator;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with their accounts can be found again, and no secret with it. */
class AuditTest {
    private static final String ADA = "ada@example.org";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Site site;
    private Browser browser;

    @BeforeEach
    void open() {
        site = new Site(directory, clock);
        browser = site.browser();
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    private List<String> entries() {
        return site.audit.latest("", 100, 0).reversed().stream()
                .map(entry -> entry.actor()
                        + ' '
                        + entry.action()
                        + ' '
                        + (entry.outcome() == AuditEntry.Outcome.DONE ? "done" : "refused"))
                .toList();
    }

    private String everything() {
        return site.audit.latest("", 100, 0).toString();
    }

    private static String wrong(Site.Letter letter) {
        return letter.code().equals("000000") ? "000001" : "000000";
    }

    @Test
    void signingInAndOutIsRecordedWithoutTheCode() {
        Site.Letter letter = site.ask(browser, ADA, "/account");
        browser.get("/sign-in/code");
        browser.post("/sign-in/code", Map.of("code", letter.code()));
        browser.get("/account");
        browser.post("/sign-out", Map.of());
        assertThat(entries()).containsExactly(ADA + " sign-in done", ADA + " sign-out done");
        assertThat(everything()).doesNotContain(letter.code(), letter.path());
    }

    @Test
    void aWrongCodeIsRecordedOnceAMinuteAndTheOneThatIsOneTooManyToo() {
        Site.Letter letter = site.ask(browser, ADA, "/account");
        browser.get("/sign-in/code");
        browser.post("/sign-in/code", Map.of("code", wrong(letter)));
        browser.post("/sign-in/code", Map.of("code", wrong(letter)));
        assertThat(entries()).containsExactly(ADA + " sign-in refused");
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            browser.post("/sign-in/code", Map.of("code", wrong(letter)));
        }
        clock.advance(Duration.ofMinutes(1));
        browser.post("/sign-in/code", Map.of("code", letter.code()));
        assertThat(entries()).hasSize(3).allMatch(entry -> entry.equals(ADA + " sign-in refused"));
        assertThat(everything())
                .contains("wrong code", "too many wrong codes")
                .doesNotContain(letter.code(), wrong(letter));
    }

    @Test
    void aCodeWithoutAnAttemptSaysNothingOfAnybody() {
        browser.get("/sign-in");
        browser.post("/sign-in/code", Map.of("code", "123456"));
        assertThat(entries()).isEmpty();
    }

    @Test
    void whoIsBlockedAndSignsInIsRecorded() {
        site.signIn(browser, ADA);
        User ada = site.accounts.byEmail(ADA).orElseThrow();
        site.database.change(handle -> site.accounts.setBlocked(handle, ada.id(), true));
        try (Browser other = site.browser()) {
            assertThat(site.signIn(other, ADA).statusCode()).isEqualTo(403);
        }
        assertThat(entries()).containsExactly(ADA + " sign-in done", ADA + " sign-in refused");
        assertThat(everything()).contains("the account is blocked");
    }

    @Test
    void tooManyRequestsForCodesAreRecordedByWhoAsksWhateverTheAddress() {
        for (int i = 0; i < 13; i++) {
            browser.get("/sign-in");
            browser.post("/sign-in", Map.of("email", ADA, "to", "/account"));
        }
        assertThat(entries()).containsExactly("127.0.0.1 sign-in.code refused");
        assertThat(everything()).contains(ADA);
    }

    @Test
    void renamingAndSigningOutEverywhereAreRecorded() {
        site.signIn(browser, ADA);
        browser.get("/account");
        browser.post("/account/name", Map.of("name", "Ada <b>L</b>"));
        browser.get("/account");
        browser.post("/account/sign-out-everywhere", Map.of());
        assertThat(entries())
                .containsExactly(
                        ADA + " sign-in done", ADA + " account.rename done", ADA + " sign-out.everywhere done");
        assertThat(everything()).contains("ada@example.org → Ada <b>L</b>");
    }

    @Test
    void theFirstAdministratorIsRecordedWithoutTheLink() {
        String link =
                new FirstAdministrator(site.database, site.accounts).newLink().orElseThrow();
        browser.get(link);
        browser.post(link, Map.of("email", "root@example.org", "name", "Root"));
        assertThat(entries())
                .containsExactly("root@example.org user.administrator done", "root@example.org sign-in done");
        assertThat(everything()).doesNotContain(link.substring(FirstAdministrator.PATH.length()));
    }

    @Test
    void aDeviceThatNobodyKnowsIsRecorded() {
        site.signIn(browser, ADA);
        browser.get("/device");
        browser.post("/device", Map.of("user_code", "AAAA-AAAA"));
        assertThat(entries()).containsExactly(ADA + " sign-in done", ADA + " device.allow refused");
        assertThat(everything()).doesNotContain("AAAA");
    }

    @Test
    void whatSoonIsUsedUpStandsOnTheAccountPageAsText() {
        site.signIn(browser, ADA);
        assertThat(browser.get("/account").body()).doesNotContain("class=\"banner\"");
        site.notices = List.of(new PlanNotices.Notice("The project “<i>x</i>” has 8 of 10 members", "Soon full."));
        assertThat(browser.get("/account").body())
                .contains("class=\"banner\"", "&lt;i&gt;x&lt;/i&gt;” has 8 of 10 members.", "Soon full.")
                .doesNotContain("<i>x</i>");
    }
}
