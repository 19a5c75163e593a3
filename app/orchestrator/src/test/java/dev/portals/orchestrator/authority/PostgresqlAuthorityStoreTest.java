package dev.portals.orchestrator.authority;

import dev.portals.orchestrator.store.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlAuthorityStoreTest extends SqlAuthorityStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
