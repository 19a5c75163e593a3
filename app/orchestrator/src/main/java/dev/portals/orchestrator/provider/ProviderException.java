package dev.portals.orchestrator.provider;

/** A provider didn't say who somebody is; the message is a sentence for that person. */
public final class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProviderException(String sentence) {
        super(sentence, null, false, false);
    }

    /** What happened. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
