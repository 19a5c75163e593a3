package dev.portals.orchestrator.mail;

/** A mail didn't leave. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whether trying again makes sense. */
    enum Kind {
        /** It may be taken later. */
        LATER,
        /** There is no such recipient. */
        NO_RECIPIENT,
        /** It will never be taken. */
        NEVER
    }

    private final Kind kind;

    DeliveryException(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
