package dev.portals.orchestrator.store;

import java.nio.file.Path;

/** A place for one test's records, empty at first, that can be opened several times: by an orchestrator's instances. */
public interface TestDatabase {
    /** Another instance's view of it, which the caller closes. */
    default Database open() {
        String address = address();
        return address.startsWith("postgresql:") ? Database.postgresql(address) : Database.sqlite(Path.of(address));
    }

    /** A file, or an address of PostgreSQL. */
    String address();

    /** A file in that directory. */
    static TestDatabase sqlite(Path directory) {
        String file = directory.resolve("orchestrator.db").toString();
        return () -> file;
    }

    /** A new database of a real PostgreSQL server. */
    static TestDatabase postgresql() {
        String address = PostgresqlServer.newDatabase();
        return () -> address;
    }
}
