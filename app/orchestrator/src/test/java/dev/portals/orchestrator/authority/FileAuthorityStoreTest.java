package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuthorityStoreTest extends AuthorityStoreContract {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("home").resolve("authority.json");
    }

    @Override
    AuthorityStore store() {
        return FileAuthorityStore.open(directory.resolve("home"));
    }

    @Test
    void aCodeIsNeverWritten() throws IOException {
        OneTimeCode code = found().issueToken(enroller, TokenRequest.of(Map.of()));
        assertThat(Files.readString(file))
                .doesNotContain(code.toHex())
                .contains(HexFormat.of().formatHex(code.digest()));
    }

    @Test
    void whatCouldNotBeWrittenDidNotHappen() throws IOException {
        Authority authority = found();
        OneTimeCode code = authority.issueToken(enroller, TokenRequest.of(Map.of()));
        byte[] before = Files.readAllBytes(file);
        // A directory in the place of the temporary file: the next write fails on every system.
        Path obstacle = Files.createDirectories(
                file.resolveSibling("authority.json.tmp").resolve("x"));
        assertThatExceptionOfType(VaultException.class).isThrownBy(() -> authority.redeem(ada, code));
        assertThat(authority.members(enroller)).containsOnlyKeys(enroller);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        Files.delete(obstacle);
        authority.redeem(ada, code);
        assertThat(start().members(enroller)).containsOnlyKeys(enroller, ada);
    }

    @Test
    void aDamagedFileIsNamedAndNotOverwritten() throws IOException {
        Files.createDirectories(file.getParent());
        for (String content : List.of(
                "",
                "{",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"members\":[{\"identifier\":\"x\"}]}",
                "{\"version\":1,\"tokens\":[{\"code_sha256\":\"x\"}]}")) {
            Files.writeString(file, content);
            assertThatExceptionOfType(DecodeException.class)
                    .isThrownBy(this::start)
                    .withMessageContaining("authority.json");
            assertThat(Files.readString(file)).isEqualTo(content);
        }
    }
}
