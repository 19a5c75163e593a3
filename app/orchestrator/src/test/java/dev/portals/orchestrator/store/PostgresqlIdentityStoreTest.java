package dev.portals.orchestrator.store;

import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlIdentityStoreTest extends SqlIdentityStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
