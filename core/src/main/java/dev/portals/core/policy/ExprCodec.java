package dev.portals.core.policy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.List;

/** Expressions as CBOR (spec 02 section 6.2). */
final class ExprCodec {
    private ExprCodec() {}

    static void encode(Expr expr, CborWriter out) {
        switch (expr) {
            case Expr.Text text -> body(out, 1).text(text.value());
            case Expr.Int number -> body(out, 2).integer(number.value());
            case Expr.Real number -> body(out, 3).float64(number.value());
            case Expr.Bool bool -> body(out, 4).bool(bool.value());
            case Expr.Identifier identifier -> body(out, 5).text(identifier.name());
            case Expr.Sequence sequence -> items(sequence.items(), body(out, 6));
            case Expr.Operation operation -> items(operation.items(), body(out, 7));
        }
    }

    private static CborWriter body(CborWriter out, int variant) {
        return out.array(2).uint(variant).array(1);
    }

    private static void items(List<Expr> items, CborWriter out) {
        out.array(items.size());
        for (Expr item : items) {
            encode(item, out);
        }
    }

    static Expr decode(CborReader in) {
        Expr expr = decode(in, 0);
        if (!expr.survivesStoring()) {
            throw new DecodeException("a policy that would read differently from its text");
        }
        return expr;
    }

    private static Expr decode(CborReader in, int depth) {
        if (depth > PolicyLimits.MAX_DEPTH) {
            throw new DecodeException("a policy nests too deeply");
        }
        int variant = in.variant();
        CborReader.Items fields = in.array();
        CborReader field = fields.required("value");
        Expr expr = switch (variant) {
            case 1 -> new Expr.Text(field.text());
            case 2 -> new Expr.Int(field.integer());
            case 3 -> new Expr.Real(field.float64());
            case 4 -> new Expr.Bool(field.bool());
            case 5 -> new Expr.Identifier(field.text());
            case 6 -> new Expr.Sequence(items(field, depth));
            case 7 -> new Expr.Operation(items(field, depth));
            default -> throw new DecodeException("there is no expression with the number " + variant);
        };
        fields.finish();
        return expr;
    }

    private static List<Expr> items(CborReader in, int depth) {
        List<Expr> items = new ArrayList<>();
        CborReader.Items all = in.array();
        while (all.next()) {
            items.add(decode(in, depth + 1));
        }
        return items;
    }
}
