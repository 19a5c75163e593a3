package dev.portals.core.policy;

import java.math.BigDecimal;
import java.util.List;

/** Prints expressions in the form that is stored (spec 02 section 6.5). */
final class Printer {
    /** Floats from here on are printed with an exponent. */
    private static final double PLAIN_BELOW = 1e16;

    /** Floats below are printed with an exponent. */
    private static final double PLAIN_FROM = 1e-4;

    private Printer() {}

    static String print(Expr expr) {
        StringBuilder out = new StringBuilder();
        print(expr, out);
        return out.toString();
    }

    private static void print(Expr expr, StringBuilder out) {
        switch (expr) {
            case Expr.Text text -> quote(text.value(), out);
            case Expr.Int number -> out.append(number.value());
            case Expr.Real number -> out.append(real(number.value()));
            case Expr.Bool bool -> out.append(bool.value());
            case Expr.Identifier identifier -> out.append(identifier.name());
            case Expr.Sequence sequence -> items('[', sequence.items(), ']', out);
            case Expr.Operation operation -> items('(', operation.items(), ')', out);
        }
    }

    private static void items(char open, List<Expr> items, char close, StringBuilder out) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(' ');
            }
            print(items.get(i), out);
        }
        out.append(close);
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return Double.toString(value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
            String plain = shortest.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isVisible(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u{").append(Integer.toHexString(c)).append('}');
                    }
                }
            }
        });
        out.append('"');
    }

    /** Whether a character shows as itself: controls, marks and whatever changes the direction of text don't. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
