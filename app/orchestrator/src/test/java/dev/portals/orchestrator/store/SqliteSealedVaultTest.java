package dev.portals.orchestrator.store;

class SqliteSealedVaultTest extends SealedVaultContract {
    @Override
    TestDatabase place() {
        return TestDatabase.sqlite(directory);
    }
}
