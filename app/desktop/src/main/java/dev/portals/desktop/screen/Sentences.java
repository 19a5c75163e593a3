package dev.portals.desktop.screen;

import java.util.concurrent.CompletionException;

/** What a failure says to a person. */
public final class Sentences {
    private Sentences() {}

    /** Its sentence, with a capital and a full stop. */
    public static String of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String text = String.valueOf(cause.getMessage()).strip();
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        String sentence = text.substring(0, first).toUpperCase(java.util.Locale.ROOT) + text.substring(first);
        return sentence.matches("(?s).*[.!?”]$") ? sentence : sentence + ".";
    }
}
