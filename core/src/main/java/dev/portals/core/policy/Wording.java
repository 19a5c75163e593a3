package dev.portals.core.policy;

/** Values and expressions as parts of a sentence. */
final class Wording {
    private Wording() {}

    /** A value with its kind, such as {@code the boolean true}. */
    static String described(Expr expr) {
        return switch (expr) {
            case Expr.Text text -> "the text " + quoted(text);
            case Expr.Int number -> "the whole number " + number;
            case Expr.Real number -> "the decimal number " + number;
            case Expr.Bool bool -> "the boolean " + bool;
            case Expr.Identifier identifier -> "the name " + quoted(identifier);
            case Expr.Sequence sequence -> "the sequence " + quoted(sequence);
            case Expr.Operation operation -> "the list " + quoted(operation);
        };
    }

    /** An expression as it is stored, shortened if it is long. */
    static String quoted(Expr expr) {
        String text = expr.toString();
        if (text.length() <= PolicyLimits.MAX_QUOTE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(PolicyLimits.MAX_QUOTE - 1))
                ? PolicyLimits.MAX_QUOTE - 1
                : PolicyLimits.MAX_QUOTE;
        return text.substring(0, end) + "…";
    }
}
