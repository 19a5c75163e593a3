package dev.portals.core.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Compares values of one kind; different kinds are a failure, integer and float too (spec 02 section 6.7). */
final class Comparison {
    /** How two values stand to each other; NaN is unordered. */
    enum Order {
        LESS,
        EQUAL,
        GREATER,
        UNORDERED;

        static Order of(int sign) {
            return sign < 0 ? LESS : sign > 0 ? GREATER : EQUAL;
        }
    }

    private Comparison() {}

    static boolean equal(Expr left, Expr right) throws EvaluationException {
        if (left instanceof Expr.Sequence a && right instanceof Expr.Sequence b) {
            return equal(a.items(), b.items());
        }
        if (left instanceof Expr.Operation a && right instanceof Expr.Operation b) {
            return equal(a.items(), b.items());
        }
        return compare(left, right) == Order.EQUAL;
    }

    private static boolean equal(List<Expr> left, List<Expr> right) throws EvaluationException {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    static Order compare(Expr left, Expr right) throws EvaluationException {
        if (left instanceof Expr.Text a && right instanceof Expr.Text b) {
            return compare(a.value(), b.value());
        }
        if (left instanceof Expr.Identifier a && right instanceof Expr.Identifier b) {
            return compare(a.name(), b.name());
        }
        if (left instanceof Expr.Int a && right instanceof Expr.Int b) {
            return Order.of(Long.compare(a.value(), b.value()));
        }
        if (left instanceof Expr.Bool a && right instanceof Expr.Bool b) {
            return Order.of(Boolean.compare(a.value(), b.value()));
        }
        if (left instanceof Expr.Real a && right instanceof Expr.Real b) {
            return compare(a.value(), b.value());
        }
        if (left instanceof Expr.Sequence a && right instanceof Expr.Sequence b) {
            return compare(a.items(), b.items());
        }
        if (left instanceof Expr.Operation a && right instanceof Expr.Operation b) {
            return compare(a.items(), b.items());
        }
        throw new EvaluationException(
                Evaluation.Kind.TYPE_MISMATCH,
                Wording.described(left) + " and " + Wording.described(right) + " can't be compared");
    }

    /** By the bytes of UTF-8, which orders some characters differently from {@link String#compareTo}. */
    private static Order compare(String a, String b) {
        return Order.of(Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    /** Unlike {@link Double#compare}: zeros are equal, NaN is nothing. */
    private static Order compare(double a, double b) {
        return a < b ? Order.LESS : a > b ? Order.GREATER : a == b ? Order.EQUAL : Order.UNORDERED;
    }

    /** First by length, then by the first unequal item. */
    private static Order compare(List<Expr> a, List<Expr> b) throws EvaluationException {
        if (a.size() != b.size()) {
            return Order.of(Integer.compare(a.size(), b.size()));
        }
        for (int i = 0; i < a.size(); i++) {
            Order order = compare(a.get(i), b.get(i));
            if (order != Order.EQUAL) {
                return order;
            }
        }
        return Order.EQUAL;
    }
}
