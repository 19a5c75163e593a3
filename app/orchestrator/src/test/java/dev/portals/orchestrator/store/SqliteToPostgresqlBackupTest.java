package dev.portals.orchestrator.store;

import org.junit.jupiter.api.Tag;

@Tag("peer")
class SqliteToPostgresqlBackupTest extends BackupContract {
    @Override
    TestDatabase source() {
        return file("a.db");
    }

    @Override
    TestDatabase target() {
        return TestDatabase.postgresql();
    }
}
