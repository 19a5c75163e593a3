package dev.portals.desktop.screen;

import dev.portals.engine.application.ActionException;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** What a failure says to a person. */
public final class Sentences {
    private Sentences() {}

    /** Its sentence, with the code that “portals help” explains, if it has one. */
    public static String of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String sentence = of(String.valueOf(cause.getMessage()));
        return cause instanceof ActionException known && known.mode() != null
                ? sentence + " " + known.mode().code()
                : sentence;
    }

    /** A sentence with a capital and a full stop. */
    public static String of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return stripped;
        }
        int first = stripped.offsetByCodePoints(0, 1);
        // What begins with an address or a host's name is left as it is.
        String sentence = stripped.matches("(?s)\\p{L}[\\p{L}’']*([\\s,;:].*|[.!?]?)")
                ? stripped.substring(0, first).toUpperCase(Locale.ROOT) + stripped.substring(first)
                : stripped;
        return sentence.matches("(?s).*[.!?”]$") ? sentence : sentence + ".";
    }
}
