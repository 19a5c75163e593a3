package dev.portals.orchestrator.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.orchestrator.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invitations that were made before the tables of today. */
class OlderInvitationTest {
    private static final String TO_DORA = "cd84dfa5-a0ca-43cf-8fda-970cad6629c2";

    @TempDir
    private Path directory;

    @Test
    void oneOfTheFirstVersionStillBringsItsTicket() throws IOException {
        Path file = directory.resolve("orchestrator.db");
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(
                OlderInvitationTest.class.getResourceAsStream("/store/version-1/orchestrator.db.gz")))) {
            Files.write(file, in.readAllBytes());
        }
        try (Database database = Database.sqlite(file)) {
            Stored stored = database.read(handle -> InvitationTable.find(handle, TO_DORA))
                    .orElseThrow();
            ServiceAccessDetails access =
                    Objects.requireNonNull(stored.withAccess(true).access());
            assertThat(access.ticket()).contains("ab".repeat(32));
            assertThat(stored.withAccess(false).access()).isNull();
        }
    }
}
