package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.Commands;
import dev.portals.desktop.platform.LinkHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** By a file that says what the program opens, and {@code xdg-mime}, which knows whom the person chose. */
public final class XdgLinkHandler implements LinkHandler {
    private static final String SCHEME = "x-scheme-handler/ockam";

    private final Path file;
    private final String entry;
    private final Commands commands;

    /**
     * In that folder of data.
     *
     * @param command what starts the program
     * @param icon its picture
     */
    public XdgLinkHandler(Path data, List<String> command, Path icon, Commands commands) {
        this.file = data.resolve("applications").resolve(DesktopEntry.ID + ".desktop");
        this.entry = DesktopEntry.menu(command, icon);
        this.commands = commands;
    }

    @Override
    public Owner owner() {
        try {
            Commands.Answer answer = commands.run(List.of("xdg-mime", "query", "default", SCHEME));
            if (answer.code() != 0 || answer.output().isEmpty()) {
                return Owner.NOBODY;
            }
            boolean here = answer.output().equals(file.getFileName().toString())
                    && Files.exists(file)
                    && Files.readString(file).equals(entry);
            return here ? Owner.THIS : Owner.OTHER;
        } catch (IOException e) {
            LoggerFactory.getLogger(XdgLinkHandler.class).info("it isn't known who opens links: {}", e.getMessage());
            return Owner.NOBODY;
        }
    }

    @Override
    public void take() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, entry);
        Commands.Answer answer =
                commands.run(List.of("xdg-mime", "default", file.getFileName().toString(), SCHEME));
        if (answer.code() != 0) {
            throw new IOException("xdg-mime: " + answer.output());
        }
    }
}
