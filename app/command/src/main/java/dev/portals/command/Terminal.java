package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Text for a person: marks, columns, and nothing from elsewhere that could confuse the terminal. */
final class Terminal {
    private static final int GAP = 2;

    private final boolean colour;

    private Terminal(boolean colour) {
        this.colour = colour;
    }

    /** With colours if the output is a terminal and nobody objects (NO_COLOR). */
    static Terminal detect() {
        String objection = System.getenv("NO_COLOR");
        return new Terminal(System.console() != null
                && System.console().isTerminal()
                && (objection == null || objection.isEmpty())
                && !"dumb".equals(System.getenv("TERM")));
    }

    static Terminal plain() {
        return new Terminal(false);
    }

    String good(String text) {
        return paint("32", text);
    }

    String waiting(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A text member without control and direction characters; empty if there is none. */
    static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isNull() ? "" : clean(value.asText());
    }

    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            clean.appendCodePoint(
                    type == Character.CONTROL
                                    || type == Character.FORMAT
                                    || type == Character.SURROGATE
                                    || type == Character.LINE_SEPARATOR
                                    || type == Character.PARAGRAPH_SEPARATOR
                            ? '�'
                            : c);
        });
        return clean.toString();
    }

    /** The beginning of an invitation's id, which a person can type. */
    static String shortId(String id) {
        return id.length() > 8 ? id.substring(0, 8) : id;
    }

    /** The day of an ISO 8601 time. */
    static String day(String time) {
        return time.length() > 10 ? time.substring(0, 10) : time;
    }

    /** Rows in columns as wide as their widest cell, indented. Paint in cells doesn't count. */
    static List<String> columns(String indent, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (widths.get(i) > 0) {
                    line.repeat(" ", widths.get(i) - width(row.get(i)) + GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String cell) {
        String bare = cell.replaceAll("\u001b\\[[0-9]+m", "");
        return bare.codePointCount(0, bare.length());
    }
}
