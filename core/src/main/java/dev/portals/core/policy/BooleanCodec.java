package dev.portals.core.policy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;

/**
 * The boolean notation as CBOR. The two editions use the same numbers for different things, but their bodies tell them
 * apart, so that reading needs no choice:
 *
 * <pre>
 * number   0.139           0.150
 * 0        [name]          [name]
 * 1        [or: e, e]      [name, value]
 * 2        [and: e, e]     [identifier]
 * 3        [not: e]        [or: e, e]
 * 4        [empty]         [and: e, e]
 * 5                        [not: e]
 * 6                        [empty]
 * </pre>
 */
final class BooleanCodec {
    private BooleanCodec() {}

    /** Whether the edition has all the terms used. */
    static boolean isKnown(BooleanExpr expr, Edition edition) {
        return edition == Edition.OCKAM_0_150
                || switch (expr) {
                    case BooleanExpr.NameValue pair -> false;
                    case BooleanExpr.Identifier identifier -> false;
                    case BooleanExpr.Or or -> isKnown(or.left(), edition) && isKnown(or.right(), edition);
                    case BooleanExpr.And and -> isKnown(and.left(), edition) && isKnown(and.right(), edition);
                    case BooleanExpr.Not not -> isKnown(not.negated(), edition);
                    case BooleanExpr.Name name -> true;
                    case BooleanExpr.Empty empty -> true;
                };
    }

    static void encode(BooleanExpr expr, CborWriter out, Edition edition) {
        int shift = edition == Edition.OCKAM_0_150 ? 2 : 0;
        switch (expr) {
            case BooleanExpr.Name term -> out.array(2).uint(0).array(1).text(term.name());
            case BooleanExpr.NameValue term ->
                out.array(2).uint(1).array(2).text(term.name()).text(term.value());
            case BooleanExpr.Identifier term -> out.array(2).uint(2).array(1).text(term.identifier());
            case BooleanExpr.Or or -> {
                out.array(2).uint(1 + shift).array(2);
                encode(or.left(), out, edition);
                encode(or.right(), out, edition);
            }
            case BooleanExpr.And and -> {
                out.array(2).uint(2 + shift).array(2);
                encode(and.left(), out, edition);
                encode(and.right(), out, edition);
            }
            case BooleanExpr.Not not -> {
                out.array(2).uint(3 + shift).array(1);
                encode(not.negated(), out, edition);
            }
            case BooleanExpr.Empty empty -> out.array(2).uint(4 + shift).array(0);
        }
    }

    static BooleanExpr decode(CborReader in) {
        return decode(in, 0);
    }

    private static BooleanExpr decode(CborReader in, int depth) {
        if (depth > PolicyLimits.MAX_DEPTH) {
            throw new DecodeException("a policy nests too deeply");
        }
        int number = in.variant();
        if (number == 6 || number == 4 && !in.isArray()) {
            in.skip();
            return new BooleanExpr.Empty();
        }
        CborReader.Items fields = in.array();
        BooleanExpr expr = switch (number) {
            case 0 -> new BooleanExpr.Name(fields.required("name").text());
            case 1 -> {
                fields.required("first");
                yield in.isText()
                        ? new BooleanExpr.NameValue(
                                in.text(), fields.required("value").text())
                        : new BooleanExpr.Or(decode(in, depth + 1), required(in, fields, depth));
            }
            case 2 -> {
                fields.required("first");
                yield in.isText()
                        ? new BooleanExpr.Identifier(in.text())
                        : new BooleanExpr.And(decode(in, depth + 1), required(in, fields, depth));
            }
            case 3 -> {
                BooleanExpr first = required(in, fields, depth);
                yield fields.next() ? new BooleanExpr.Or(first, decode(in, depth + 1)) : new BooleanExpr.Not(first);
            }
            case 4 ->
                fields.next()
                        ? new BooleanExpr.And(decode(in, depth + 1), required(in, fields, depth))
                        : new BooleanExpr.Empty();
            case 5 -> new BooleanExpr.Not(required(in, fields, depth));
            default -> throw new DecodeException("there is no boolean expression with the number " + number);
        };
        fields.finish();
        return expr;
    }

    private static BooleanExpr required(CborReader in, CborReader.Items fields, int depth) {
        fields.required("operand");
        return decode(in, depth + 1);
    }
}
