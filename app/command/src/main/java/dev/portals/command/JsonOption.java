package dev.portals.command;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json}: what the command says, as text or as JSON. */
final class JsonOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    /** Where the command's results go. */
    Console console() {
        return new Console(spec.commandLine().getOut(), json);
    }

    /** One result: the text, or the object. */
    void say(String text, Map<String, ?> object) {
        console().say(text, object);
    }
}
