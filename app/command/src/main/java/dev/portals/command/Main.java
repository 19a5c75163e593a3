package dev.portals.command;

import dev.portals.engine.SettingException;
import dev.portals.transport.node.ConnectException;
import dev.portals.vault.VaultException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code portals}. */
@Command(
        name = "portals",
        description = "Privately share a TCP service on your computer with a friend.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            TryCommand.class,
            EnrollCommand.class,
            StatusCommand.class,
            WhoamiCommand.class,
            SignOutCommand.class,
            OpenCommand.class,
            CloseCommand.class,
            EditCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            InviteCommand.class,
            InvitationsCommand.class,
            ResendCommand.class,
            RevokeCommand.class,
            AcceptCommand.class,
            DeclineCommand.class,
            ListCommand.class,
            ShowCommand.class,
            DeleteCommand.class,
            RenameCommand.class,
            PortCommand.class,
            FriendsCommand.class,
            VerifyCommand.class,
            PinCommand.class,
            ForgetCommand.class,
            TrafficCommand.class,
            RetryCommand.class,
            DiagnoseCommand.class,
            LogsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SettingsCommand.class,
            ResetCommand.class,
            DaemonCommand.class,
            UiCommand.class,
            QuitCommand.class,
            NodeCommand.class,
            IdentityCommand.class,
            CredentialCommand.class,
            OrchestratorCommand.class,
            AuthorityCommand.class,
            TicketCommand.class,
            JoinCommand.class,
            MembersCommand.class,
            HelpCommand.class,
            CompletionCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Ends with one of {@link ExitCode}. */
    public static void main(String[] arguments) {
        // Netty would follow one buffer in 128 with a stack trace: for tests, which ask for it.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            System.setProperty("io.netty.leakDetection.level", "disabled");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wronglyCalled)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** One line that says what is wrong, and where to read more. */
    private static int wronglyCalled(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println("portals: " + e.getMessage() + "; see “"
                        + command.getCommandSpec().qualifiedName() + " --help”");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result) {
        int code = switch (e) {
            case CommandException known -> known.exitCode();
            case SettingException setting -> ExitCode.USAGE;
            case ConnectException connecting ->
                switch (connecting.reason()) {
                    case ADDRESS -> ExitCode.USAGE;
                    case OFFLINE, ABSENT -> ExitCode.OFFLINE;
                    case DENIED, CREDENTIAL -> ExitCode.DENIED;
                };
            default -> ExitCode.FAILED;
        };
        String message = e.getMessage();
        if (!(e instanceof CommandException
                || e instanceof SettingException
                || e instanceof ConnectException
                || e instanceof VaultException)) {
            LoggerFactory.getLogger(Main.class).debug("the command failed", e);
            message = "something went wrong: " + e;
        }
        command.getErr().println("portals: " + message);
        return code;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do, for example “portals try”");
    }

    /** The version that the jar's manifest states; classes started from a folder have none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("development");
            return new String[] {"portals " + version};
        }
    }
}
