package dev.portals.engine.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The members of a request; one that is missing or of another kind is an {@link ActionException}. */
record Request(JsonNode json) {
    String text(String name) {
        return optional(name).orElseThrow(() -> new ActionException(Reason.INPUT, "the request lacks its " + name));
    }

    Optional<String> optional(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new ActionException(Reason.INPUT, "the request's " + name + " must be a text");
        }
        return Optional.of(value.asText());
    }

    /** A time, ISO 8601. */
    Optional<Instant> time(String name) {
        return optional(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new ActionException(Reason.INPUT, "the request's " + name + " must be a time, ISO 8601 in UTC");
            }
        });
    }

    List<String> texts(String name) {
        JsonNode values = json.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            if (!value.isTextual()) {
                throw new ActionException(Reason.INPUT, "the request's " + name + " must be texts");
            }
            texts.add(value.asText());
        }
        if (!values.isArray() || texts.isEmpty()) {
            throw new ActionException(Reason.INPUT, "the request lacks its " + name);
        }
        return texts;
    }

    boolean flag(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new ActionException(Reason.INPUT, "the request's " + name + " must be true or false");
        }
        return value.asBoolean();
    }

    /** A port; 0 if there is none. */
    int port(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > 65_535) {
            throw new ActionException(Reason.INPUT, "the request's " + name + " must be a port, 1 to 65535");
        }
        return value.asInt();
    }
}
