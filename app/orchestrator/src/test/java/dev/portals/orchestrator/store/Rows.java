package dev.portals.orchestrator.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** All rows of all tables, whatever tables there are. */
final class Rows {
    private Rows() {}

    /** Puts rows into every table; what refers to another table finds its row there. */
    static void fill(Database database, int first, int count) {
        database.change(handle -> Layout.of(handle, database.isPostgresql())
                .tables()
                .forEach((table, columns) -> {
                    List<String> names =
                            columns.stream().map(Layout.Column::name).toList();
                    for (int i = first; i < first + count; i++) {
                        Update insert = handle.createUpdate("INSERT INTO " + table + " (" + String.join(", ", names)
                                + ") VALUES (" + String.join(", ", Collections.nCopies(names.size(), "?")) + ")");
                        for (int c = 0; c < columns.size(); c++) {
                            switch (columns.get(c).kind()) {
                                case TEXT -> insert.bind(c, "“" + i + "”\n\t\\ 日本 🦊");
                                case NUMBER -> insert.bind(c, (long) i);
                                case TRUTH -> insert.bind(c, i % 2 == 0);
                            }
                        }
                        insert.execute();
                    }
                }));
    }

    /** Everything but leases, in an order of its own. */
    static Map<String, List<String>> all(Database database) {
        return all(database, layout(database));
    }

    /** What tables there are. */
    static Layout layout(Database database) {
        return database.read(handle -> Layout.of(handle, database.isPostgresql()));
    }

    /** The same of these tables and columns only: those of an older version. */
    static Map<String, List<String>> all(Database database, Layout layout) {
        return database.read(handle -> {
            Map<String, List<String>> all = new TreeMap<>();
            layout.tables().forEach((table, columns) -> {
                if (!Backup.LEASES.contains(table)) {
                    all.put(table, rows(handle, table, columns));
                }
            });
            return all;
        });
    }

    private static List<String> rows(Handle handle, String table, List<Layout.Column> columns) {
        return handle
                .createQuery("SELECT * FROM " + table)
                .map((row, context) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (Layout.Column column : columns) {
                        Object value = switch (column.kind()) {
                            case TEXT -> row.getString(column.name());
                            case NUMBER -> row.getLong(column.name());
                            case TRUTH -> row.getBoolean(column.name());
                        };
                        values.put(column.name(), row.wasNull() ? "NULL" : value);
                    }
                    return values.toString();
                })
                .list()
                .stream()
                .sorted()
                .toList();
    }
}
