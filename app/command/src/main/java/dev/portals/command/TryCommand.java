package dev.portals.command;

import dev.portals.engine.NodeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portals try}: the whole story on one computer, told while it happens; see {@link TryStory}. */
@Command(
        name = "try",
        description =
                "Shows it all on this computer: an orchestrator, Ada who shares a service and invites Bob, Bob who"
                        + " accepts and has it on his localhost. Ends on Ctrl-C.",
        mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
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

    @Option(
            names = "--ui",
            description = "Then show the tray apps of both on this screen, Ada's window at the left and Bob's at the"
                    + " right. Ends when both have quit as well.")
    private boolean ui;

    @Option(names = "--json", description = "Print one step a line, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        List<String> launcher = ui ? launcher() : List.of();
        TryStory story =
                new TryStory(service == null ? null : NodeSettings.hostAndPort("--service", service), this::happened);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(story::close, "clean-up");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            List<TryStory.Place> places = story.tell(over::countDown);
            if (!once) {
                invite(places);
                if (ui) {
                    show(story, launcher, over);
                }
                over.await();
            }
            return ExitCode.OK;
        } catch (RuntimeException e) {
            if (story.interrupted()) {
                // What was under way when Ctrl-C ended it is nobody's failure.
                return ExitCode.FAILED;
            }
            throw e;
        } finally {
            story.close();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is running: this is Ctrl-C.
            }
        }
    }

    /** What starts the apps with their windows; before anything else, since without it there is nothing to wait for. */
    private List<String> launcher() {
        if (once) {
            throw new CommandException(ExitCode.USAGE, "--once ends before a window of --ui could be seen");
        }
        if (System.getProperty("portals.program", "").isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "the tray app is started by “app/bin/portals try --ui”");
        }
        if (Browser.screenless()) {
            throw new CommandException(ExitCode.FAILED, "there is no screen here to show windows on");
        }
        return OwnProgram.startedBy();
    }

    private void show(TryStory story, List<String> launcher, CountDownLatch over) {
        TryWindows windows = story.keep(new TryWindows(launcher));
        List<Path> homes = story.leave();
        windows.open(homes.getFirst(), "left");
        windows.open(homes.getLast(), "right");
        windows.gone().whenComplete((nothing, failure) -> {
            if (failure != null && !story.closed()) {
                spec.commandLine().getErr().println("portals: " + failure.getMessage());
            }
            over.countDown();
        });
    }

    private void happened(TryStory.Step step, String text, String value, Duration time) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", step.name().toLowerCase(Locale.ROOT));
        object.put("text", text);
        object.put("value", value);
        object.put("milliseconds", time.toMillis());
        Terminal terminal = Terminal.detect();
        console()
                .say(
                        terminal.good("✓") + " " + text
                                + terminal.dim(String.format(Locale.ROOT, "  (%.1f s)", time.toMillis() / 1000.0)),
                        object);
    }

    /** All that a person can play with now. */
    private void invite(List<TryStory.Place> places) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", "open");
        List<List<String>> rows = new ArrayList<>();
        for (TryStory.Place place : places) {
            object.put(place.what().toLowerCase(Locale.ROOT).replace("'", "").replace(' ', '_'), place.address());
            rows.add(
                    List.of(place.what(), place.address() + (place.hint().isEmpty() ? "" : " (" + place.hint() + ")")));
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("All of it is yours to play with, until Ctrl-C ends and removes it:");
        lines.addAll(Terminal.columns("  ", rows));
        console().say(String.join(System.lineSeparator(), lines), object);
    }

    private Console console() {
        return new Console(spec.commandLine().getOut(), json);
    }
}
