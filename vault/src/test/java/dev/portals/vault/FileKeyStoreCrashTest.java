package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.vault.VaultException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file store and other processes: one that is killed, and one that still lives. */
class FileKeyStoreCrashTest {
    @TempDir
    Path directory;

    private Path store() {
        return directory.resolve("vault");
    }

    @Test
    void aProcessKilledWhileWritingLosesNothingItHadAcknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int acknowledgements : new int[] {1, 7, 23, 60}) {
            try (StoreProcess process = new StoreProcess("write", store())) {
                assertThat(process.line()).isEqualTo("open");
                for (int i = 0; i < acknowledgements; i++) {
                    acknowledged.add(process.line());
                }
                acknowledged.addAll(process.kill());
            }
            checkAll(acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(91);
    }

    private void checkAll(List<String> acknowledged) throws Exception {
        try (FileKeyStore store = FileKeyStore.open(store());
                SoftwareVault vault = new SoftwareVault(store)) {
            Set<String> files = new HashSet<>();
            for (String line : acknowledged) {
                String[] parts = line.split(" ");
                KeyHandle handle = new KeyHandle(HexFormat.of().parseHex(parts[1]));
                switch (parts[0]) {
                    case "x25519" ->
                        assertThat(vault.handleOf(vault.agreementKey(handle))).isEqualTo(handle);
                    case "ed25519" ->
                        assertThat(vault.handleOf(vault.verifyingKey(handle))).isEqualTo(handle);
                    default -> assertThat(vault.deleteAgreementKey(handle)).isFalse();
                }
                files.add(line.replace(' ', '-') + ".secret");
            }
            // At most one key per killed process was written and not acknowledged; what is there is whole.
            try (Stream<Path> entries = Files.list(store())) {
                for (Path file : entries.toList()) {
                    String name = file.getFileName().toString();
                    assertThat(name).doesNotEndWith(".tmp");
                    if (name.endsWith(".secret") && !files.contains(name)) {
                        String[] parts = name.replace(".secret", "").split("-");
                        SecretKind kind = parts[0].equals("x25519") ? SecretKind.X25519 : SecretKind.ED25519;
                        assertThat(store.find(kind, new KeyHandle(HexFormat.of().parseHex(parts[1]))))
                                .isPresent();
                    }
                }
            }
        }
    }

    @Test
    void aStoreThatAnotherProcessHasOpenIsRefusedUntilThatProcessIsGone() throws Exception {
        try (StoreProcess process = new StoreProcess("write", store())) {
            assertThat(process.line()).isEqualTo("open");
            assertThatThrownBy(() -> FileKeyStore.open(store()))
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE))
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining(store().toString());
            process.kill();
        }
        FileKeyStore.open(store()).close();
    }

    /** On POSIX the refused second opening could drop the lock of the first. */
    @Test
    void aRefusedOpeningInTheSameProcessLeavesTheLockInPlace() throws Exception {
        try (FileKeyStore held = FileKeyStore.open(store())) {
            assertThatThrownBy(() -> FileKeyStore.open(store()))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("in use by this process");
            try (StoreProcess process = new StoreProcess("open", store())) {
                assertThat(process.line()).startsWith("STORAGE").contains("in use by another process");
            }
            assertThat(held).isNotNull();
        }
        try (StoreProcess process = new StoreProcess("open", store())) {
            assertThat(process.line()).isEqualTo("open");
        }
    }
}
