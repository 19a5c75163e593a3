package dev.portals.orchestrator.store;

class SqliteBackupTest extends BackupContract {
    @Override
    TestDatabase source() {
        return file("a.db");
    }

    @Override
    TestDatabase target() {
        return file("b.db");
    }
}
