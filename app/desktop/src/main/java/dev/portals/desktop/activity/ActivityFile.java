package dev.portals.desktop.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.portals.desktop.activity.ActivityModel.Entry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has happened as a file for other programs: a table, or JSON. */
final class ActivityFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ActivityFile() {}

    /** As the file's name wants it. */
    static String write(String name, List<Entry> entries) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json") ? json(entries) : csv(entries);
    }

    private static String json(List<Entry> entries) {
        ArrayNode array = JSON.createArrayNode();
        for (Entry entry : entries) {
            array.addObject()
                    .put("time", entry.at().toString())
                    .put("kind", entry.kind())
                    .put("code", entry.code())
                    .put("text", entry.sentence());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    /** RFC 4180. */
    private static String csv(List<Entry> entries) {
        return Stream.concat(
                        Stream.of("time,kind,code,text"),
                        entries.stream()
                                .map(entry -> Stream.of(
                                                entry.at().toString(), entry.kind(), entry.code(), entry.sentence())
                                        .map(ActivityFile::field)
                                        .collect(Collectors.joining(","))))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    /** A spreadsheet must not take for a formula what somebody else wrote. */
    private static String field(String text) {
        String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return harmless.matches("(?s).*[,\"\\r\\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
