package dev.portals.orchestrator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts the rows of a backup into tables of the same version. */
final class Loading implements BackupReader.Rows, AutoCloseable {
    private static final int AT_ONCE = 500;
    /** The column that the database numbers by itself. */
    private static final String NUMBERED = "place";

    private final Connection connection;
    private final boolean postgresql;
    private final Layout layout;
    private final Set<String> loaded = new HashSet<>();
    private List<Layout.Kind> kinds = List.of();
    private @Nullable PreparedStatement insert;
    private int waiting;

    Loading(Handle handle, boolean postgresql) {
        this.connection = handle.getConnection();
        this.postgresql = postgresql;
        this.layout = Layout.of(handle, postgresql);
    }

    /** A name is only used if it is a table or column that the database has. */
    @Override
    public void table(String name, List<String> columns) throws SQLException {
        close();
        List<Layout.Column> known = layout.tables().getOrDefault(name, List.of());
        Map<String, Layout.Kind> byName =
                known.stream().collect(Collectors.toMap(Layout.Column::name, Layout.Column::kind));
        if (known.isEmpty()
                || columns.size() != known.size()
                || !byName.keySet().equals(Set.copyOf(columns))) {
            throw new StoreException(
                    "the backup isn't whole: its table " + name + " isn't the one of its version", null);
        }
        kinds = columns.stream().map(byName::get).toList();
        insert = connection.prepareStatement("INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
        loaded.add(name);
    }

    @Override
    public void row(ArrayNode values) throws SQLException {
        if (insert == null) {
            throw new IllegalStateException("a row comes after its table");
        }
        for (int i = 0; i < values.size(); i++) {
            set(insert, i + 1, kinds.get(i), values.get(i));
        }
        insert.addBatch();
        if (++waiting == AT_ONCE) {
            flush();
        }
    }

    private static void set(PreparedStatement insert, int place, Layout.Kind kind, JsonNode value) throws SQLException {
        if (value.isNull()) {
            insert.setNull(place, kind.sql());
        } else if (kind == Layout.Kind.TEXT && value.isTextual()) {
            insert.setString(place, value.textValue());
        } else if (kind == Layout.Kind.NUMBER && value.canConvertToLong() && value.isIntegralNumber()) {
            insert.setLong(place, value.longValue());
        } else if (kind == Layout.Kind.TRUTH && value.isBoolean()) {
            insert.setBoolean(place, value.booleanValue());
        } else {
            throw new StoreException("the backup is damaged: a value is of another kind than its column", null);
        }
    }

    private void flush() throws SQLException {
        if (insert != null && waiting > 0) {
            insert.executeBatch();
            waiting = 0;
        }
    }

    /**
     * Ends with everything in its place.
     *
     * @param optional tables that may be missing
     */
    void finish(Set<String> optional) throws SQLException {
        close();
        Map<String, List<Layout.Column>> missing = new HashMap<>(layout.tables());
        missing.keySet().removeAll(loaded);
        missing.keySet().removeAll(optional);
        if (!missing.isEmpty()) {
            throw new StoreException("the backup isn't whole: it lacks " + missing.keySet(), null);
        }
        if (postgresql) {
            // SQLite goes on after the highest number by itself.
            for (Map.Entry<String, List<Layout.Column>> table : layout.tables().entrySet()) {
                if (table.getValue().contains(new Layout.Column(NUMBERED, Layout.Kind.NUMBER))) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT setval(pg_get_serial_sequence('" + table.getKey() + "', '" + NUMBERED
                                + "'), (SELECT COALESCE(MAX(" + NUMBERED + "), 0) + 1 FROM " + table.getKey()
                                + "), false)");
                    }
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (insert != null) {
            flush();
            insert.close();
            insert = null;
        }
    }
}
