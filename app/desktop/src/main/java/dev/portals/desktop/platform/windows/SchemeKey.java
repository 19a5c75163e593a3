package dev.portals.desktop.platform.windows;

import dev.portals.desktop.platform.Commands;
import dev.portals.desktop.platform.LinkHandler;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;

/** By the registry's class of the scheme, for this person alone. */
public final class SchemeKey implements LinkHandler {
    private static final String KEY = "HKCU\\Software\\Classes\\ockam";
    private static final String COMMAND = KEY + "\\shell\\open\\command";

    private final String line;
    private final Commands commands;

    /** {@code command} starts the program. */
    public SchemeKey(List<String> command, Commands commands) {
        this.line = RunKey.line(command) + " \"%1\"";
        this.commands = commands;
    }

    @Override
    public Owner owner() {
        try {
            Commands.Answer answer = commands.run(List.of("reg", "query", COMMAND, "/ve"));
            if (answer.code() != 0) {
                return Owner.NOBODY;
            }
            return answer.output().contains(line) ? Owner.THIS : Owner.OTHER;
        } catch (IOException e) {
            LoggerFactory.getLogger(SchemeKey.class).info("the registry can't be read: {}", e.getMessage());
            return Owner.NOBODY;
        }
    }

    @Override
    public void take() throws IOException {
        for (List<String> command : List.of(
                List.of("reg", "add", KEY, "/ve", "/d", "URL:Portals", "/f"),
                List.of("reg", "add", KEY, "/v", "URL Protocol", "/d", "", "/f"),
                List.of("reg", "add", COMMAND, "/ve", "/d", line, "/f"))) {
            Commands.Answer answer = commands.run(command);
            if (answer.code() != 0) {
                throw new IOException("reg: " + answer.output());
            }
        }
    }
}
