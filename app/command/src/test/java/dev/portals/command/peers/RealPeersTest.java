package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything around an orchestrator of ours is other people's: its database is PostgreSQL, its mail server Postfix, its sign-in
 * an OpenID provider, the browser Chromium, and both computers run a real ockam.
 */
@Tag("peer")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RealPeersTest {
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}");
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static final List<AutoCloseable> opened = new ArrayList<>();
    private static PostfixServer postfix;
    private static OpenIdServer openId;
    private static OrchestratorProcess orchestrator;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        PostgresServer postgres = keep(new PostgresServer());
        postfix = keep(new PostfixServer("ada", "bob"));
        openId = keep(new OpenIdServer());
        Map<String, String> settings = new HashMap<>(Map.of("database", postgres.address()));
        settings.putAll(postfix.orchestratorSettings());
        settings.putAll(openId.orchestratorSettings());
        orchestrator = keep(OrchestratorProcess.trusting(postfix.certificate(), directory, settings));
        openId.start(directory, orchestrator.url());
        chromium = keep(new Chromium(directory));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private static <T extends AutoCloseable> T keep(T each) {
        opened.add(each);
        return each;
    }

    @Test
    void adaSharesAServiceWithBob() throws IOException {
        ChromiumPage adas = chromium.newPerson().look(1280, false);
        Ockam ada = orchestrator.ockam("ada");
        try (Program enroll = ada.start("enroll")) {
            Matcher code = CODE.matcher(enroll.await(AT_MOST, line -> line.contains("one-time code")));
            assertThat(code.find()).isTrue();
            adas.open(orchestrator.page("ada")).shows("Sign in");
            adas.tabTo("E-mail").type("ada@example.org").enter().shows("Check your inbox");
            adas.tabTo("Six digits")
                    .type(postfix.mailbox("ada").code("ada@example.org", 0))
                    .enter()
                    .shows("Enter the code");
            adas.tabTo("Code").type(code.group()).enter().shows("Sign in on your other device?");
            adas.press("Allow").shows("Your device is signed in");
            assertThat(enroll.exit(AT_MOST)).as(enroll.output()).isZero();
        }
        assertThat(postfix.log()).contains("sasl_method=PLAIN, sasl_username=portals");

        ChromiumPage bobs = chromium.newPerson().look(1280, false);
        Ockam bob = orchestrator.ockam("bob");
        try (Program enroll = bob.start("enroll", "--authorization-code-flow")) {
            bobs.open(orchestrator.page("bob")).shows("Sign in");
            atTheProvider(bobs, "bob@example.org").shows("You are signed in");
            assertThat(enroll.exit(AT_MOST)).as(enroll.output()).isZero();
            assertThat(enroll.output()).contains("Signed into account <bob@example.org>");
        }

        try (TransferService service = new TransferService()) {
            ada.node("outlet");
            ada.run("tcp-outlet", "create", "--at", "outlet", "--to", "127.0.0.1:" + service.port());
            ada.run("relay", "create", "echo", "--to", "outlet");
            Invitation invitation = Invitation.toService(ada, "bob@example.org", ada.identifier(), "outlet");
            assertThat(postfix.mailbox("bob").invitation("bob@example.org")).endsWith(invitation.id());
            bobs.open(orchestrator.url() + "/invitations/" + invitation.id()).shows("invites you to");
            assertThat(bobs.text()).contains("ada@example.org");
            bob.json("share", "accept", invitation.id());
            String ticket = bob.json("share", "show", invitation.id())
                    .at("/service_access_details/enrollment_ticket")
                    .asText();
            Ockam laptop = orchestrator.ockam("laptop");
            laptop.run("project", "enroll", ticket);
            int port = Ockam.freePort();
            laptop.node("inlet");
            laptop.run("tcp-inlet", "create", "--at", "inlet", "--from", "127.0.0.1:" + port, "--via", "echo");
            TransferService.transfer(port, 1_000_000, 1_000_000);
            assertThat(service.accepted()).isOne();
        }
    }

    @Test
    void anInvitationToAMailboxThatDoesNotExistSaysSo() {
        Ockam carl = orchestrator.ockam("carl");
        ChromiumPage page = chromium.newPerson().look(1280, false);
        try (Program enroll = carl.start("enroll", "--authorization-code-flow")) {
            page.open(orchestrator.page("carl")).shows("Sign in");
            atTheProvider(page, "carl@example.org").shows("You are signed in");
            assertThat(enroll.exit(AT_MOST)).as(enroll.output()).isZero();
        }
        Invitation.toService(carl, "nobody@example.org", carl.identifier(), "web");
        Patience.until(
                "Postfix refuses nobody@example.org",
                () -> postfix.log().contains("<nobody@example.org>: Recipient address rejected"));
        Patience.until(
                "the page says so",
                () -> page.open(orchestrator.url() + "/invitations").text().contains("no such mail address"));
    }

    @Test
    void theProviderDoesNotVouchForEverybody() {
        ChromiumPage page = chromium.newPerson().look(390, true);
        page.open(orchestrator.url() + "/sign-in").shows("Sign in");
        atTheProvider(page, "unverified@example.org").shows("You were not signed in");
        assertThat(page.text()).contains("has not verified your e-mail address");
    }

    /** Signs in where the provider asks, and agrees to what we ask for. */
    private ChromiumPage atTheProvider(ChromiumPage page, String email) {
        page.press("Continue with openid").until("location.href.startsWith('" + openId.address() + "/interaction')");
        page.until("document.querySelector('[name=login]') !== null")
                .evaluate("document.querySelector('[name=login]').focus()");
        page.type(email);
        page.evaluate("document.querySelector('[name=password]').focus()");
        page.type("any").enter();
        return page.until("[...document.querySelectorAll('button')].some(b => b.textContent === 'Continue')")
                .press("Continue");
    }
}
