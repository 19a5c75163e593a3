package dev.portals.core.policy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.List;

/**
 * An expression of the full notation, immutable (spec 02 sections 6.4 to 6.7). {@code toString()} is the form that is
 * stored. Records are equal by structure; what {@code =} means in the language is another matter.
 *
 * <pre>
 * text [1, [text]]   integer [2, [int]]   float [3, [f64]]   boolean [4, [bool]]
 * identifier [5, [text]]   sequence [6, [[Expr…]]]   list [7, [[Expr…]]]
 * </pre>
 */
public sealed interface Expr {
    /** A string. */
    record Text(String value) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A whole number of 64 bits. */
    record Int(long value) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A floating-point number of 64 bits. */
    record Real(double value) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A name: of an operator at the head of a list, of a value of the environment elsewhere. */
    record Identifier(String name) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Values in brackets. */
    record Sequence(List<Expr> items) implements Expr {
        /** Copies the items. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Values in parentheses: an operator and its arguments, or nothing at all. */
    record Operation(List<Expr> items) implements Expr {
        /** Copies the items. */
        public Operation {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** An operator applied to arguments. */
    static Expr operation(String operator, Expr... arguments) {
        Expr[] items = new Expr[arguments.length + 1];
        items[0] = new Identifier(operator);
        System.arraycopy(arguments, 0, items, 1, arguments.length);
        return new Operation(List.of(items));
    }

    /**
     * Reads the full notation.
     *
     * @throws PolicySyntaxException if it isn't one
     */
    static Expr parse(String text) {
        return FullParser.parse(text)
                .orElseThrow(() -> new PolicySyntaxException(
                        0, "The policy is empty. Write for example (= subject.role \"member\")"));
    }

    /** Writes it as CBOR. */
    default void encode(CborWriter out) {
        ExprCodec.encode(this, out);
    }

    /** Whether the stored form reads as this same expression; with names like {@code $"a b"} it doesn't. */
    default boolean survivesStoring() {
        String stored = toString();
        try {
            return FullParser.parse(stored).filter(this::equals).isPresent();
        } catch (PolicySyntaxException e) {
            return false;
        }
    }

    /**
     * Reads CBOR.
     *
     * @throws DecodeException for anything else, and for an expression that nests too deeply or would not survive storing
     */
    static Expr decode(CborReader in) {
        return ExprCodec.decode(in);
    }
}
