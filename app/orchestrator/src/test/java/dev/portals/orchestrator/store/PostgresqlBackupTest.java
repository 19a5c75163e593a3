package dev.portals.orchestrator.store;

import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlBackupTest extends BackupContract {
    @Override
    TestDatabase source() {
        return TestDatabase.postgresql();
    }

    @Override
    TestDatabase target() {
        return TestDatabase.postgresql();
    }
}
