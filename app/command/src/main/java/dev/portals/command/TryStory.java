package dev.portals.command;

import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.Application;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.application.Subscription;
import dev.portals.engine.control.ControlServer;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.transport.tcp.HostnamePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Ada shares a service with Bob: an orchestrator and two applications, each with a home of its own in a temporary folder, and
 * two people who sign up in a browser with the codes that come by mail. All of it is real, in one process, and goes with it.
 */
final class TryStory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PORTAL = "pictures";
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";

    /** What happens, in this order. */
    enum Step {
        /** The orchestrator answers. */
        ORCHESTRATOR,
        /** Somebody has an account. */
        SIGN_UP,
        /** Somebody's computer is bound to the account. */
        ENROLL,
        /** Ada's portal is open. */
        OPEN,
        /** The controller has Ada's invitation. */
        INVITE,
        /** The invitation's mail has left. */
        MAIL,
        /** Bob's local port leads to Ada's service. */
        ACCEPT,
        /** What came through is what the service says. */
        FETCH,
        /** Bob's application was started anew, and the same local port leads to Ada again. */
        REPAIR
    }

    /** Told of each step, when it has happened. */
    @FunctionalInterface
    interface Listener {
        void happened(Step step, String text, String value, Duration time);
    }

    /**
     * Something to play with.
     *
     * @param what it is, in words
     * @param address to open, or command to type
     * @param hint may be empty
     */
    record Place(String what, String address, String hint) {}

    private final @Nullable HostnamePort service;
    private final Listener listener;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Computer> computers = new ArrayList<>();
    private final List<Path> people = new ArrayList<>();
    private boolean closed;
    private boolean ended;
    private long since = System.nanoTime();

    /**
     * A story that hasn't begun.
     *
     * @param service what Ada shares; null: a page made for this
     */
    TryStory(@Nullable HostnamePort service, Listener listener) {
        this.service = service;
        this.listener = listener;
    }

    /**
     * Lets it happen.
     *
     * @param quit called when somebody asks one of the applications to end
     * @return what a person can open or type now
     */
    List<Place> tell(Runnable quit) {
        try {
            List<Place> places = happen(quit);
            ended = true;
            return places;
        } catch (IOException | ActionException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private List<Place> happen(Runnable quit) throws IOException {
        HostnamePort shared = service == null ? samplePage() : service;
        byte[] page = Fetch.from(shared);
        Path homes = Files.createTempDirectory("portals-try");
        keep(() -> delete(homes));
        Orchestrator orchestrator =
                keep(OrchestratorOptions.using(() -> Orchestrator.start(settings(homes.resolve("orchestrator")))));
        URI site = orchestrator.publicAddress().base();
        Outbox outbox = new Outbox(homes.resolve("orchestrator").resolve("outbox"));
        say(Step.ORCHESTRATOR, "An orchestrator runs at " + site, site);

        Application ada = computer(homes.resolve("ada"), quit).application();
        enroll("Ada", "her", ADA, ada, site, outbox);
        join(ada.openPortal(PORTAL, shared.toString(), "http", "Our summer pictures"));
        say(Step.OPEN, "Ada opened the portal “" + PORTAL + "” to her service on " + shared, shared);
        join(ada.invite(PORTAL, BOB));
        say(Step.INVITE, "Ada invited " + BOB, BOB);
        Outbox.Letter letter = outbox.await(BOB, Outbox.Kind.INVITATION, PATIENCE);
        say(Step.MAIL, "The mail is in " + letter.file(), letter.file());

        Computer bobs = computer(homes.resolve("bob"), quit);
        Application bob = bobs.application();
        enroll("Bob", "his", BOB, bob, site, outbox);
        join(bob.refresh());
        Received received = await(
                bob, "Bob's invitation", state -> state.received().stream().findFirst());
        join(bob.accept(received.id(), 0));
        String local = await(
                bob,
                "Bob's local port",
                state -> state.reachable().stream()
                        .filter(each -> each.state() == Reachable.State.UP)
                        .findFirst()
                        .map(Reachable::address));
        say(
                Step.ACCEPT,
                "Bob accepted; “" + PORTAL + "” is on " + local + ", encrypted from his computer to Ada's",
                local);
        fetched(page, HostnamePort.parse(local));
        bobs.close();
        computer(homes.resolve("bob"), quit);
        repaired(page, HostnamePort.parse(local));

        people.addAll(List.of(homes.resolve("ada"), homes.resolve("bob")));
        List<Place> places = new ArrayList<>();
        places.add(new Place("Bob's localhost", service == null ? "http://" + local + "/" : local, ""));
        places.add(new Place("account pages", site + "/account", "sign in as " + ADA + " or " + BOB));
        orchestrator
                .firstAdministrator()
                .ifPresent(link -> places.add(new Place("administration", link.toString(), "works once")));
        places.add(new Place("outbox", outbox.folder().toString(), "codes and invitations come here"));
        places.add(new Place("Ada's app", "portals list --home " + homes.resolve("ada"), ""));
        places.add(new Place("Bob's app", "portals list --home " + homes.resolve("bob"), ""));
        return places;
    }

    /** After the end of the story: leaves the two homes, Ada's and Bob's, to other programs. */
    List<Path> leave() {
        computers.forEach(Computer::close);
        return List.copyOf(people);
    }

    private Computer computer(Path home, Runnable quit) {
        Computer computer = keep(Computer.start(home, quit));
        computers.add(computer);
        return computer;
    }

    private static OrchestratorSettings settings(Path home) {
        return new OrchestratorSettings.Builder()
                .set("home", home.toString())
                .set("http", "127.0.0.1:0")
                .set("controller", "127.0.0.1:0")
                .set("gateway", "127.0.0.1:0")
                .build();
    }

    /** An application that also answers commands, as the one in the background does. */
    private record Computer(Application application, ControlServer control) implements AutoCloseable {
        static Computer start(Path home, Runnable quit) {
            Application application = Application.open(home);
            try {
                return new Computer(application, ControlServer.start(application, home, quit));
            } catch (RuntimeException e) {
                application.close();
                throw e;
            }
        }

        @Override
        public void close() {
            control.close();
            application.close();
        }
    }

    /** The person signs up in the browser that the application opens; the code is in the mail. */
    private void enroll(String name, String whose, String email, Application application, URI site, Outbox outbox) {
        CompletableFuture<?> signedUp = new CompletableFuture<>();
        CompletableFuture<?> enrolled = application.enroll(
                site,
                new SignIn.Browser(page -> Thread.ofVirtual().start(() -> {
                    try (ScriptedBrowser browser = new ScriptedBrowser()) {
                        browser.open(page);
                        browser.submit("email", email);
                        browser.submit(
                                "code",
                                outbox.await(email, Outbox.Kind.CODE, PATIENCE).code());
                        signedUp.complete(null);
                    } catch (RuntimeException e) {
                        signedUp.completeExceptionally(e);
                    }
                })));
        // If the application fails first, nobody comes back from the browser.
        enrolled.whenComplete((account, failure) -> {
            if (failure != null) {
                signedUp.completeExceptionally(failure);
            }
        });
        join(signedUp);
        say(Step.SIGN_UP, name + " signed up as " + email + " with the code from " + whose + " mail", email);
        join(enrolled);
        String identifier = application.state().identifier();
        say(Step.ENROLL, name + "'s computer is enrolled: " + whose + " project and relay are ready", identifier);
    }

    private HostnamePort samplePage() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = ("<!doctype html><meta charset=utf-8><title>A portal that works</title><body style=\"font: 20px"
                        + " sans-serif; margin: 4em\"><h1>This page came through a portal.</h1><p>It is served by Ada's computer"
                        + " and reached Bob's localhost through a relay that can't read it.</p>")
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

    private void repaired(byte[] direct, HostnamePort local) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isBack(local, direct)) {
            if (System.nanoTime() > end) {
                throw new CommandException(
                        ExitCode.FAILED, "the portal didn't come back within " + PATIENCE.toSeconds() + " seconds");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCode.FAILED, "interrupted");
            }
        }
        say(Step.REPAIR, "Bob's application was ended and started again, and his port is back by itself", local);
    }

    private static boolean isBack(HostnamePort local, byte[] expected) {
        try {
            return Arrays.equals(expected, Fetch.from(local));
        } catch (CommandException e) {
            return false;
        }
    }

    private void fetched(byte[] direct, HostnamePort local) {
        byte[] through = Fetch.from(local);
        if (!Arrays.equals(direct, through)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "what came through the portal (" + through.length + " bytes) is not what the service says ("
                            + direct.length + " bytes)");
        }
        say(
                Step.FETCH,
                direct.length == 0
                        ? "Bob's connection reached the service, which waits for its client to speak"
                        : "Bob fetched " + direct.length + " bytes from his localhost, and they are Ada's",
                direct.length);
    }

    private static <T> T await(Application application, String what, Function<ApplicationState, Optional<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Subscription subscription =
                application.subscribe(state -> question.apply(state).ifPresent(answer::complete));
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandException(
                    ExitCode.FAILED, what + " didn't come within " + PATIENCE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted");
        } finally {
            subscription.close();
        }
    }

    private static void join(CompletableFuture<?> action) {
        try {
            action.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void say(Step step, String text, Object value) {
        long now = System.nanoTime();
        listener.happened(step, text, value.toString(), Duration.ofNanos(now - since));
        since = now;
    }

    /** What is closed with the story, before what it began with. */
    <T extends AutoCloseable> T keep(T each) {
        synchronized (this) {
            if (!closed) {
                opened.add(each);
                return each;
            }
        }
        close(each);
        throw new CommandException(ExitCode.FAILED, "interrupted");
    }

    /** Whether it was closed. */
    synchronized boolean closed() {
        return closed;
    }

    /** Whether it was closed before its end. */
    synchronized boolean interrupted() {
        return closed && !ended;
    }

    /** Ends what was started, the last first; also on Ctrl-C. */
    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(opened).reversed();
            opened.clear();
        }
        all.forEach(TryStory::close);
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(TryStory.class).debug("cleaning up", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
