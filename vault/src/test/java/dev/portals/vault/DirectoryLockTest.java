package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path directory;

    @Test
    void oneAtATimeHasIt() {
        DirectoryLock first = DirectoryLock.acquire(directory);
        assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("in use by this process");
        first.close();
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void closedAgainItLetsNobodyInThatOthersKeepOut() throws Exception {
        DirectoryLock first = DirectoryLock.acquire(directory);
        first.close();
        DirectoryLock second = DirectoryLock.acquire(directory);
        first.close();
        assertThatThrownBy(() -> DirectoryLock.acquire(directory)).isInstanceOf(VaultException.class);
        assertThatThrownBy(this::lockOfTheSystem).isInstanceOf(OverlappingFileLockException.class);
        second.close();
        lockOfTheSystem();
    }

    private void lockOfTheSystem() throws Exception {
        Path file;
        try (Stream<Path> files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
        }
    }
}
