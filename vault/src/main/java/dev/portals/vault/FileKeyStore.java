package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps secrets in a directory, one file each, sealed by a {@link MasterKey}, for one process at a time.
 *
 * <pre>
 * KIND-HANDLE.secret    a secret as {@link KeySealer} seals it
 * master.key            the master key, or master.passphrase
 * lock                  held while the store is open
 * </pre>
 *
 * A file replaces its predecessor in one step and is durable before the call returns, so a process killed at any moment
 * leaves a store with all that was acknowledged. A changed byte, or a file under another's name, is {@link
 * Reason#CORRUPT}. Directory and files are open to their owner alone. Deleting unlinks the file; old blocks of the disk
 * may keep what stood there, sealed.
 */
public final class FileKeyStore implements KeyStore {
    private static final String ENDING = ".secret";
    private static final int MOST_HANDLE = 64;

    private final Path directory;
    private final DirectoryLock lock;
    private final KeySealer sealer;
    private boolean closed;

    private FileKeyStore(Path directory, DirectoryLock lock, KeySealer sealer) {
        this.directory = directory;
        this.lock = lock;
        this.sealer = sealer;
    }

    /** Opens the store with a {@link MasterKey#file}; makes it if need be. */
    public static FileKeyStore open(Path directory) {
        return open(directory, MasterKey.file());
    }

    /**
     * Opens the store; makes it if need be.
     *
     * @throws VaultException STORAGE if it is in use or can't be read, CORRUPT if the master key doesn't open it
     */
    public static FileKeyStore open(Path directory, MasterKey masterKey) {
        PrivateFiles.createDirectory(directory);
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            return new FileKeyStore(directory, lock, KeySealer.open(masterKey, directory, isFresh(directory)));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public synchronized void put(SecretKind kind, KeyHandle handle, SecretBytes secret) {
        requireOpen();
        PrivateFiles.write(file(kind, handle), sealer.seal(kind, handle, secret));
    }

    @Override
    public synchronized Optional<SecretBytes> find(SecretKind kind, KeyHandle handle) {
        requireOpen();
        Path file = file(kind, handle);
        return PrivateFiles.read(file, KeySealer.LENGTH)
                .map(content -> sealer.open(kind, handle, content).orElseThrow(() -> corrupt(file)));
    }

    @Override
    public synchronized boolean delete(SecretKind kind, KeyHandle handle) {
        requireOpen();
        return PrivateFiles.delete(file(kind, handle));
    }

    @Override
    public synchronized void close() {
        closed = true;
        sealer.close();
        lock.close();
    }

    /** Clears away what a killed process left unfinished, and tells whether nothing has been sealed here yet. */
    private static boolean isFresh(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.toList();
            boolean fresh = true;
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(PrivateFiles.TEMPORARY)) {
                    PrivateFiles.delete(file);
                } else {
                    fresh &= name.equals(DirectoryLock.NAME);
                }
            }
            return fresh;
        } catch (IOException e) {
            throw PrivateFiles.failed("list", directory, e);
        }
    }

    private Path file(SecretKind kind, KeyHandle handle) {
        if (handle.bytes().length > MOST_HANDLE) {
            throw new IllegalArgumentException("a handle has at most " + MOST_HANDLE + " bytes");
        }
        return directory.resolve(kind.label() + "-" + handle + ENDING);
    }

    private static VaultException corrupt(Path file) {
        return new VaultException(Reason.CORRUPT, "the key in " + file + " doesn't open: the file has been changed");
    }

    private void requireOpen() {
        if (closed) {
            throw new VaultException(Reason.STORAGE, "the key store has been closed");
        }
    }

    @Override
    public String toString() {
        return "FileKeyStore[" + directory + "]";
    }
}
