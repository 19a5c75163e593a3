package dev.portals.orchestrator.store;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables there are, as the database itself tells, those that others refer to first. */
record Layout(SequencedMap<String, List<Column>> tables) {
    /** Kinds of values that our tables have. */
    enum Kind {
        TEXT(Types.VARCHAR),
        NUMBER(Types.BIGINT),
        TRUTH(Types.BOOLEAN);

        private final int sql;

        Kind(int sql) {
            this.sql = sql;
        }

        /** One of {@link Types}. */
        int sql() {
            return sql;
        }

        private static Kind of(String table, String column, String type) {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "text" -> TEXT;
                case "bigint", "int8", "bigserial", "integer" -> NUMBER;
                case "boolean", "bool" -> TRUTH;
                default -> throw new IllegalStateException("no such column: " + table + "." + column + " " + type);
            };
        }
    }

    /** A column. */
    record Column(String name, Kind kind) {}

    /** Names of all tables, also those of others in the same database. */
    static Set<String> tables(Handle handle, boolean postgresql) {
        return new TreeSet<>(handle.createQuery(
                        postgresql
                                ? "SELECT table_name FROM information_schema.tables"
                                        + " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
                                : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%'"
                                        + " ESCAPE '#'")
                .mapTo(String.class)
                .list());
    }

    static Layout of(Handle handle, boolean postgresql) {
        Set<String> names = tables(handle, postgresql);
        names.remove(Schema.HISTORY);
        try {
            DatabaseMetaData metadata = handle.getConnection().getMetaData();
            @Nullable String schema = postgresql ? handle.getConnection().getSchema() : null;
            SequencedMap<String, List<Column>> tables = new LinkedHashMap<>();
            TreeMap<String, Set<String>> referring = new TreeMap<>();
            for (String name : names) {
                Set<String> others = strings(metadata.getImportedKeys(null, schema, name), "PKTABLE_NAME");
                others.remove(name);
                referring.put(name, others);
            }
            while (!referring.isEmpty()) {
                String next = referring.entrySet().stream()
                        .filter(entry -> tables.keySet().containsAll(entry.getValue()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle"))
                        .getKey();
                referring.remove(next);
                tables.put(next, columns(metadata, schema, next));
            }
            return new Layout(tables);
        } catch (SQLException e) {
            throw new StoreException("the database doesn't tell what tables it has: " + e.getMessage(), e);
        }
    }

    private static List<Column> columns(DatabaseMetaData metadata, @Nullable String schema, String table)
            throws SQLException {
        List<Column> columns = new ArrayList<>();
        // An underscore in a name stands for any character here.
        try (ResultSet rows = metadata.getColumns(null, schema, table, "%")) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equals(table)) {
                    String name = rows.getString("COLUMN_NAME");
                    columns.add(new Column(name, Kind.of(table, name, rows.getString("TYPE_NAME"))));
                }
            }
        }
        return List.copyOf(columns);
    }

    private static Set<String> strings(ResultSet results, String column) throws SQLException {
        try (ResultSet rows = results) {
            Set<String> strings = new TreeSet<>();
            while (rows.next()) {
                strings.add(rows.getString(column));
            }
            return strings;
        }
    }
}
