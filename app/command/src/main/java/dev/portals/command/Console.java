package dev.portals.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;

/** What a command says: text for a person, or one JSON object a line. */
final class Console {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean json;

    Console(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** One result: the text, or with {@code --json} the object. */
    synchronized void say(String text, Map<String, ?> object) {
        out.println(json ? write(object) : text);
        out.flush();
    }

    /** One result: the text, or with {@code --json} the object. */
    synchronized void say(String text, JsonNode object) {
        out.println(json ? object.toString() : text);
        out.flush();
    }

    boolean json() {
        return json;
    }

    private static String write(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of texts and numbers can always be written", e);
        }
    }
}
