package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be done with a home whose file {@code application.json} can't be read: the one of before is put in its place (spec 05
 * section 3.9). Nothing is deleted: the damaged one stays beside it.
 */
public final class HomeRepair {
    private HomeRepair() {}

    /**
     * A copy that can be read.
     *
     * @param from when it was the newest
     * @param portals how many are in it
     */
    public record Copy(Instant from, int portals) {}

    /** The copy that there is beside a file that can't be read; empty: none, or the file itself is fine. */
    public static Optional<Copy> find(Path home) {
        try {
            new ApplicationStore(home).read();
            return Optional.empty();
        } catch (DecodeException e) {
            return copy(home);
        } catch (VaultException e) {
            // No copy helps where nothing can be read.
            return Optional.empty();
        }
    }

    private static Optional<Copy> copy(Path home) {
        Path previous = home.resolve(ApplicationStore.PREVIOUS);
        try {
            if (!Files.isRegularFile(previous)) {
                return Optional.empty();
            }
            Saved saved = new ApplicationStore(home, ApplicationStore.PREVIOUS).read();
            return Optional.of(new Copy(
                    Files.getLastModifiedTime(previous).toInstant(),
                    saved.portals().size()));
        } catch (DecodeException | VaultException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts the copy in the place of the damaged file, which is kept.
     *
     * @throws VaultException if it can't be done; then nothing has changed
     */
    public static void restore(Path home, Instant now) {
        Path file = home.resolve(ApplicationStore.FILE);
        try {
            if (copy(home).isEmpty()) {
                throw new IOException("there is no good copy");
            }
            Files.copy(
                    file,
                    home.resolve(ApplicationStore.FILE + ".damaged-" + now.getEpochSecond()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            PrivateFiles.write(file, Files.readAllBytes(home.resolve(ApplicationStore.PREVIOUS)));
        } catch (IOException e) {
            throw PrivateFiles.failed("restore", file, e);
        }
    }
}
