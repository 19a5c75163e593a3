package dev.portals.orchestrator.site;

import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.PostgresqlServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlSignInTest extends SignInTest {
    @Override
    Database database(Path place) {
        return Database.postgresql(PostgresqlServer.newDatabase());
    }
}
