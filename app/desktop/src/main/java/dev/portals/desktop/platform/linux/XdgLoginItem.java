package dev.portals.desktop.platform.linux;

import dev.portals.desktop.platform.LoginItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** By a file in the autostart folder: https://specifications.freedesktop.org/autostart-spec/. */
public final class XdgLoginItem implements LoginItem {
    private final Path file;
    private final String entry;

    /**
     * In that folder of settings.
     *
     * @param command what starts the program
     * @param icon its picture
     */
    public XdgLoginItem(Path config, List<String> command, Path icon) {
        file = config.resolve("autostart").resolve(DesktopEntry.ID + ".desktop");
        entry = DesktopEntry.login(command, icon);
    }

    /** A desktop that switches one off leaves the file, with a mark. */
    @Override
    public boolean isOn() {
        try {
            return Files.exists(file)
                    && Files.readAllLines(file).stream()
                            .map(line -> line.replace(" ", ""))
                            .noneMatch(line ->
                                    line.equals("Hidden=true") || line.equals("X-GNOME-Autostart-enabled=false"));
        } catch (IOException e) {
            LoggerFactory.getLogger(XdgLoginItem.class).info("{} can't be read", file, e);
            return false;
        }
    }

    @Override
    public void set(boolean on) throws IOException {
        if (on) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, entry);
        } else {
            Files.deleteIfExists(file);
        }
    }
}
