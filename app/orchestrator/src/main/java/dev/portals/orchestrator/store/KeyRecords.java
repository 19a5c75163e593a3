package dev.portals.orchestrator.store;

import dev.portals.vault.VaultException;
import dev.portals.vault.VaultException.Reason;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** The tables of keys and identities; a database that can't be used is a {@link VaultException} there. */
record KeyRecords(Database database) {
    <T> T read(Function<Handle, T> work) {
        return translated(() -> database.read(work));
    }

    <T> T write(Function<Handle, T> work) {
        return translated(() -> database.write(work));
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T translated(Work<T> work) {
        try {
            return work.run();
        } catch (JdbiException | StoreException e) {
            throw new VaultException(Reason.STORAGE, "the database can't be used: " + e.getMessage(), e);
        }
    }
}
