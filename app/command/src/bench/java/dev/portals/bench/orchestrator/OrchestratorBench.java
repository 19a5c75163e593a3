package dev.portals.bench.orchestrator;

import dev.portals.core.api.Method;
import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.ChangesRequest;
import dev.portals.core.controller.ListKind;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Space;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator under the load of many clients, on this machine together with them: so many enrolled clients poll as the app
 * of spec 05 section 6.1 does, or wait for changes as ours does; besides that so many strangers a second make a handshake.
 * Then the lists of a large project, one after the other. Tables on stdout.
 */
final class OrchestratorBench {
    /** What an app asks for, each time with a connection and a channel of its own. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final int SAMPLES = 30;
    private static final byte[] NONE = {};

    private final Map<String, String> options = new HashMap<>(Map.of(
            "portals",
            "portals",
            "clients",
            "1000",
            "handshakes",
            "100",
            "seconds",
            "60",
            "members",
            "10000",
            "app",
            "ockam"));
    private final Map<String, Times> times = new java.util.TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        OrchestratorBench bench = new OrchestratorBench();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            bench.options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        bench.run();
        System.exit(0);
    }

    private int number(String option) {
        return Integer.parseInt(options.get(option));
    }

    private void run() throws Exception {
        Path home = Files.createTempDirectory("portals-bench-");
        int clients = number("clients");
        try (Server server = new Server(options.get("portals"), home);
                Crowd crowd = new Crowd(clients + 1)) {
            Seed seed = new Seed(server);
            for (int i = 0; i <= clients; i++) {
                seed.user(i, crowd.identifier(i));
            }
            seed.commit();
            ProjectRecord project = project(server, crowd);
            seed.fill(project, crowd.identifier(0), number("members"), clients);
            load(server, crowd, clients);
            lists(server, crowd, project);
            seed.close();
        }
    }

    private ProjectRecord project(Server server, Crowd crowd) {
        try (Crowd.Channel channel = crowd.connect(0, server.controller(), Route.local("api"), server.identifier())) {
            Space space = Body.decodeList(
                            new CborReader(channel.ask("spaces", Request.of(1, Method.GET, "/v0"))
                                    .body()),
                            Space::decode)
                    .getFirst();
            Response made = channel.ask(
                    "projects",
                    new Request(
                            2,
                            "/v1/spaces/" + space.id() + "/projects",
                            Method.POST,
                            new NewProject("large", List.of()).encode()));
            return ProjectRecord.decode(new CborReader(made.body()));
        }
    }

    private void load(Server server, Crowd crowd, int clients) throws InterruptedException {
        boolean waiting = options.get("app").equals("portals");
        long seconds = number("seconds");
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= clients; i++) {
                int client = i;
                if (waiting) {
                    threads.execute(() -> waitForChanges(server, crowd, client, seconds));
                } else {
                    long phase = ThreadLocalRandom.current().nextLong(POLL.toMillis());
                    clock.scheduleAtFixedRate(
                            () -> threads.execute(() -> poll(server, crowd, client)),
                            phase,
                            POLL.toMillis(),
                            TimeUnit.MILLISECONDS);
                }
            }
            // Until everything is compiled.
            TimeUnit.SECONDS.sleep(30);
            times.clear();
            Usage before = server.usage();
            int rate = number("handshakes");
            if (rate > 0) {
                clock.scheduleAtFixedRate(
                        () -> threads.execute(() -> handshake(server, crowd)),
                        0,
                        TimeUnit.SECONDS.toNanos(1) / rate,
                        TimeUnit.NANOSECONDS);
            }
            TimeUnit.SECONDS.sleep(seconds);
            Usage after = server.usage();
            System.out.printf(
                    Locale.ROOT,
                    "%d clients (%s), %d handshakes/s, %d s: CPU %.0f %% of a core, resident %d MiB%n",
                    clients,
                    options.get("app"),
                    rate,
                    seconds,
                    100 * (after.cpuSeconds() - before.cpuSeconds()) / (after.at() - before.at()),
                    after.residentKib() / 1024);
            clock.shutdownNow();
            print();
            threads.shutdownNow();
        }
        times.clear();
    }

    private void poll(Server server, Crowd crowd, int client) {
        ask(server, crowd, client, "projects", Request.of(1, Method.GET, "/v0"));
        ask(server, crowd, client, "users", new Request(2, "/v0/invites", Method.GET, ListKind.ALL.encode()));
    }

    private void waitForChanges(Server server, Crowd crowd, int client, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + 30);
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            try (Crowd.Channel channel =
                    crowd.connect(client, server.controller(), Route.local("api"), server.identifier())) {
                channel.ask("users", new Request(3, "/v0/changes", Method.GET, new ChangesRequest(1).encode()));
            } catch (RuntimeException e) {
                time("changes failed").failed(e);
            }
        }
    }

    private void ask(Server server, Crowd crowd, int client, String worker, Request request) {
        long begun = System.nanoTime();
        try (Crowd.Channel channel =
                crowd.connect(client, server.controller(), Route.local("api"), server.identifier())) {
            long connected = System.nanoTime();
            time("poll: handshake").add(connected - begun);
            Response response = channel.ask(worker, request);
            if (!response.isOk()) {
                throw new IllegalStateException(response.errorMessage());
            }
            time("poll: " + worker).add(System.nanoTime() - connected);
        } catch (RuntimeException e) {
            time("poll: " + worker).failed(e);
        }
    }

    private void handshake(Server server, Crowd crowd) {
        long begun = System.nanoTime();
        int client = ThreadLocalRandom.current().nextInt(crowd.size());
        try (Crowd.Channel channel =
                crowd.connect(client, server.controller(), Route.local("api"), server.identifier())) {
            time("handshake").add(System.nanoTime() - begun);
        } catch (RuntimeException e) {
            time("handshake").failed(e);
        }
    }

    private void lists(Server server, Crowd crowd, ProjectRecord record) {
        Project project = record.toProject();
        try (Crowd.Channel controller = crowd.connect(0, server.controller(), Route.local("api"), server.identifier());
                Crowd.Channel authority = crowd.connect(
                        0, server.gateway(), services(project.authorityRoute()), project.authorityIdentifier())) {
            measure(controller, "projects", Request.of(1, Method.GET, "/v0"), "list of projects");
            measure(controller, "projects", Request.of(1, Method.GET, "/v0/" + project.id()), "project");
            measure(controller, "spaces", Request.of(1, Method.GET, "/v0"), "list of spaces");
            for (ListKind kind : ListKind.values()) {
                measure(
                        controller,
                        "users",
                        new Request(1, "/v0/invites", Method.GET, kind.encode()),
                        "list of invitations, " + kind.name().toLowerCase(Locale.ROOT));
            }
            measure(
                    controller,
                    "accounts",
                    Request.of(1, Method.GET, "/v0/project/" + project.id()),
                    "administrator's credential");
            measure(authority, "direct_authenticator", Request.of(1, Method.GET, "/"), "list of members");
            measure(
                    authority,
                    "direct_authenticator",
                    Request.of(1, Method.GET, "/member_ids"),
                    "list of members' ids");
            measure(authority, "credential_issuer", Request.of(1, Method.POST, "/"), "member's credential");
        }
        print();
    }

    private static Route services(MultiAddr route) {
        return Route.of(route.components().stream()
                .filter(MultiAddr.Service.class::isInstance)
                .map(part -> Address.local(((MultiAddr.Service) part).name()))
                .toList());
    }

    private void measure(Crowd.Channel channel, String worker, Request request, String what) {
        for (int i = 0; i < SAMPLES; i++) {
            long begun = System.nanoTime();
            try {
                Response response = channel.ask(worker, request);
                if (!response.isOk()) {
                    throw new IllegalStateException(response.errorMessage());
                }
                if (i > SAMPLES / 3) {
                    time(what).add(System.nanoTime() - begun);
                    time(what).bytes(response.hasBody() ? response.body().length : NONE.length);
                }
            } catch (RuntimeException e) {
                time(what).failed(e);
                return;
            }
        }
    }

    private synchronized Times time(String what) {
        return times.computeIfAbsent(what, unknown -> new Times());
    }

    private synchronized void print() {
        System.out.printf(
                "%-32s %8s %8s %8s %8s %10s %s%n", "", "count", "p50 ms", "p99 ms", "max ms", "bytes", "failed");
        times.forEach((what, all) -> System.out.printf("%-32s %s%n", what, all));
    }
}
