package dev.portals.orchestrator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuthorityStoreTest {
    @TempDir
    Path directory;

    private final Town town = new Town(1_700_000_000);
    private final Identifier enroller = town.person("enroller");
    private final Identifier ada = town.person("ada");
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("home").resolve("authority.json");
    }

    private Authority start() {
        AuthoritySettings settings =
                AuthoritySettings.of("p1").withPreTrusted(Map.of(enroller, Map.of("ockam-role", "enroller")));
        return town.authority(settings, FileAuthorityStore.open(directory.resolve("home")));
    }

    @Test
    void membersAndCodesOutliveARestart() {
        OneTimeCode code =
                start().issueToken(enroller, new TokenRequest(new TreeMap<>(Map.of("k", "ö,\"\\ ")), 100L, 2L));
        start().redeem(ada, code);
        Authority again = start();
        assertThat(again.member(enroller, ada).attributes()).isEqualTo(Map.of("k", "ö,\"\\ "));
        assertThat(again.member(enroller, ada).addedBy()).isEqualTo(enroller);
        again.redeem(town.person("bob"), code);
        assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> start().redeem(town.person("cy"), code));
        assertThat(start().members(enroller)).hasSize(3);
    }

    @Test
    void aCodeIsNeverWritten() throws IOException {
        OneTimeCode code = start().issueToken(enroller, TokenRequest.of(Map.of()));
        assertThat(Files.readString(file))
                .doesNotContain(code.toHex())
                .contains(java.util.HexFormat.of().formatHex(code.digest()));
    }

    @Test
    void whatCouldNotBeWrittenDidNotHappen() throws IOException {
        Authority authority = start();
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
    void workThatFailsChangesNothing() {
        AuthorityStore store = FileAuthorityStore.open(directory.resolve("home"));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.transact(records -> {
                    records.put(new Member(ada, new TreeMap<>(), enroller, 1, false));
                    throw new IllegalStateException("no");
                }));
        boolean there = store.transact(records -> records.member(ada).isPresent());
        assertThat(there).isFalse();
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
