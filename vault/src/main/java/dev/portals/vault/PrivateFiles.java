package dev.portals.vault;

import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files that only their owner may read and that are either wholly written, durably, or not there. Failures are {@link
 * VaultException}s with {@link Reason#STORAGE}.
 */
public final class PrivateFiles {
    /** The ending of files that are being written; one that is left over was never acknowledged. */
    public static final String TEMPORARY = ".tmp";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** Makes the directory if need be, and closes it to everyone else in any case. */
    public static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory, attributes(OWNER_DIRECTORY));
            if (POSIX) {
                Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
            } else {
                ownerOnly(directory);
            }
        } catch (IOException e) {
            throw failed("make the directory", directory, e);
        }
    }

    /** An open channel on a file for its owner alone, made if need be. */
    static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(options), attributes(OWNER_FILE));
        if (!POSIX) {
            ownerOnly(file);
        }
        return channel;
    }

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes it all. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Puts the content in the file's place in one step: after a crash there is the old file or the new one. */
    public static void write(Path file, byte[] content) {
        write(file, out -> out.write(content));
    }

    /** The same for content of any length; what it throws leaves the old file. */
    public static void write(Path file, Content content) {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                // Not closed: that would close the channel before its bytes are forced out.
                content.writeTo(Channels.newOutputStream(channel));
                channel.force(true);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(temporary);
                throw e;
            }
            move(temporary, file);
            syncDirectory(file);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /** The content of a file; one that is longer than expected is cut after a byte too many. */
    public static Optional<byte[]> read(Path file, int expectedLength) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(expectedLength + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /** Deletes a file durably; false if there was none. */
    public static boolean delete(Path file) {
        try {
            boolean deleted = Files.deleteIfExists(file);
            if (deleted) {
                syncDirectory(file);
            }
            return deleted;
        } catch (IOException e) {
            throw failed("delete", file, e);
        }
    }

    /** The failure of a file operation. */
    public static VaultException failed(String what, Path path, IOException cause) {
        return new VaultException(Reason.STORAGE, "can't " + what + " " + path + ": " + cause.getMessage(), cause);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system can't replace a file in one step", e);
        }
    }

    /** Makes the directory's entries durable; Windows has no such call and journals them itself. */
    private static void syncDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        if (POSIX && directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static void ownerOnly(Path path) throws IOException {
        AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
        if (acl != null) {
            acl.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(acl.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}
