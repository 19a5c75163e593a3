package dev.portals.orchestrator.authority;

import java.util.function.Function;

/** Keeps records in memory; each transaction works on a copy of them. */
sealed class MemoryAuthorityStore extends AuthorityStore permits FileAuthorityStore {
    private MemoryRecords committed = new MemoryRecords();

    @Override
    final synchronized <T> T read(Function<Records, T> work) {
        return work.apply(committed);
    }

    @Override
    final synchronized <T> T transact(Function<Records, T> work) {
        MemoryRecords draft = committed.copy();
        T result = work.apply(draft);
        if (draft.changed()) {
            save(draft);
            committed = draft.copy();
        }
        return result;
    }

    /** Takes what was saved earlier. */
    final synchronized void restore(MemoryRecords saved) {
        committed = saved.copy();
    }

    /** Makes the records durable, or throws and leaves the earlier ones. */
    void save(MemoryRecords records) {}
}
