package dev.portals.core.policy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the boolean notation as the peers do (spec 02 section 6.3): operators have no word boundaries, names are greedy, and
 * an operator whose right side can't be read is given back.
 *
 * <pre>
 * expr     := and_expr (OR and_expr)*          and_expr := not_expr (AND not_expr)*
 * not_expr := NOT not_expr | OPEN expr CLOSE | name [ = value | = "text" ]       tried in this order
 * </pre>
 */
final class BooleanParser {
    private static final Pattern IDENTIFIER = Pattern.compile("I[0-9a-fA-F]{64}");

    private final String text;
    private int at;
    private int operators;
    private int furthest;
    private String complaint = "A name comes here, as in: member and not guest";

    private BooleanParser(String text) {
        this.text = text;
    }

    static BooleanExpr parse(String text) {
        PolicyText.check(text, PolicyLimits.MAX_SIMPLE_LENGTH);
        BooleanParser parser = new BooleanParser(text);
        BooleanExpr expr = parser.expr();
        if (expr == null || parser.at < text.length()) {
            if (expr != null) {
                parser.fail("Between names comes and or or; after the last one comes nothing, not even a blank");
            }
            throw new PolicySyntaxException(parser.furthest, parser.complaint);
        }
        if (!expr.expr().survivesStoring()) {
            throw tooManyOperators(text.length());
        }
        return expr;
    }

    private @Nullable BooleanExpr expr() {
        BooleanExpr left = andExpr();
        while (left != null) {
            int before = at;
            BooleanExpr right = operator("or") ? andExpr() : null;
            if (right == null) {
                at = before;
                return left;
            }
            left = new BooleanExpr.Or(left, right);
        }
        return null;
    }

    private @Nullable BooleanExpr andExpr() {
        BooleanExpr left = notExpr();
        while (left != null) {
            int before = at;
            BooleanExpr right = operator("and") ? notExpr() : null;
            if (right == null) {
                at = before;
                return left;
            }
            left = new BooleanExpr.And(left, right);
        }
        return null;
    }

    private @Nullable BooleanExpr notExpr() {
        int before = at;
        if (operator("not")) {
            BooleanExpr negated = notExpr();
            if (negated != null) {
                return new BooleanExpr.Not(negated);
            }
        }
        at = before;
        if (operator("(")) {
            BooleanExpr inner = expr();
            if (inner != null) {
                if (operator(")")) {
                    return inner;
                }
                fail("Close the parenthesis with )");
            }
        }
        at = before;
        BooleanExpr name = name();
        if (name == null) {
            at = before;
        }
        return name;
    }

    private @Nullable BooleanExpr name() {
        if (at >= text.length() || !isNameStart(text.charAt(at))) {
            fail("A name comes here, as in: member and not guest");
            return null;
        }
        String name = run();
        if (IDENTIFIER.matcher(name).matches()) {
            return new BooleanExpr.Identifier(name);
        }
        if (!text.startsWith("=", at)) {
            return new BooleanExpr.Name(name);
        }
        at++;
        String value = text.startsWith("\"", at) ? quoted() : run();
        if (value == null || value.isEmpty()) {
            fail("After = comes a value, as in role=member or name=\"Ada Lovelace\"");
            return null;
        }
        return new BooleanExpr.NameValue(name, value);
    }

    private @Nullable String quoted() {
        int close = text.indexOf('"', at + 1);
        if (close < 0) {
            fail("This text does not end; close it with a double quote");
            return null;
        }
        String value = text.substring(at + 1, close);
        if (!value.isEmpty()) {
            at = close + 1;
        }
        return value;
    }

    private String run() {
        int from = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Consumes an operator and the blanks around it, or nothing. */
    private boolean operator(String operator) {
        int start = blanks(at);
        if (!text.startsWith(operator, start)) {
            return false;
        }
        if (++operators > PolicyLimits.MAX_SIMPLE_OPERATORS) {
            throw tooManyOperators(start);
        }
        at = blanks(start + operator.length());
        return true;
    }

    private static PolicySyntaxException tooManyOperators(int position) {
        return PolicySyntaxException.conclusive(
                position, "The policy has too many operators; use (member? subject.… [\"a\" \"b\" …]) for a long list");
    }

    private int blanks(int from) {
        int i = from;
        while (i < text.length() && " \t\r\n".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /** Remembers what was missing furthest to the right: that is where the mistake is. */
    private void fail(String sentence) {
        if (at >= furthest) {
            furthest = at;
            complaint = sentence;
        }
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-';
    }

    static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}
