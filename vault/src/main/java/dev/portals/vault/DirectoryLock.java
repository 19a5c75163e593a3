package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory for one user at a time. The system drops the lock of a process that dies. Within this process a set keeps
 * order: on POSIX, closing a second channel on the lock file would drop the first one's lock.
 */
public final class DirectoryLock implements AutoCloseable {
    static final String NAME = "lock";

    private static final Set<Path> HELD = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws VaultException STORAGE if somebody has it, or the directory can't be used
     */
    public static DirectoryLock acquire(Path directory) {
        synchronized (HELD) {
            try {
                Path real = directory.toRealPath();
                if (HELD.contains(real)) {
                    throw inUse(directory, "this process");
                }
                FileChannel channel =
                        PrivateFiles.open(real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                try {
                    @Nullable FileLock lock = channel.tryLock();
                    if (lock == null) {
                        throw inUse(directory, "another process");
                    }
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
                HELD.add(real);
                return new DirectoryLock(real, channel);
            } catch (IOException e) {
                throw PrivateFiles.failed("lock", directory, e);
            }
        }
    }

    /** Lets the next one in. Idempotent. */
    @Override
    public void close() {
        synchronized (HELD) {
            // Closed again, it must not let go of what somebody else has taken since.
            if (channel.isOpen()) {
                HELD.remove(directory);
                try {
                    channel.close();
                } catch (IOException e) {
                    throw PrivateFiles.failed("unlock", directory, e);
                }
            }
        }
    }

    private static VaultException inUse(Path directory, String by) {
        return new VaultException(Reason.STORAGE, "the directory " + directory + " is in use by " + by);
    }
}
