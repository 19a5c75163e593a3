package dev.portals.orchestrator.store;

import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlSealedVaultTest extends SealedVaultContract {
    @Override
    TestDatabase place() {
        return TestDatabase.postgresql();
    }
}
