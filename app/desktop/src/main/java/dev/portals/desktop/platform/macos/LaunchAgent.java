package dev.portals.desktop.platform.macos;

import dev.portals.desktop.platform.LoginItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** By a property list that launchd reads when the person logs in. */
public final class LaunchAgent implements LoginItem {
    private static final String LABEL = "dev.portals.Portals";

    private final Path file;
    private final List<String> command;

    /**
     * In that person's folder.
     *
     * @param command what starts the program
     */
    public LaunchAgent(Path person, List<String> command) {
        this.file = person.resolve("Library/LaunchAgents").resolve(LABEL + ".plist");
        this.command = List.copyOf(command);
    }

    @Override
    public boolean isOn() {
        return Files.exists(file);
    }

    @Override
    public void set(boolean on) throws IOException {
        if (on) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, list());
        } else {
            Files.deleteIfExists(file);
        }
    }

    private String list() {
        String words = command.stream()
                .map(word -> "    <string>" + escaped(word) + "</string>\n")
                .collect(Collectors.joining());
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
              <key>Label</key>
              <string>%s</string>
              <key>ProgramArguments</key>
              <array>
            %s    <string>--hidden</string>
              </array>
              <key>RunAtLoad</key>
              <true/>
            </dict>
            </plist>
            """.formatted(LABEL, words);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
