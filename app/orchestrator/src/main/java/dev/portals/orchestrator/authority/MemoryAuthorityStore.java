package dev.portals.orchestrator.authority;

/** Keeps records in memory. */
final class MemoryAuthorityStore extends AuthorityStore {
    @Override
    void save(Records records) {}
}
