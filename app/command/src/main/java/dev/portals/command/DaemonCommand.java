package dev.portals.command;

import dev.portals.core.codec.DecodeException;
import dev.portals.engine.application.Application;
import dev.portals.engine.application.CrashReports;
import dev.portals.engine.control.ControlServer;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Reachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portals daemon}: the application in the foreground, for services and those who like to see it. */
@Command(
        name = "daemon",
        description = "Runs the application of a home in the foreground until “portals quit” or Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DaemonCommand implements Callable<Integer> {
    private static final String CHUNK_ORDER = "io.netty.allocator.maxOrder";
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "Print one JSON object when it is ready.")
    private boolean json;

    @Option(
            names = "--install",
            description = "Write a systemd user unit for this home instead, and say how to switch it on.")
    private boolean install;

    @Override
    public Integer call() throws InterruptedException {
        // Before any buffer is made. One person's portals need few of them at a time, and a chunk is kept for each
        // pool: 256 KiB instead of 4 MiB.
        if (System.getProperty(CHUNK_ORDER) == null) {
            System.setProperty(CHUNK_ORDER, "5");
        }
        Path directory = home.directory();
        if (install) {
            return install(directory);
        }
        CrashReports crashes = new CrashReports(directory);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            LoggerFactory.getLogger(DaemonCommand.class).error("thread {} failed", thread.getName(), failure);
            if (failure instanceof Error) {
                crashes.record(failure, thread, Instant.now());
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        });
        CountDownLatch over = new CountDownLatch(1);
        Application application;
        try {
            application = Application.open(directory);
            LogLevel.follow(application.settings());
        } catch (DecodeException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        ControlServer server;
        try {
            server = ControlServer.start(application, directory, over::countDown);
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
        Thread hook = new Thread(() -> end(server, application), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        Optional<ServiceNotice> notice = ServiceNotice.of(System.getenv());
        notice.ifPresent(service -> service.ready(() -> status(application.state())));
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("event", "ready");
        ready.put("identifier", application.state().identifier());
        ready.put("socket", server.socket().toString());
        ready.put("process", ProcessHandle.current().pid());
        new Console(spec.commandLine().getOut(), json)
                .say("ready; its socket is " + server.socket() + "; end it with Ctrl-C or “portals quit”", ready);
        over.await();
        notice.ifPresent(ServiceNotice::close);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running: this is Ctrl-C.
            return ExitCode.OK;
        }
        end(server, application);
        return ExitCode.OK;
    }

    private Integer install(Path directory) {
        Path file = ServiceUnit.file(System.getenv(), Path.of(System.getProperty("user.home")));
        String unit = new ServiceUnit(OwnProgram.startedBy(), directory).text();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, unit);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "can't write " + file + ": " + e.getMessage());
        }
        Map<String, Object> installed = new LinkedHashMap<>();
        installed.put("event", "installed");
        installed.put("file", file.toString());
        new Console(spec.commandLine().getOut(), json)
                .say(
                        "Wrote " + file + ". Switch it on with\n\n  systemctl --user daemon-reload\n  systemctl --user"
                                + " enable --now " + ServiceUnit.NAME
                                + "\n\n"
                                + "and, so that it runs while nobody is logged in, with\n\n"
                                + "  loginctl enable-linger",
                        installed);
        return ExitCode.OK;
    }

    private static String status(ApplicationState state) {
        long up = state.reachable().stream()
                .filter(each -> each.state() == Reachable.State.UP)
                .count();
        return state.account() == null
                ? "nobody is signed in"
                : state.link().state().name().toLowerCase(Locale.ROOT) + ", "
                        + state.portals().size() + " open, " + up + " reachable";
    }

    private static void end(ControlServer server, Application application) {
        Thread ending = Thread.ofPlatform().daemon().name("ending").start(() -> {
            server.close();
            application.close();
        });
        try {
            ending.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
