package dev.portals.command;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This very program, to be started once more. */
final class OwnProgram {
    private OwnProgram() {}

    /** The command line for these arguments, on the same Java with the same options as this process. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The same without arguments, by the file that started this process if there was one: it stays right when the program is built anew. */
    static List<String> startedBy() {
        String launcher = System.getProperty("portals.program", "");
        return launcher.isEmpty() ? command(List.of()) : List.of(launcher);
    }
}
