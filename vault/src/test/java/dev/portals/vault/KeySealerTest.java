package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySealerTest {
    private static final KeyHandle HANDLE = new KeyHandle(new byte[] {1, 2, 3});

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("elsewhere.key");
    }

    private KeySealer open(boolean fresh) {
        return KeySealer.open(MasterKey.file(file), directory, fresh);
    }

    private static SecretBytes secret() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 7);
        return SecretBytes.owning(bytes);
    }

    @Test
    void whatIsSealedOpensAgainWithTheSameMasterKey() {
        byte[] sealed;
        byte[] fingerprint;
        try (KeySealer sealer = open(true)) {
            sealed = sealer.seal(SecretKind.X25519, HANDLE, secret());
            fingerprint = sealer.fingerprint();
            assertThat(sealer.seal(SecretKind.X25519, HANDLE, secret())).isNotEqualTo(sealed);
        }
        try (KeySealer sealer = open(false)) {
            assertThat(sealed).hasSize(KeySealer.LENGTH);
            assertThat(sealer.fingerprint()).isEqualTo(fingerprint).hasSize(32);
            assertThat(sealer.open(SecretKind.X25519, HANDLE, sealed)).contains(secret());
        }
    }

    @Test
    void nothingOpensUnderAnotherNameOrChangedOrByAnotherMasterKey() {
        try (KeySealer sealer = open(true);
                KeySealer other = KeySealer.open(MasterKey.file(Path.of("other.key")), directory, true)) {
            byte[] sealed = sealer.seal(SecretKind.ED25519, HANDLE, secret());
            assertThat(sealer.open(SecretKind.X25519, HANDLE, sealed)).isEmpty();
            assertThat(sealer.open(SecretKind.ED25519, new KeyHandle(new byte[] {1, 2, 4}), sealed))
                    .isEmpty();
            assertThat(other.open(SecretKind.ED25519, HANDLE, sealed)).isEmpty();
            assertThat(other.fingerprint()).isNotEqualTo(sealer.fingerprint());
            for (int i = 0; i < sealed.length; i++) {
                byte[] changed = sealed.clone();
                changed[i] ^= 1;
                assertThat(sealer.open(SecretKind.ED25519, HANDLE, changed)).isEmpty();
                assertThat(sealer.open(SecretKind.ED25519, HANDLE, Arrays.copyOf(sealed, i)))
                        .isEmpty();
            }
            assertThat(sealer.open(SecretKind.ED25519, HANDLE, Arrays.copyOf(sealed, sealed.length + 1)))
                    .isEmpty();
        }
    }

    @Test
    void aMissingMasterKeyIsOnlyMadeWhenNothingHasBeenSealed() throws IOException {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> open(false))
                .withMessageContaining(file.toString())
                .matches(e -> e.reason() == Reason.CORRUPT);
        assertThat(file).doesNotExist();
        open(true).close();
        assertThat(file).exists();
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void onlySecretsOfTheirLengthAreSealed() {
        try (KeySealer sealer = open(true)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sealer.seal(SecretKind.ED25519, HANDLE, SecretBytes.owning(new byte[31])));
        }
    }

    @Test
    void afterClosingNothingIsSealed() {
        KeySealer sealer = open(true);
        sealer.close();
        assertThatIllegalStateException().isThrownBy(() -> sealer.seal(SecretKind.ED25519, HANDLE, secret()));
        assertThatIllegalStateException().isThrownBy(sealer::fingerprint);
    }
}
