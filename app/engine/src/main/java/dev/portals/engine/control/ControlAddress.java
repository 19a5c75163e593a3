package dev.portals.engine.control;

import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the socket of a home is: {@code control.sock} in it. The path of a socket may be short only (104 to 108 bytes), so
 * that of a home with a long name is in a new private folder, which the home's file {@code control.path} names.
 */
final class ControlAddress {
    static final String SOCKET = "control.sock";
    static final String NOTE = "control.path";

    private static final int LONGEST = 100;

    private ControlAddress() {}

    /** The path to bind, with no other socket left there. */
    static Path toBind(Path home) throws IOException {
        Path near = home.toAbsolutePath().resolve(SOCKET);
        if (fits(near)) {
            Files.deleteIfExists(near);
            PrivateFiles.delete(home.resolve(NOTE));
            return near;
        }
        Path far = Files.createTempDirectory("portals-").resolve(SOCKET);
        if (!fits(far)) {
            Files.delete(far.getParent());
            throw new IOException("the paths " + near + " and " + far + " are too long for a socket");
        }
        release(home);
        PrivateFiles.write(home.resolve(NOTE), far.toString().getBytes(StandardCharsets.UTF_8));
        return far;
    }

    /** The path to connect to. */
    static Path toReach(Path home) throws IOException {
        byte[] note = PrivateFiles.read(home.resolve(NOTE), LONGEST).orElse(null);
        if (note == null) {
            return home.toAbsolutePath().resolve(SOCKET);
        }
        try {
            return Path.of(new String(note, StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            throw new IOException("the file " + home.resolve(NOTE) + " is damaged", e);
        }
    }

    /** Removes what {@link #toBind} and the socket have left. */
    static void release(Path home) throws IOException {
        Path socket = toReach(home);
        Path folder = socket.getParent();
        if (socket.endsWith(SOCKET) && folder != null) {
            Files.deleteIfExists(socket);
            if (PrivateFiles.delete(home.resolve(NOTE))) {
                Files.deleteIfExists(folder);
            }
        }
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
