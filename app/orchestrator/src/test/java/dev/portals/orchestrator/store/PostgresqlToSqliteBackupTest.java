package dev.portals.orchestrator.store;

import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlToSqliteBackupTest extends BackupContract {
    @Override
    TestDatabase source() {
        return TestDatabase.postgresql();
    }

    @Override
    TestDatabase target() {
        return file("b.db");
    }
}
