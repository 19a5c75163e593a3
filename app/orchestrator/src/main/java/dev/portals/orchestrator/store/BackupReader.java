package dev.portals.orchestrator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a {@link Backup}, one row in memory at a time. What it can't use is a {@link StoreException}. */
final class BackupReader {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InputStream in;
    private final MessageDigest digest = BackupWriter.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Backup.Header header;

    /** Takes what is read. */
    interface Rows {
        /** A table begins. */
        default void table(String name, List<String> columns) throws SQLException {}

        /** A row of it, with so many values as it has columns. */
        default void row(ArrayNode values) throws SQLException {}
    }

    /**
     * Reads the header.
     *
     * @param latest the newest version of tables that is understood
     */
    BackupReader(InputStream in, int latest) {
        try {
            this.in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        } catch (ZipException | EOFException e) {
            throw new StoreException("this is not a backup of Portals", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        this.header = header(line(), latest);
    }

    Backup.Header header() {
        return header;
    }

    private Backup.Header header(@Nullable String text, int latest) {
        JsonNode first;
        try {
            first = text == null ? JSON.missingNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StoreException("this is not a backup of Portals", e);
        }
        if (text == null
                || !first.path("portals_backup").isInt()
                || !first.path("schema").isInt()) {
            throw new StoreException("this is not a backup of Portals", null);
        }
        digest(text);
        int schema = first.path("schema").asInt();
        if (first.path("portals_backup").asInt() != Backup.FORMAT || schema > latest) {
            throw new StoreException(
                    "the backup was made by a newer Portals, version "
                            + first.path("program").asText() + ": restore it with that one",
                    null);
        }
        try {
            String key = first.path("key").textValue();
            if (key != null) {
                HexFormat.of().parseHex(key);
            }
            return new Backup.Header(
                    schema,
                    first.path("program").asText(),
                    Instant.parse(first.path("created_at").asText()),
                    first.path("master_key").textValue(),
                    key);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw damaged("its first line is wrong");
        }
    }

    /**
     * Reads all rows to the end.
     *
     * @return how many each table has
     */
    Map<String, Long> read(Rows into) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        String table = "";
        int width = 0;
        while (true) {
            String text = line();
            if (text == null) {
                throw damaged("its end is missing");
            }
            JsonNode value = parse(text);
            if (value.has("sha256")) {
                end(value, rows);
                return rows;
            }
            if (value.has("table")) {
                List<String> columns = new ArrayList<>();
                value.path("columns").forEach(column -> columns.add(column.asText()));
                table = value.path("table").asText();
                width = columns.size();
                if (rows.put(table, 0L) != null) {
                    throw damaged("the table " + table + " is there twice");
                }
                into.table(table, columns);
            } else if (value instanceof ArrayNode values && width > 0 && values.size() == width) {
                into.row(values);
                rows.merge(table, 1L, Long::sum);
            } else {
                throw damaged("there is a row that belongs nowhere");
            }
            digest(text);
        }
    }

    private void end(JsonNode end, Map<String, Long> rows) {
        String sum = HexFormat.of().formatHex(digest.digest());
        long total = rows.values().stream().mapToLong(Long::longValue).sum();
        if (!sum.equals(end.path("sha256").asText())
                || total != end.path("rows").asLong(-1)) {
            throw damaged("its checksum is wrong");
        }
        if (line() != null) {
            throw damaged("something follows its end");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw damaged("a line isn't JSON");
        }
    }

    /** The next line; null at the end. */
    private @Nullable String line() {
        line.reset();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    if (line.size() > 0) {
                        throw damaged("it ends within a line");
                    }
                    return null;
                }
                if (line.size() == Backup.MOST_LINE) {
                    throw damaged("a line is too long");
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (ZipException | EOFException e) {
            throw damaged("it can't be decompressed to its end");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void digest(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private static StoreException unreadable(IOException e) {
        return new StoreException("the backup can't be read: " + e.getMessage(), e);
    }

    private static StoreException damaged(String how) {
        return new StoreException("the backup is damaged or not whole: " + how, null);
    }
}
