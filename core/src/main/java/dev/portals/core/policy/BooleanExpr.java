package dev.portals.core.policy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;

/** An expression of the boolean notation (spec 02 section 6.3, with the terms that 0.150 added). */
sealed interface BooleanExpr {
    /** An attribute that is to be {@code "true"}. */
    record Name(String name) implements BooleanExpr {}

    /** An attribute that is to have that value; new in 0.150. */
    record NameValue(String name, String value) implements BooleanExpr {}

    /** A peer by identifier; new in 0.150. */
    record Identifier(String identifier) implements BooleanExpr {}

    /** Either. */
    record Or(BooleanExpr left, BooleanExpr right) implements BooleanExpr {}

    /** Both. */
    record And(BooleanExpr left, BooleanExpr right) implements BooleanExpr {}

    /** The opposite. */
    record Not(BooleanExpr negated) implements BooleanExpr {}

    /** Nothing, which allows nobody. */
    record Empty() implements BooleanExpr {}

    /** The expression of the full notation that it stands for. */
    default Expr expr() {
        return switch (this) {
            case Name term -> attribute(term.name, "true");
            case NameValue term -> attribute(term.name, term.value);
            case Identifier term -> attribute("identifier", term.identifier);
            case Or or -> Expr.operation("or", or.left.expr(), or.right.expr());
            case And and -> Expr.operation("and", and.left.expr(), and.right.expr());
            case Not not -> Expr.operation("not", not.negated.expr());
            case Empty empty -> new Expr.Operation(List.of());
        };
    }

    private static Expr attribute(String name, String value) {
        return Expr.operation("=", new Expr.Identifier("subject." + name), new Expr.Text(value));
    }

    /** Its text; what is nested stands in parentheses. */
    default String display() {
        return switch (this) {
            case Name term -> term.name;
            case NameValue term -> term.name + "=" + (isBare(term.value) ? term.value : '"' + term.value + '"');
            case Identifier term -> term.identifier;
            case Or or -> or.left.nested() + " or " + or.right.nested();
            case And and -> and.left.nested() + " and " + and.right.nested();
            case Not not -> "not " + not.negated.nested();
            case Empty empty -> "";
        };
    }

    private String nested() {
        return switch (this) {
            case Or or -> "(" + or.left.inner() + " or " + or.right.inner() + ")";
            case And and -> "(" + and.left.inner() + " and " + and.right.inner() + ")";
            case Not not -> "(not " + not.negated.inner() + ")";
            default -> display();
        };
    }

    /** Inside parentheses a negation needs none of its own; Rust leaves out the others too and so changes the meaning. */
    private String inner() {
        return this instanceof Not not ? "not " + not.negated.inner() : nested();
    }

    private static boolean isBare(String value) {
        return value.chars().allMatch(BooleanParser::isNameCharacter);
    }

    /** Writes it as CBOR with the numbers of that edition. */
    default void encode(CborWriter out, Edition edition) {
        BooleanCodec.encode(this, out, edition);
    }

    /** Reads CBOR of either edition. */
    static BooleanExpr decode(CborReader in) {
        return BooleanCodec.decode(in);
    }
}
