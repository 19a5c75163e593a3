package dev.portals.core.policy;

import static dev.portals.core.policy.Evaluation.Kind.INVALID_TYPE;
import static dev.portals.core.policy.Evaluation.Kind.MALFORMED;
import static dev.portals.core.policy.Evaluation.Kind.TOO_COMPLEX;
import static dev.portals.core.policy.Evaluation.Kind.UNBOUND_IDENTIFIER;
import static dev.portals.core.policy.Evaluation.Kind.UNKNOWN_OPERATOR;

import dev.portals.core.policy.Comparison.Order;
import java.util.ArrayList;
import java.util.List;

/** One evaluation (spec 02 section 6.7). */
final class Evaluator {
    private final Environment environment;
    private int steps;

    private Evaluator(Environment environment) {
        this.environment = environment;
    }

    static Evaluation evaluate(Expr expr, Environment environment) {
        try {
            return new Evaluation.Value(new Evaluator(environment).value(expr, 0));
        } catch (EvaluationException e) {
            return e.failure();
        }
    }

    private Expr value(Expr expr, int depth) throws EvaluationException {
        if (depth > PolicyLimits.MAX_DEPTH + 1 || ++steps > PolicyLimits.MAX_STEPS) {
            throw new EvaluationException(TOO_COMPLEX, "the policy is too complex");
        }
        return switch (expr) {
            case Expr.Identifier identifier -> value(bound(identifier), depth + 1);
            case Expr.Sequence sequence -> new Expr.Sequence(values(sequence.items(), depth));
            case Expr.Operation operation -> operation.items().isEmpty() ? expr : operation(operation.items(), depth);
            default -> expr;
        };
    }

    private Expr bound(Expr.Identifier identifier) throws EvaluationException {
        return environment
                .find(identifier.name())
                .orElseThrow(
                        () -> new EvaluationException(UNBOUND_IDENTIFIER, Wording.quoted(identifier) + " is not set"));
    }

    private List<Expr> values(List<Expr> items, int depth) throws EvaluationException {
        List<Expr> values = new ArrayList<>(items.size());
        for (Expr item : items) {
            values.add(value(item, depth + 1));
        }
        return values;
    }

    private Expr operation(List<Expr> items, int depth) throws EvaluationException {
        if (!(items.getFirst() instanceof Expr.Identifier head)) {
            throw new EvaluationException(
                    INVALID_TYPE,
                    "a list must begin with an operator, not with " + Wording.described(items.getFirst()));
        }
        String operator = head.name();
        List<Expr> arguments = items.subList(1, items.size());
        return switch (operator) {
            case "and" -> lazy(operator, arguments, true, depth);
            case "or" -> lazy(operator, arguments, false, depth);
            case "if" -> choice(arguments, depth);
            case "not" -> {
                require(arguments.size() == 1, "not takes exactly one argument");
                yield bool(!truth(operator, value(arguments.getFirst(), depth + 1)));
            }
            case "=" -> {
                require(arguments.size() >= 2, "= takes at least two arguments");
                yield bool(allEqual(values(arguments, depth)));
            }
            case "!=" -> bool(!allEqual(values(arguments, depth)));
            case "<" -> {
                require(arguments.size() >= 2, "< takes at least two arguments");
                yield bool(allInOrder(values(arguments, depth), Order.LESS));
            }
            case ">" -> {
                require(arguments.size() >= 2, "> takes at least two arguments");
                yield bool(allInOrder(values(arguments, depth), Order.GREATER));
            }
            case "member?" -> {
                require(arguments.size() == 2, "member? takes exactly two arguments");
                yield bool(isMember(values(arguments, depth)));
            }
            case "exists?" -> bool(allExist(arguments));
            default -> throw new EvaluationException(UNKNOWN_OPERATOR, Wording.quoted(head) + " is not an operator");
        };
    }

    /** {@code and} goes on after true, {@code or} after false; the last value is given as it is. */
    private Expr lazy(String operator, List<Expr> arguments, boolean goOn, int depth) throws EvaluationException {
        if (arguments.isEmpty()) {
            return bool(goOn);
        }
        for (Expr argument : arguments.subList(0, arguments.size() - 1)) {
            if (truth(operator, value(argument, depth + 1)) != goOn) {
                return bool(!goOn);
            }
        }
        return value(arguments.getLast(), depth + 1);
    }

    private Expr choice(List<Expr> arguments, int depth) throws EvaluationException {
        require(arguments.size() == 3, "if takes exactly three arguments");
        boolean test = truth("if", value(arguments.getFirst(), depth + 1));
        return value(arguments.get(test ? 1 : 2), depth + 1);
    }

    private static boolean allEqual(List<Expr> values) throws EvaluationException {
        for (int i = 1; i < values.size(); i++) {
            if (!Comparison.equal(values.get(i - 1), values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allInOrder(List<Expr> values, Order order) throws EvaluationException {
        for (int i = 1; i < values.size(); i++) {
            if (Comparison.compare(values.get(i - 1), values.get(i)) != order) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMember(List<Expr> elementAndSequence) throws EvaluationException {
        Expr second = elementAndSequence.getLast();
        if (!(second instanceof Expr.Sequence sequence)) {
            throw new EvaluationException(
                    INVALID_TYPE, "member? looks into a sequence in brackets, not into " + Wording.described(second));
        }
        for (Expr item : sequence.items()) {
            if (Comparison.equal(elementAndSequence.getFirst(), item)) {
                return true;
            }
        }
        return false;
    }

    private boolean allExist(List<Expr> names) throws EvaluationException {
        for (Expr argument : names) {
            if (!(argument instanceof Expr.Identifier name)) {
                throw new EvaluationException(INVALID_TYPE, "exists? takes names, not " + Wording.described(argument));
            }
            if (!environment.contains(name.name())) {
                return false;
            }
        }
        return true;
    }

    private static boolean truth(String operator, Expr value) throws EvaluationException {
        if (value instanceof Expr.Bool bool) {
            return bool.value();
        }
        throw new EvaluationException(INVALID_TYPE, operator + " needs true or false, not " + Wording.described(value));
    }

    private static void require(boolean condition, String sentence) throws EvaluationException {
        if (!condition) {
            throw new EvaluationException(MALFORMED, sentence);
        }
    }

    private static Expr bool(boolean value) {
        return new Expr.Bool(value);
    }
}
