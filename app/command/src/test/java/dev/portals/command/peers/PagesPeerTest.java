package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.application.Application;
import dev.portals.engine.application.SignIn;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real Chromium walks through every page by keyboard, on a phone and on a desktop; each page is looked at in light and in
 * dark, and its picture kept in {@code target/pages}.
 */
@Tag("peer")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PagesPeerTest {
    private static final int PHONE = 390;
    private static final int DESKTOP = 1280;

    @TempDir
    private static Path directory;

    private static Orchestrator orchestrator;
    private static Outbox outbox;
    private static Chromium chromium;
    private static Application ada;
    private static ChromiumPage administrator;
    private static final List<Application> applications = new ArrayList<>();

    @BeforeAll
    static void start() {
        Path home = directory.resolve("orchestrator");
        orchestrator = Orchestrator.start(new OrchestratorSettings.Builder()
                .set("home", home.toString())
                .set("http", "127.0.0.1:0")
                .set("controller", "127.0.0.1:0")
                .set("gateway", "127.0.0.1:0")
                .build());
        outbox = new Outbox(home.resolve("outbox"));
        chromium = new Chromium(directory);
        ada = application("ada");
        ada.enroll(
                        base(),
                        new SignIn.Browser(page -> Thread.ofVirtual().start(() -> {
                            ChromiumPage browser =
                                    chromium.newPerson().look(DESKTOP, false).open(page.toString());
                            signIn(browser, "ada@example.org");
                        })))
                .join();
        ada.openPortal("pictures", "127.0.0.1:8000", "http", "Our summer pictures, all of them")
                .join();
        ada.openPortal("a-portal-whose-name-goes-on-and-on-until-nobody-reads-it-to-end", "127.0.0.1:22", "ssh", null)
                .join();
        ada.invite("pictures", "dora@example.org").join();
        administrator = chromium.newPerson();
        Walk walk = new Walk(administrator, PHONE);
        administrator
                .open(orchestrator.firstAdministrator().orElseThrow().toString())
                .shows("Welcome to your installation");
        walk.look("first-administrator");
        administrator.tabTo("Your e-mail address").type("root@example.org");
        administrator.tabTo("Your name").type("Root").enter().shows("My account");
    }

    @AfterAll
    static void stop() {
        applications.forEach(Application::close);
        chromium.close();
        orchestrator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESKTOP})
    void everyPageOfAPersonWorksByKeyboard(int width) {
        Walk walk = new Walk(chromium.newPerson(), width);
        ChromiumPage page = walk.page;
        String me = "bob" + width + "@example.org";

        page.open(base() + "/").shows("Share a service");
        walk.look("home");
        page.press("Enter the code of a device").shows("Sign in");
        walk.look("sign-in");
        page.tabTo("E-mail").type(me).enter().shows("Check your inbox");
        walk.look("code");
        page.tabTo("Six digits").type("000000").enter().says("That is not the code");
        walk.look("code-wrong", "400");
        page.tabTo("Six digits").type(outbox.code(me, 0)).enter().shows("Enter the code");
        walk.look("device");
        page.tabTo("Code").type("ABCD-EFGH").enter().says("No device waits");
        walk.look("device-wrong", "400");

        // The app on a computer without a browser shows a code.
        Application first = application("first" + width);
        CompletableFuture<String> code = new CompletableFuture<>();
        CompletableFuture<?> enrolled = first.enroll(base(), new SignIn.Code((where, shown) -> code.complete(shown)));
        page.tabTo("Code").type(code.join()).enter().shows("Sign in on your other device?");
        walk.look("device-confirm");
        page.press("Allow").shows("Your device is signed in");
        walk.look("device-done");
        enrolled.join();

        // The app on this computer opens the browser, in which somebody signed in an hour ago.
        anHourPasses();
        Application second = application("second" + width);
        CompletableFuture<?> again = second.enroll(
                base(), new SignIn.Browser(where -> Thread.ofVirtual().start(() -> page.open(where.toString()))));
        page.shows("Sign in to the app?");
        walk.look("app-confirm");
        page.press("Allow").shows("You are signed in");
        walk.look("app-done");
        again.join();

        page.open(base() + "/account").shows("My account");
        walk.look("account");
        page.tabTo("Name, shown in your invitations")
                .type("Bob, whose name is long but can be read")
                .enter()
                .until("document.querySelector('#name').value.startsWith('Bob, whose')");
        page.press("Invitations").shows("Invitations");
        walk.look("invitations-none");

        ada.invite("pictures", me).join();
        ada.invite("a-portal-whose-name-goes-on-and-on-until-nobody-reads-it-to-end", me)
                .join();
        first.openPortal("music", "127.0.0.1:9", null, null).join();
        first.invite("music", "carl@example.org").join();
        page.open(base() + "/invitations").says("pictures");
        walk.look("invitations");
        page.press("Accept pictures").shows("invites you to");
        walk.look("invitation");
        String id = page.location().replaceFirst(".*/", "");
        assertThat(page.evaluate("document.querySelector('.primary').href").asText())
                .isEqualTo("ockam://invitations/accept/" + id);
        first.accept(id, 0).join();
        page.open(base() + "/invitations").says("Accepted by you");
        walk.look("invitations-accepted");
        page.press("Decline a-portal-whose-name-goes-on-and-on-until-nobody-reads-it-to-end")
                .says("Nothing waits for you");
        page.says("can be sent again in");
        tenMinutesPass();
        page.press("My account").shows("My account");
        page.press("Invitations").shows("Invitations");
        page.press("Send again to carl@example.org").says("can be sent again in");
        walk.look("invitations-sent-again");
        page.press("Revoke the invitation of carl@example.org").until("!document.body.innerText.includes('carl@')");

        page.press("My account").shows("My account");
        walk.look("account-full");
        String device = second.state().identifier();
        page.press("Remove the device " + device).until("!document.body.innerText.includes('" + device + "')");

        page.open(base() + "/nothing-here").until("document.readyState === 'complete'");
        walk.look("not-found", "404");
        page.open(base() + "/sign-in/link/" + "A".repeat(43)).until("document.readyState === 'complete'");
        walk.look("over", "410", "404");

        page.open(base() + "/account").press("Sign out everywhere").shows("You are signed out");
        walk.look("signed-out");
        page.open(base() + "/account").shows("Sign in");
    }

    /** Everything that can be reached by links from the administrators' first page. */
    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESKTOP})
    void everyPageOfAnAdministratorCanBeReadAndIsReachedByKeyboard(int width) {
        Walk walk = new Walk(administrator, width);
        ChromiumPage page = walk.page;
        page.open(base() + "/account").press("Administration").until("location.pathname === '/admin'");
        Deque<String> ahead = new ArrayDeque<>(List.of("/admin"));
        Set<String> seen = new LinkedHashSet<>();
        while (!ahead.isEmpty()) {
            String path = ahead.remove();
            if (seen.add(path)) {
                page.open(base() + path);
                walk.look(path.substring(1)
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+", "one")
                        .replace('/', '-'));
                page.evaluate("[...document.querySelectorAll('main a, nav a')].map(a => a.pathname)"
                                + ".filter(path => path.startsWith('/admin'))")
                        .forEach(link -> ahead.add(link.asText()));
            }
        }
        assertThat(seen)
                .contains("/admin/users", "/admin/projects", "/admin/relays", "/admin/invitations", "/admin/mail")
                .hasSizeGreaterThan(10);
    }

    /** One person on one kind of screen. */
    private static final class Walk {
        private final ChromiumPage page;
        private final int width;

        Walk(ChromiumPage page, int width) {
            this.page = page;
            this.width = width;
            page.look(width, false);
        }

        /** Looks at the page in both lights. */
        void look(String name, String... expectedComplaints) {
            for (boolean dark : new boolean[] {true, false}) {
                page.look(width, dark)
                        .picture(Path.of("target", "pages", name + "-" + width + (dark ? "-dark" : "-light") + ".png"))
                        .isSound(expectedComplaints);
            }
        }
    }

    private static void signIn(ChromiumPage browser, String email) {
        browser.shows("Sign in").tabTo("E-mail").type(email).enter().shows("Check your inbox");
        browser.tabTo("Six digits").type(outbox.code(email, 0)).enter().shows("You are signed in");
    }

    private static Application application(String name) {
        Application application = Application.open(directory.resolve(name));
        applications.add(application);
        return application;
    }

    private static void anHourPasses() {
        update("UPDATE web_sessions SET created_at = created_at - 3600");
    }

    private static void tenMinutesPass() {
        update("UPDATE invitations SET mailed_at = mailed_at - 600");
    }

    private static void update(String sql) {
        String database = "jdbc:sqlite:" + directory.resolve("orchestrator").resolve("orchestrator.db");
        try (Connection connection = DriverManager.getConnection(database + "?busy_timeout=30000");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static URI base() {
        return orchestrator.publicAddress().base();
    }
}
