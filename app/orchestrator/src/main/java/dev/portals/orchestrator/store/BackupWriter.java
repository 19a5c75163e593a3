package dev.portals.orchestrator.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes the lines of a {@link Backup}, one row in memory at a time. */
final class BackupWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GZIPOutputStream out;
    private final MessageDigest digest = sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    BackupWriter(OutputStream out) throws IOException {
        this.out = new GZIPOutputStream(out, 1 << 16);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void header(Backup.Header header) throws IOException {
        write(JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("portals_backup", Backup.FORMAT)
                .put("schema", header.schema())
                .put("program", header.program())
                .put("created_at", header.createdAt().toString())
                .put("master_key", header.masterKey())
                .put("key", header.key())));
    }

    void table(String name, List<Layout.Column> columns) throws IOException {
        ObjectNode table = JSON.createObjectNode().put("table", name);
        ArrayNode names = table.putArray("columns");
        columns.forEach(column -> names.add(column.name()));
        write(JSON.writeValueAsBytes(table));
    }

    /** The row that is read now. */
    void row(ResultSet row, List<Layout.Column> columns) throws IOException, SQLException {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartArray();
            for (int i = 1; i <= columns.size(); i++) {
                value(json, row, i, columns.get(i - 1).kind());
            }
            json.writeEndArray();
        }
        if (line.size() > Backup.MOST_LINE) {
            throw new StoreException("a row is too long for a backup: " + line.size() + " bytes", null);
        }
        write(line.toByteArray());
    }

    private static void value(JsonGenerator json, ResultSet row, int column, Layout.Kind kind)
            throws IOException, SQLException {
        switch (kind) {
            case TEXT -> json.writeString(row.getString(column));
            case NUMBER -> {
                long number = row.getLong(column);
                if (row.wasNull()) {
                    json.writeNull();
                } else {
                    json.writeNumber(number);
                }
            }
            case TRUTH -> {
                boolean truth = row.getBoolean(column);
                if (row.wasNull()) {
                    json.writeNull();
                } else {
                    json.writeBoolean(truth);
                }
            }
        }
    }

    private void write(byte[] text) throws IOException {
        digest.update(text);
        digest.update((byte) '\n');
        out.write(text);
        out.write('\n');
    }

    /** Ends the backup; the stream below stays open. */
    void end(long rows) throws IOException {
        byte[] sum = digest.digest();
        write(JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("rows", rows)
                .put("sha256", HexFormat.of().formatHex(sum))));
        out.finish();
        out.flush();
    }
}
