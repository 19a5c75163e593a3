package dev.portals.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs short commands without a process of their own, which would take most of their time to start. */
public final class InProcess {
    private InProcess() {}

    /**
     * A command that has ended.
     *
     * @param code see {@link ExitCode}
     * @param output of both kinds
     */
    public record Result(int code, String output) {}

    /** Runs {@code portals} with these arguments to its end. */
    public static Result run(String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output, true);
        CommandLine command = Main.commandLine();
        int code = command.setOut(printer).setErr(printer).execute(arguments);
        return new Result(code, output.toString());
    }
}
