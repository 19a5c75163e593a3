package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.engine.account.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An orchestrator as a process of its own, which is killed and started again on what it had: home, ports, database. */
final class KilledOrchestrator implements AutoCloseable {
    private final Path home;
    private final @Nullable String database;
    private final int http = Ockam.freePort();
    private final int controller = Ockam.freePort();
    private final int gateway = Ockam.freePort();
    private Portals process;
    private Installation installation;
    private boolean up;

    /**
     * Starts it.
     *
     * @param database the address of a PostgreSQL database; null for a file
     */
    KilledOrchestrator(Path home, @Nullable String database) {
        this.home = home;
        this.database = database;
        start();
        JsonNode ready = process.event("ready");
        try {
            this.installation = new Installation(
                    URI.create("http://127.0.0.1:" + http),
                    MultiAddr.parse("/ip4/127.0.0.1/tcp/" + controller + "/service/api"),
                    Identifier.parse(ready.path("controller_identifier").asText()),
                    "portals");
        } catch (MultiAddrSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again; others see it with {@link #announce}. */
    void start() {
        List<String> arguments = new ArrayList<>(List.of("orchestrator", "--json", "--home", home.toString()));
        arguments.addAll(List.of("--http", "127.0.0.1:" + http, "--controller", "127.0.0.1:" + controller));
        arguments.addAll(List.of("--gateway", "127.0.0.1:" + gateway));
        arguments.addAll(List.of("--set", "plans.basic.projects=1000000"));
        arguments.addAll(List.of("--set", "plans.basic.invitations-a-day=1000000"));
        if (database != null) {
            arguments.addAll(List.of("--set", "database=" + database));
        }
        process = Portals.start(home, arguments.toArray(String[]::new));
    }

    /** Waits until everything answers. */
    void awaitReady() {
        process.event("ready");
    }

    synchronized void announce() {
        up = true;
        notifyAll();
    }

    /** kill -9. */
    void kill() {
        synchronized (this) {
            up = false;
        }
        process.kill();
    }

    /** Waits while it isn't there. */
    synchronized void awaitUp() throws InterruptedException {
        while (!up) {
            wait();
        }
    }

    Installation installation() {
        return installation;
    }

    URI url() {
        return installation.base();
    }

    Path outbox() {
        return home.resolve("outbox");
    }

    String output() {
        return process.output();
    }

    /** A look at its records beside it. */
    Connection records() throws SQLException {
        return database == null
                ? DriverManager.getConnection("jdbc:sqlite:" + home.resolve("orchestrator.db"))
                : DriverManager.getConnection("jdbc:" + database.replace("postgres:@", "") + "?user=postgres");
    }

    @Override
    public void close() {
        process.close();
    }
}
