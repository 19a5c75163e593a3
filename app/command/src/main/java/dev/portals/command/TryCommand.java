package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.NodeSettings;
import dev.portals.transport.tcp.HostnamePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code portals try}: the whole path on one computer. A relay, an authority, Ada with a service and Bob with a localhost
 * port, each a process with a home of its own; Bob joins by Ada's ticket and fetches her service through the portal.
 */
@Command(
        name = "try",
        description =
                "Shows a portal on this computer: relay, authority, Ada's service, Bob's localhost. Ends on Ctrl-C.",
        mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
    private static final String PROJECT = "demo";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--service",
            paramLabel = "HOST:PORT",
            description = "Share this service of yours instead of a sample page.")
    private @Nullable String service;

    @Option(
            names = "--once",
            description = "End when the bytes have come through: exit code 0 if they are equal, else what failed.")
    private boolean once;

    @Option(names = "--json", description = "Print one step a line, as JSON.")
    private boolean json;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(this::cleanUp, "clean-up");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            String address = show();
            if (!once) {
                say("open", "Open http://" + address + "/ or connect to " + address + "; Ctrl-C ends it all.", address);
                over.await();
            }
            return ExitCode.OK;
        } finally {
            cleanUp();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is running: this is Ctrl-C.
            }
        }
    }

    private String show() throws IOException {
        HostnamePort shared = service == null ? samplePage() : NodeSettings.hostAndPort("--service", service);
        Path homes = Files.createTempDirectory("portals-try");
        keep(() -> delete(homes));
        String relayHome = homes.resolve("relay").toString();
        String authorityHome = homes.resolve("authority").toString();
        String adaHome = homes.resolve("ada").toString();
        String bobHome = homes.resolve("bob").toString();

        String relayHistory = run("identity", "create", "--full", "--home", relayHome);
        String authorityHistory = run("identity", "create", "--full", "--home", authorityHome);
        String ada = run("identity", "create", "--home", adaHome);
        run("identity", "create", "--home", bobHome);
        say("identities", "Relay, authority, Ada and Bob each made an identity; the keys stay in their homes", homes);

        ChildNode relay = child(
                "the relay",
                "node",
                "--home",
                relayHome,
                "--listen",
                "127.0.0.1:0",
                "--relay-service",
                "--authority",
                authorityHistory,
                "--project-identifier",
                PROJECT,
                "--json");
        int relayPort = ChildNode.port(relay.await("ready", PATIENCE), "listen");
        say(
                "relay",
                "A relay node listens on 127.0.0.1:" + relayPort + "; it will carry bytes it can't read",
                relayPort);

        ChildNode authority = child(
                "the authority",
                "authority",
                "--home",
                authorityHome,
                "--listen",
                "127.0.0.1:0",
                "--project-identifier",
                PROJECT,
                "--trusted-identities",
                "{\"" + ada + "\":{\"ockam-role\":\"enroller\",\"ockam-relay\":\"*\"}}",
                "--json");
        int authorityPort = ChildNode.port(authority.await("ready", PATIENCE), "listen");
        say(
                "authority",
                "A credential authority listens on 127.0.0.1:" + authorityPort + "; it knows Ada",
                authorityPort);

        String ticket = run(
                "ticket",
                "--home",
                adaHome,
                "--project-name",
                PROJECT,
                "--project-route",
                "/dnsaddr/localhost/tcp/" + relayPort + "/service/" + PROJECT + "/service/api",
                "--project-history",
                relayHistory,
                "--authority",
                authorityHistory,
                "--authority-route",
                "/dnsaddr/localhost/tcp/" + authorityPort + "/service/api");
        say("ticket", "Ada got a ticket for Bob, good for one use", ticket.length());
        run("join", "--home", adaHome, ticket);
        ChildNode adaNode = child(
                "Ada's node",
                "node",
                "--home",
                adaHome,
                "--outlet",
                "web=" + shared,
                "--relay",
                "ada=/project/" + PROJECT,
                "--json");
        adaNode.await("relay_up", PATIENCE);
        say("outlet", "Ada shares " + shared + " and is reachable through the relay as “ada”", shared);

        run("join", "--home", bobHome, ticket);
        say("join", "Bob joined with the ticket and has a credential", PROJECT);
        ChildNode bobNode = child(
                "Bob's node",
                "node",
                "--home",
                bobHome,
                "--authorized",
                ada,
                "--inlet",
                "127.0.0.1:0=/project/" + PROJECT + "/service/forward_to_ada/secure/api/service/web",
                "--json");
        JsonNode ready = bobNode.await("ready", PATIENCE);
        bobNode.await("inlet_up", PATIENCE);
        String local = ready.path("inlets").path(0).asText();
        say(
                "inlet",
                "Bob has Ada's service on " + local + ", encrypted from end to end, with Ada's identity checked",
                local);

        byte[] direct = fetch(shared.host(), shared.port());
        byte[] through = fetch("127.0.0.1", ChildNode.port(ready, "inlets"));
        if (!Arrays.equals(direct, through)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "what came through the portal (" + through.length + " bytes) is not what the service says ("
                            + direct.length + " bytes)");
        }
        say(
                "fetch",
                direct.length == 0
                        ? "Bob's connection reached the service, which waits for its client to speak"
                        : "Bob fetched " + direct.length + " bytes through the portal, and they are equal",
                direct.length);
        return local;
    }

    private HostnamePort samplePage() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = ("<!doctype html><meta charset=utf-8><title>A portal that works</title>"
                        + "<body style=\"font: 20px sans-serif; margin: 4em\"><h1>This page came through a portal.</h1>"
                        + "<p>It is served by Ada's computer and reached Bob's localhost through a relay that can't read it.</p>")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        keep(() -> server.stop(0));
        return new HostnamePort("127.0.0.1", server.getAddress().getPort());
    }

    /** Asks as a browser would and gives the answer without its head, whose date changes; nothing if it only listens. */
    private static byte[] fetch(String host, int port) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[8192];
            for (int n = in.read(chunk); n >= 0 && answer.size() < MOST_BYTES; n = in.read(chunk)) {
                answer.write(chunk, 0, n);
            }
        } catch (SocketTimeoutException e) {
            // It speaks another language and waits; what it said until now is compared.
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.OFFLINE, "nothing could be fetched from " + host + ":" + port + ": " + e.getMessage());
        }
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int body = text.startsWith("HTTP/") ? text.indexOf("\r\n\r\n") : -1;
        byte[] bytes = answer.toByteArray();
        return body < 0 ? bytes : Arrays.copyOfRange(bytes, body + 4, bytes.length);
    }

    private ChildNode child(String name, String... arguments) {
        ChildNode child = ChildNode.start(name, List.of(arguments));
        keep(child);
        return child;
    }

    /** A command of this program, run to its end in this process. */
    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        if (code != ExitCode.OK) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "“portals " + arguments[0] + "” failed: " + err.toString().strip());
        }
        return out.toString().strip();
    }

    private void say(String step, String text, Object value) {
        boolean colour =
                !json && System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        String tick = step.equals("open") ? "  " : colour ? "\u001b[32m✓\u001b[0m " : "✓ ";
        new Console(spec.commandLine().getOut(), json)
                .say(tick + text, Map.of("step", step, "value", value.toString()));
    }

    private synchronized void keep(AutoCloseable each) {
        opened.add(each);
    }

    /** Ends what was started, the last first; also on Ctrl-C. */
    private void cleanUp() {
        List<AutoCloseable> all;
        synchronized (this) {
            all = List.copyOf(opened).reversed();
            opened.clear();
        }
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(TryCommand.class).debug("cleaning up", e);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
