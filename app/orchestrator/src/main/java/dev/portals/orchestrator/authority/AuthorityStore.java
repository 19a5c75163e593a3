package dev.portals.orchestrator.authority;

import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps an authority's members and tokens. Thread-safe; calls may wait for a disk. */
public abstract sealed class AuthorityStore permits MemoryAuthorityStore, FileAuthorityStore {
    private Records committed = new Records();

    AuthorityStore() {}

    /** A store that lasts as long as this object. */
    public static AuthorityStore inMemory() {
        return new MemoryAuthorityStore();
    }

    /**
     * Does some work that sees what all earlier work did, and all of whose changes are kept for good when this returns. If
     * it throws, nothing of it is kept.
     */
    final synchronized <T> T transact(Function<Records, T> work) {
        Records draft = committed.copy();
        T result = work.apply(draft);
        if (draft.changed()) {
            save(draft);
            committed = draft.copy();
        }
        return result;
    }

    /** The same for work without a result. */
    final void update(Consumer<Records> work) {
        transact(records -> {
            work.accept(records);
            return true;
        });
    }

    /** Takes what was saved earlier. */
    final synchronized void restore(Records saved) {
        committed = saved.copy();
    }

    /** Makes the records durable, or throws and leaves the earlier ones. */
    abstract void save(Records records);
}
