package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ada shares a service with Bob, through an orchestrator behind cables; each of them is a process of its own. It knows what
 * is so, because it makes it so, and compares that with what the two applications say.
 */
final class Faults implements AutoCloseable {
    static final String ADA = "ada@example.org";
    static final String BOB = "bob@example.org";
    private static final Set<String> OFFLINE_CODES = Set.of("FM-1", "FM-2", "FM-3");

    private final List<Cable> cables = List.of(new Cable(), new Cable(), new Cable());
    private final OrchestratorProcess orchestrator;
    private final EngineProcess ada;
    private final EngineProcess bob;
    private final int servicePort = Ockam.freePort();
    private final Set<Socket> served = ConcurrentHashMap.newKeySet();
    private final Map<String, Duration> longest = new TreeMap<>();
    private @Nullable ServerSocket service;
    private final int port;

    private boolean reachable = true;
    private boolean adaRuns = true;
    private boolean bobRuns = true;

    /** Begins with everything in order. */
    Faults(Path directory) {
        orchestrator = new OrchestratorProcess(
                directory,
                "--set",
                "public-url=http://localhost:" + cables.get(0).port(),
                "--set",
                "instance.public-controller-port=" + cables.get(1).port(),
                "--set",
                "instance.public-gateway-port=" + cables.get(2).port());
        cables.get(0).leadTo(orchestrator.httpPort());
        cables.get(1).leadTo(orchestrator.controllerPort());
        cables.get(2).leadTo(orchestrator.gatewayPort());
        ada = new EngineProcess(directory.resolve("ada"), Map.of());
        bob = new EngineProcess(directory.resolve("bob"), Map.of());
        serve();
        ada.enroll(orchestrator, ADA);
        bob.enroll(orchestrator, BOB);
        ada.ask("open", "name", "web", "address", "127.0.0.1:" + servicePort);
        ObjectNode invite = ControlClient.request("invite").put("portal", "web");
        invite.putArray("emails").add(BOB);
        ada.ask(invite);
        Patience.until("Bob is invited", () -> {
            JsonNode state = bob.state();
            return state != null && !state.path("invitations").isEmpty();
        });
        bob.ask(
                "accept",
                "id",
                bob.state().path("invitations").path(0).path("id").asText());
        String address = row().path("address").asText();
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        awaitTruth("begin", Duration.ofSeconds(60));
    }

    EngineProcess ada() {
        return ada;
    }

    EngineProcess bob() {
        return bob;
    }

    int port() {
        return port;
    }

    // ---- what is so

    void serve() {
        try {
            ServerSocket serving = new ServerSocket();
            serving.setReuseAddress(true);
            serving.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), servicePort));
            service = serving;
            Thread.startVirtualThread(() -> serve(serving));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void serve(ServerSocket serving) {
        try {
            while (true) {
                Socket client = serving.accept();
                served.add(client);
                Thread.startVirtualThread(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // The client is gone.
                    } finally {
                        served.remove(client);
                    }
                });
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    void endService() throws IOException {
        ServerSocket serving = service;
        service = null;
        if (serving != null) {
            serving.close();
        }
        for (Socket client : served) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    void silence() {
        reachable = false;
        cables.forEach(Cable::silence);
    }

    void breakOff() {
        reachable = false;
        cables.forEach(Cable::breakOff);
    }

    void repair() {
        cables.forEach(Cable::repair);
        reachable = true;
    }

    void killOrchestrator() {
        reachable = false;
        orchestrator.kill();
    }

    void startOrchestrator() {
        orchestrator.startAgain();
        reachable = true;
    }

    void killAda() {
        adaRuns = false;
        ada.kill();
    }

    void startAda() {
        ada.start();
        adaRuns = true;
    }

    void killBob() {
        bobRuns = false;
        bob.kill();
    }

    void startBob() {
        bob.start();
        bobRuns = true;
    }

    // ---- what is said

    /** Waits until both say what is so, and keeps how long that took. */
    void awaitTruth(String after, Duration limit) {
        long begin = System.nanoTime();
        List<String> lies = lies();
        while (!lies.isEmpty()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("after " + after + ", for " + limit + ": " + lies + "\nAda: " + ada.state()
                        + "\nBob: " + bob.state() + "\nAda's log: " + tail(ada) + "\nBob's log: " + tail(bob));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            lies = lies();
        }
        longest.merge(
                after,
                Duration.ofNanos(System.nanoTime() - begin),
                (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static String tail(EngineProcess engine) {
        String output = engine.process().output();
        return output.substring(Math.max(0, output.length() - 2_000));
    }

    /** How long it took at most until the truth was told, by what had happened. */
    String figures() {
        StringBuilder text = new StringBuilder();
        longest.forEach((after, time) ->
                text.append(after).append(' ').append(time.toMillis()).append(" ms; "));
        return text.toString();
    }

    /** What the snapshots say that isn't so, at this moment. */
    List<String> lies() {
        List<String> lies = new ArrayList<>();
        if (adaRuns) {
            JsonNode state = ada.state();
            if (state == null) {
                lies.add("Ada's application doesn't answer");
            } else {
                link("Ada", state, lies);
                JsonNode portal = state.path("portals").path(0);
                expect("Ada's portal", portal, service == null ? "service_down" : "open", lies);
                if (service == null) {
                    expectCode("Ada's portal", portal, Set.of("FM-5"), lies);
                }
            }
        }
        if (bobRuns) {
            JsonNode before = bob.state();
            boolean passes = echo();
            JsonNode state = bob.state();
            if (before == null || state == null) {
                lies.add("Bob's application doesn't answer");
            } else {
                link("Bob", state, lies);
                row(state.path("reachable").path(0), passes, lies);
            }
        }
        return lies;
    }

    private void link(String whose, JsonNode state, List<String> lies) {
        String said = state.path("link").path("state").asText();
        boolean up = said.equals("connected") || said.equals("degraded");
        if (up != reachable) {
            lies.add(whose + " says " + said);
        } else if (!up) {
            expectCode(whose + "'s link", state.path("link"), OFFLINE_CODES, lies);
        }
    }

    private void row(JsonNode row, boolean passes, List<String> lies) {
        String said = row.path("state").asText();
        if (!reachable) {
            if (passes || said.equals("up") || said.equals("service_down") || said.equals("denied")) {
                lies.add("without a network Bob's row says " + said + (passes ? ", and bytes pass" : ""));
            }
        } else if (!adaRuns) {
            expect("Bob's row", row, "waiting", lies);
            expectCode("Bob's row", row, Set.of("FM-6"), lies);
        } else if (service == null) {
            expect("Bob's row", row, "service_down", lies);
            expectCode("Bob's row", row, Set.of("FM-5"), lies);
        } else {
            expect("Bob's row", row, "up", lies);
            if (!passes) {
                lies.add("no byte passes, though Bob's row says " + said);
            }
        }
        if (!row.path("address").asText().endsWith(":" + port)) {
            lies.add("Bob's port is now " + row.path("address"));
        }
    }

    private static void expect(String whose, JsonNode part, String state, List<String> lies) {
        if (!part.path("state").asText().equals(state)) {
            lies.add(whose + " says " + part.path("state") + " instead of " + state + " (" + part.path("reason") + ")");
        }
    }

    private static void expectCode(String whose, JsonNode part, Set<String> codes, List<String> lies) {
        if (!codes.contains(part.path("code").asText())) {
            lies.add(whose + " gives " + part.path("code") + " instead of " + codes);
        }
    }

    private JsonNode row() {
        JsonNode state = bob.state();
        if (state == null) {
            throw new AssertionError("Bob's application doesn't answer: " + tail(bob));
        }
        return state.path("reachable").path(0);
    }

    /** Whether what is said to Bob's port comes back. */
    boolean echo() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(42);
            return socket.getInputStream().read() == 42;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            endService();
            ada.close();
            bob.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            orchestrator.close();
            cables.forEach(Cable::close);
        }
    }
}
