package dev.portals.core.policy;

/** What a policy gives in an environment (spec 02 section 6.7). */
public sealed interface Evaluation {
    /** A result, of whatever kind. */
    record Value(Expr expr) implements Evaluation {}

    /** The evaluation ended in an error, so access is denied. */
    record Failure(Kind kind, String sentence) implements Evaluation {}

    /** Why an evaluation ends. */
    enum Kind {
        /** A name has no value in the environment. */
        UNBOUND_IDENTIFIER("unbound-identifier"),
        /** Two values of different kinds are compared. */
        TYPE_MISMATCH("type-mismatch"),
        /** An operator got a value of a kind it can't use. */
        INVALID_TYPE("invalid-type"),
        /** An operator got too few or too many arguments. */
        MALFORMED("malformed"),
        /** There is no such operator. */
        UNKNOWN_OPERATOR("unknown-operator"),
        /** It goes deeper or takes longer than we allow; our own limit. */
        TOO_COMPLEX("too-complex");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** A stable code. */
        public String code() {
            return code;
        }
    }

    /** Whether access is granted: only for the boolean true. */
    default boolean isAllowed() {
        return this instanceof Value value && value.expr instanceof Expr.Bool bool && bool.value();
    }
}
