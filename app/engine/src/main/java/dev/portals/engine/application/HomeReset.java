package dev.portals.engine.application;

import dev.portals.transport.node.NodeHome;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a home anew (spec 05 section 8.4): all of it is moved, in one step, to a dated folder beside it, where it stays for seven days; then the home
 * has no identity, keys or friends. No process need end for that, only the {@link Application} of the home.
 */
public final class HomeReset {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String MIDDLE = ".reset-";
    private static final Logger LOG = LoggerFactory.getLogger(HomeReset.class);

    private HomeReset() {}

    /**
     * Moves a home away.
     *
     * @return where it is now; empty if there was none
     * @throws VaultException if it is in use, or can't be moved
     */
    public static Optional<Path> reset(Path home, Instant now) {
        Path directory = home.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        // Whoever uses it holds its lock.
        if (Files.isDirectory(directory.resolve("vault"))) {
            NodeHome.open(directory).close();
        }
        Path backup = directory.resolveSibling(directory.getFileName() + MIDDLE + STAMP.format(now));
        try {
            Files.move(directory, backup);
        } catch (IOException e) {
            throw PrivateFiles.failed("move away", directory, e);
        }
        PrivateFiles.createDirectory(directory);
        return Optional.of(backup);
    }

    /** Deletes what was moved away more than seven days ago; what can't be deleted is only logged. */
    public static void deleteOld(Path home, Instant now) {
        Path directory = home.toAbsolutePath().normalize();
        for (Path backup : backups(directory)) {
            if (movedAt(directory, backup)
                    .filter(at -> at.plus(KEPT).isBefore(now))
                    .isPresent()) {
                try {
                    delete(backup);
                } catch (IOException e) {
                    LOG.warn("an old backup can't be deleted: {}", e.getMessage());
                }
            }
        }
    }

    /** What was moved away and is still there, the oldest first. */
    public static List<Path> backups(Path home) {
        Path directory = home.toAbsolutePath().normalize();
        Path parent = directory.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            return siblings.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> movedAt(directory, path).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.debug("{} can't be listed", parent, e);
            return List.of();
        }
    }

    private static Optional<Instant> movedAt(Path home, Path backup) {
        Matcher name = Pattern.compile(Pattern.quote(home.getFileName() + MIDDLE) + "([0-9]{8}T[0-9]{9}Z)")
                .matcher(String.valueOf(backup.getFileName()));
        try {
            return name.matches() ? Optional.of(STAMP.parse(name.group(1), Instant::from)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Links are deleted, not followed. */
    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
