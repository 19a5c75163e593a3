package dev.portals.orchestrator.authority;

import dev.portals.orchestrator.store.TestDatabase;

class SqliteAuthorityStoreTest extends SqlAuthorityStoreContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite(directory);
    }
}
