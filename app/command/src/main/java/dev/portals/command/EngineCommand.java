package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import dev.portals.engine.state.FailureMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that is an action of the application, which runs in a process of its own and is started if need be (spec 05
 * section 15.9). With {@code --json} it prints what {@link dev.portals.engine.control.Protocol} says.
 */
abstract class EngineCommand implements Callable<Integer> {
    private final Terminal terminal = Terminal.detect();

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    /** Does it. */
    abstract void perform();

    @Override
    public final Integer call() {
        try {
            perform();
            return ExitCode.OK;
        } catch (ActionException e) {
            throw failed(exitCode(e.reason()), e);
        }
    }

    private CommandException failed(int code, ActionException failure) {
        String message = String.valueOf(failure.getMessage());
        FailureMode mode = failure.mode();
        if (json) {
            console()
                    .say(
                            "",
                            ControlClient.event("failed")
                                    .put("reason", failure.reason().name().toLowerCase(Locale.ROOT))
                                    .put("message", message)
                                    .put("code", mode == null ? null : mode.code()));
        }
        return new CommandException(
                code, Terminal.clean(message) + (mode == null ? "" : " (“portals help " + mode.code() + "”)"));
    }

    private static int exitCode(ActionException.Reason reason) {
        return switch (reason) {
            case INPUT -> ExitCode.USAGE;
            case NOT_ENROLLED -> ExitCode.NOT_ENROLLED;
            case OFFLINE -> ExitCode.OFFLINE;
            case DENIED -> ExitCode.DENIED;
            case NOT_FOUND -> ExitCode.NOT_FOUND;
            case FAILED -> ExitCode.FAILED;
        };
    }

    /** Asks the application, and starts it if somebody is signed in there. */
    final JsonNode ask(ObjectNode request, Consumer<JsonNode> events) {
        Path directory = directory();
        if (!Files.exists(directory.resolve("application.json"))) {
            Optional<ControlClient> running = running();
            if (running.isEmpty()) {
                throw new ActionException(
                        ActionException.Reason.NOT_ENROLLED, "nobody is signed in: “portals enroll ADDRESS”");
            }
            return ask(running.get(), request, events);
        }
        return askAnyway(request, events);
    }

    /** Asks the application, and starts it in any case. */
    final JsonNode askAnyway(ObjectNode request, Consumer<JsonNode> events) {
        return ask(BackgroundEngine.reach(directory()), request, events);
    }

    private static JsonNode ask(ControlClient client, ObjectNode request, Consumer<JsonNode> events) {
        try (client) {
            return client.ask(request, events);
        }
    }

    /** Asks, and prints the result in words or as it is. */
    final void askAndSay(ObjectNode request, Function<JsonNode, String> words) {
        say(ask(request, event -> {}), words);
    }

    final void say(JsonNode object, Function<JsonNode, String> words) {
        console().say(json ? "" : words.apply(object), object);
    }

    /** A connection to the application, if it runs. */
    final Optional<ControlClient> running() {
        return ControlClient.connect(directory());
    }

    final Path directory() {
        return home.directory();
    }

    final Terminal terminal() {
        return terminal;
    }

    final String tick() {
        return terminal.good("✓") + " ";
    }

    final Console console() {
        return new Console(spec.commandLine().getOut(), json);
    }
}
