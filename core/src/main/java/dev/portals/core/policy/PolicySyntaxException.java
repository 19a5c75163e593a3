package dev.portals.core.policy;

/** Text that is no policy. The message is a sentence for the person who wrote it, and says what could stand there. */
public final class PolicySyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int position;
    private final boolean conclusive;

    PolicySyntaxException(int position, String sentence) {
        this(position, sentence, false);
    }

    private PolicySyntaxException(int position, String sentence, boolean conclusive) {
        super(sentence + " (character " + (position + 1) + ")", null, false, false);
        this.position = position;
        this.conclusive = conclusive;
    }

    /** Text that is the boolean notation but too large for us: reading it in the full notation would give it another meaning. */
    static PolicySyntaxException conclusive(int position, String sentence) {
        return new PolicySyntaxException(position, sentence, true);
    }

    /** Whether the other notation must not be tried. */
    boolean isConclusive() {
        return conclusive;
    }

    /** The index of the character at which reading stopped, counted from 0. */
    public int position() {
        return position;
    }
}
