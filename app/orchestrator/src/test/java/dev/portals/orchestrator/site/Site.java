package dev.portals.orchestrator.site;

import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.provider.SignInProvider;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.web.Proxies;
import dev.portals.orchestrator.web.Routes;
import dev.portals.orchestrator.web.WebServer;
import dev.portals.vault.SoftwareVault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An account service with a database of its own, on a port of its own, whose mail a test reads. */
final class Site implements AutoCloseable {
    /** Mail with a code. */
    record Letter(String email, String code, String path) {}

    final Queue<Letter> mail = new ConcurrentLinkedQueue<>();
    final Database database;
    final Accounts accounts;
    final AuditLog audit;
    /** What everybody's plan soon gives no more. */
    volatile List<PlanNotices.Notice> notices = List.of();

    final AccountSite site;
    final URI base;

    private final WebServer server;

    Site(Path directory, InstantSource clock) {
        this(directory, clock, List.of());
    }

    Site(Path directory, InstantSource clock, List<SignInProvider> providers) {
        this(Database.sqlite(directory.resolve("site.db")), clock, providers);
    }

    Site(Database database, InstantSource clock, List<SignInProvider> providers) {
        try {
            this.server = WebServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        PublicAddress address =
                PublicAddress.of("http://localhost:" + server.address().getPort());
        this.base = address.base();
        this.database = database;
        this.accounts = new Accounts(database, clock);
        this.audit = new AuditLog(database, clock);
        this.site = new AccountSite(
                database,
                clock,
                address,
                accounts,
                audit,
                new Clients(List.of("configured")),
                (handle, id, email, code, path, life) -> mail.add(new Letter(email, code, path)),
                SoftwareVault.inMemory(),
                providers,
                (user, device) -> accounts.unbind(device, user.id()),
                user -> notices);
        Routes routes = new Routes();
        site.addTo(routes);
        server.serve(address, new Proxies(List.of()), routes);
    }

    Browser browser() {
        return new Browser(base);
    }

    /** Asks for a code in a browser; the letter that came. */
    Letter ask(Browser browser, String email, String to) {
        mail.clear();
        browser.get("/sign-in?to=" + to);
        HttpResponse<String> answer = browser.post("/sign-in", Map.of("email", email, "to", to));
        if (mail.isEmpty()) {
            throw new AssertionError("no mail, but " + answer.statusCode() + ": " + answer.body());
        }
        return mail.remove();
    }

    /** Signs in in a browser. */
    HttpResponse<String> signIn(Browser browser, String email) {
        Letter letter = ask(browser, email, "/account");
        browser.get("/sign-in/code");
        return browser.post("/sign-in/code", Map.of("code", letter.code()));
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
