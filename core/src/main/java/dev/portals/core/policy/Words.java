package dev.portals.core.policy;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a word of the full notation means: a number, a boolean or an identifier (spec 02 section 6.4). */
final class Words {
    /** The operators, the only words an expression may start with. */
    static final Set<String> OPERATORS = Set.of("and", "or", "not", "if", "<", ">", "=", "!=", "member?", "exists?");

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z!$%&*/<=>?~_^][a-zA-Z0-9!$%&*/<=>?~_^+-@]*+");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("[+-]?nan(:0x[0-9a-fA-F]++(_[0-9a-fA-F]++)*+)?+");
    private static final Pattern INTEGER =
            Pattern.compile("(?<sign>[+-]?)(0x(?<hex>[0-9a-fA-F]++(_[0-9a-fA-F]++)*+)|(?<dec>[0-9]++(_[0-9]++)*+))");
    private static final Pattern REAL =
            Pattern.compile("[+-]?[0-9]++(_[0-9]++)*+(\\.([0-9]++(_[0-9]++)*+)?+)?+([eE][+-]?[0-9]++(_[0-9]++)*+)?+");
    private static final Pattern HEX_REAL = Pattern.compile("[+-]?0x[0-9a-fA-F]++(_[0-9a-fA-F]++)*+"
            + "(\\.([0-9a-fA-F]++(_[0-9a-fA-F]++)*+)?+)?+([pP][+-]?[0-9]++(_[0-9]++)*+)?+");

    private Words() {}

    /** The value of a word without quotes that stands at {@code position}. */
    static Expr classify(String word, int position) {
        Matcher integer = INTEGER.matcher(word);
        if (integer.matches()) {
            return new Expr.Int(integer(integer, position));
        }
        if (word.equals("inf") || word.equals("+inf")) {
            return new Expr.Real(Double.POSITIVE_INFINITY);
        }
        if (word.equals("-inf")) {
            return new Expr.Real(Double.NEGATIVE_INFINITY);
        }
        if (NOT_A_NUMBER.matcher(word).matches()) {
            return new Expr.Real(Double.NaN);
        }
        if (REAL.matcher(word).matches() && word.indexOf('_') < 0) {
            return new Expr.Real(Double.parseDouble(word));
        }
        if (REAL.matcher(word).matches() || HEX_REAL.matcher(word).matches()) {
            throw new PolicySyntaxException(position, "Write numbers with a point in decimal and without underscores");
        }
        char first = word.charAt(0);
        if (first == '$' || first == '@') {
            return named(first, word.substring(1), position);
        }
        return switch (word) {
            case "true" -> new Expr.Bool(true);
            case "false" -> new Expr.Bool(false);
            default -> checked(word, position);
        };
    }

    /** An identifier written with {@code $} (any content) or {@code @} (checked) in front. */
    static Expr named(char mark, String name, int position) {
        if (name.isEmpty()) {
            throw new PolicySyntaxException(position, "After " + mark + " comes a name");
        }
        return mark == '$' ? new Expr.Identifier(name) : checked(name, position);
    }

    private static Expr checked(String name, int position) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new PolicySyntaxException(
                    position,
                    "“" + name + "” is not a name. Names begin with a letter, as in subject.role; text stands in double"
                            + " quotes");
        }
        return new Expr.Identifier(name);
    }

    private static long integer(Matcher word, int position) {
        String hex = word.group("hex");
        String digits = (hex != null ? hex : word.group("dec")).replace("_", "");
        String sign = word.group("sign");
        try {
            return Long.parseLong(sign + digits, hex != null ? 16 : 10);
        } catch (NumberFormatException e) {
            throw new PolicySyntaxException(position, "This number is too large; whole numbers have 64 bits");
        }
    }
}
