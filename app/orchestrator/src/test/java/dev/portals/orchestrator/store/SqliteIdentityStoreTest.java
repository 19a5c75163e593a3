package dev.portals.orchestrator.store;

class SqliteIdentityStoreTest extends SqlIdentityStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite(directory);
    }
}
