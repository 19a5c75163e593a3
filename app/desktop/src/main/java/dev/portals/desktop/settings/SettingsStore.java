package dev.portals.desktop.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code desktop.json} of the home. One that can't be read is as if there were none: nothing in it is precious. */
public final class SettingsStore {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 64 * 1024;

    private final Path home;
    private final Path file;
    private DesktopSettings now;

    /** That of a home. */
    public SettingsStore(Path home) {
        this.home = home;
        this.file = home.resolve("desktop.json");
        this.now = read(file);
    }

    private static DesktopSettings read(Path file) {
        try {
            byte[] bytes = PrivateFiles.read(file, LONGEST).orElse(null);
            DesktopSettings known = bytes == null ? null : JSON.readValue(bytes, DesktopSettings.class);
            return known == null || known.server() == null ? DesktopSettings.FIRST : known;
        } catch (IOException | VaultException e) {
            LOG.warn("the file {} can't be read and is begun anew", file, e);
            return DesktopSettings.FIRST;
        }
    }

    /** How it is. */
    public synchronized DesktopSettings get() {
        return now;
    }

    /** Changes it, here and in the file. */
    public synchronized DesktopSettings change(UnaryOperator<DesktopSettings> change) {
        DesktopSettings next = change.apply(now);
        if (!next.equals(now)) {
            now = next;
            try {
                PrivateFiles.createDirectory(home);
                PrivateFiles.write(file, JSON.writeValueAsBytes(next));
            } catch (IOException | VaultException e) {
                LOG.warn("the settings can't be kept", e);
            }
        }
        return now;
    }
}
