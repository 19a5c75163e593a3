package dev.portals.orchestrator.authority;

import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps an authority's members, tokens and administrators. Thread-safe; calls may wait for a disk. */
public abstract sealed class AuthorityStore permits MemoryAuthorityStore, SqlAuthorityStore {
    AuthorityStore() {}

    /** A store that lasts as long as this object. */
    public static AuthorityStore inMemory() {
        return new MemoryAuthorityStore();
    }

    /** Does some work that only reads what was committed. */
    abstract <T> T read(Function<Records, T> work);

    /**
     * Does some work that sees what all earlier work did, and all of whose changes are kept for good when this returns. If
     * it throws, nothing of it is kept. It may be done several times, so it does nothing but with the records.
     */
    abstract <T> T transact(Function<Records, T> work);

    /** The same for work without a result. */
    final void update(Consumer<Records> work) {
        transact(records -> {
            work.accept(records);
            return true;
        });
    }
}
