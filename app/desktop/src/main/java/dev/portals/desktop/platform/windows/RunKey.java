package dev.portals.desktop.platform.windows;

import dev.portals.desktop.platform.Commands;
import dev.portals.desktop.platform.LoginItem;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;

/** By the registry's list of programs that start with the person's session. */
public final class RunKey implements LoginItem {
    private static final String KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
    private static final String NAME = "Portals";

    private final List<String> command;
    private final Commands commands;

    /** {@code command} starts the program. */
    public RunKey(List<String> command, Commands commands) {
        this.command = List.copyOf(command);
        this.commands = commands;
    }

    @Override
    public boolean isOn() {
        try {
            return commands.run(List.of("reg", "query", KEY, "/v", NAME)).code() == 0;
        } catch (IOException e) {
            LoggerFactory.getLogger(RunKey.class).info("the registry can't be read: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void set(boolean on) throws IOException {
        if (!on && !isOn()) {
            return;
        }
        Commands.Answer answer = commands.run(
                on
                        ? List.of(
                                "reg", "add", KEY, "/v", NAME, "/t", "REG_SZ", "/d", line(command) + " --hidden", "/f")
                        : List.of("reg", "delete", KEY, "/v", NAME, "/f"));
        if (answer.code() != 0) {
            throw new IOException("reg: " + answer.output());
        }
    }

    /** As one line that Windows takes apart again. */
    static String line(List<String> command) {
        return String.join(" ", command.stream().map(word -> '"' + word + '"').toList());
    }
}
