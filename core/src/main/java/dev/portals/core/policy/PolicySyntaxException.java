package dev.portals.core.policy;

/** Text that is no policy. The message is a sentence for the person who wrote it, and says what could stand there. */
public final class PolicySyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int position;

    PolicySyntaxException(int position, String sentence) {
        super(sentence + " (character " + (position + 1) + ")", null, false, false);
        this.position = position;
    }

    /** The index of the character at which reading stopped, counted from 0. */
    public int position() {
        return position;
    }
}
