package dev.portals.desktop.screen;

import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.state.FailureMode;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** What a failure says to a person. */
public final class Sentences {
    private Sentences() {}

    /** Its sentence in a language, with the code that “portals help” explains, if it has one. */
    public static String of(Texts texts, Throwable failure) {
        Throwable cause = cause(failure);
        String sentence = of(texts, String.valueOf(cause.getMessage()));
        return cause instanceof ActionException known && known.mode() != null
                ? sentence + " " + known.mode().code()
                : sentence;
    }

    /** What the application says, in a language, with a capital and a full stop. */
    public static String of(Texts texts, String english) {
        return of(texts.sentence(english));
    }

    /** What is the matter, in a few words. */
    public static String title(Texts texts, FailureMode mode) {
        return texts.get(key(mode) + ".title");
    }

    /** What it means. */
    public static String cause(Texts texts, FailureMode mode) {
        return texts.get(key(mode) + ".cause");
    }

    /** What to do. */
    public static String remedy(Texts texts, FailureMode mode) {
        return texts.get(key(mode) + ".remedy");
    }

    private static String key(FailureMode mode) {
        return "failure." + mode.code().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
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
