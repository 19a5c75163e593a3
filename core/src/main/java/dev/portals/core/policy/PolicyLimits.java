package dev.portals.core.policy;

/** Our own limits on expressions; the stored form of whatever is accepted is accepted again. */
final class PolicyLimits {
    /** Characters of the boolean notation. */
    static final int MAX_SIMPLE_LENGTH = 4096;

    /** Operators, negations and parentheses of the boolean notation; how deep it nests in full is {@link #MAX_DEPTH}. */
    static final int MAX_SIMPLE_OPERATORS = 500;

    /** Characters of the full notation, read or printed. */
    static final int MAX_LENGTH = 64 * 1024;

    /** How deep lists and sequences nest, and how deep an evaluation goes. */
    static final int MAX_DEPTH = 256;

    /** Steps of one evaluation. */
    static final int MAX_STEPS = 100_000;

    /** Characters of an expression quoted in an explanation. */
    static final int MAX_QUOTE = 200;

    private PolicyLimits() {}
}
