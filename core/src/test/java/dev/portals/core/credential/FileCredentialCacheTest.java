package dev.portals.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCredentialCacheTest {
    private static final Identifier SUBJECT = Identifier.of(new byte[32]);
    private static final Identifier ISSUER = Identifier.parse("I" + "ab".repeat(32));
    private static final CredentialCache.Key KEY = new CredentialCache.Key(SUBJECT, ISSUER, "project-member-1");

    @TempDir
    private Path root;

    private static Credential credential(int index) {
        return Credential.fromHex(IdentityVectors.load("identity/credentials.json")
                .get("accept")
                .get(index)
                .get("credential_and_purpose_key_hex")
                .asText());
    }

    private FileCredentialCache open() {
        return FileCredentialCache.open(root.resolve("credentials"));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("credentials"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void aCredentialIsThereAfterARestart() {
        assertThat(open().find(KEY)).isEmpty();
        open().put(KEY, credential(0));
        assertThat(open().find(KEY)).contains(credential(0));
        open().put(KEY, credential(1));
        assertThat(open().find(KEY)).contains(credential(1));
        open().remove(KEY);
        open().remove(KEY);
        assertThat(open().find(KEY)).isEmpty();
    }

    @Test
    void eachSubjectIssuerAndScopeHasItsOwn() {
        FileCredentialCache cache = open();
        cache.put(KEY, credential(0));
        assertThat(cache.find(new CredentialCache.Key(ISSUER, SUBJECT, KEY.scope())))
                .isEmpty();
        assertThat(cache.find(new CredentialCache.Key(SUBJECT, ISSUER, "project-admin-1")))
                .isEmpty();
    }

    @Test
    void aDamagedFileIsNoCredential() throws IOException {
        open().put(KEY, credential(0));
        Files.write(onlyFile(), new byte[] {(byte) 0x82, 0});
        assertThat(open().find(KEY)).isEmpty();
    }

    @Test
    void theFileIsOpenToNobodyElse() throws IOException {
        open().put(KEY, credential(0));
        if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(onlyFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
