package dev.portals.command;

import dev.portals.core.identity.Identity;
import dev.portals.transport.node.NodeHome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portals identity}: who this home is, in the text forms that {@code ockam identity} prints and takes. */
@Command(
        name = "identity",
        description = "Makes and shows the identity of a home.",
        mixinStandardHelpOptions = true,
        subcommands = {IdentityCommand.Create.class, IdentityCommand.Show.class})
final class IdentityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say create or show");
    }

    private static void print(CommandSpec spec, boolean json, boolean full, Identity identity) {
        String history = identity.history().toHex();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("identifier", identity.identifier().toString());
        if (full) {
            object.put("change_history", history);
        }
        new Console(spec.commandLine().getOut(), json)
                .say(full ? history : identity.identifier().toString(), object);
    }

    /** {@code portals identity create}. */
    @Command(
            name = "create",
            description = "Makes a new identity and prints its identifier.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private HomeOption home;

        @Option(names = "--full", description = "Print the change history in hexadecimal instead of the identifier.")
        private boolean full;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            try (NodeHome opened = NodeHome.open(home.directory())) {
                if (opened.identity().isPresent()) {
                    throw new CommandException(
                            ExitCode.FAILED,
                            "there is an identity in " + home.directory()
                                    + " already: show it with “portals identity show”, or choose another --home");
                }
                print(spec, json, full, opened.createIdentity());
                return ExitCode.OK;
            }
        }
    }

    /** {@code portals identity show}. */
    @Command(name = "show", description = "Prints the identifier of a home.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private HomeOption home;

        @Option(
                names = "--full",
                description = "Print the change history in hexadecimal: what --authority and “ockam identity” take.")
        private boolean full;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            print(spec, json, full, home.peekIdentity());
            return ExitCode.OK;
        }
    }
}
