package dev.portals.core.policy;

import java.util.List;

/** Says why an expression gives what it gives, by going down to the part that decided. */
final class Explanation {
    private static final int MAX_ALTERNATIVES = 3;

    private final Environment environment;

    private Explanation(Environment environment) {
        this.environment = environment;
    }

    static String explain(Expr expr, Environment environment) {
        Evaluation evaluation = Evaluator.evaluate(expr, environment);
        if (evaluation.isAllowed()) {
            return "the policy allows it";
        }
        return switch (evaluation) {
            case Evaluation.Failure failure -> failure.sentence();
            case Evaluation.Value value ->
                value.expr() instanceof Expr.Bool
                        ? new Explanation(environment).denied(expr)
                        : "the policy gives " + Wording.described(value.expr()) + " instead of true or false";
        };
    }

    /** Why an expression that is false is false. */
    private String denied(Expr expr) {
        if (expr instanceof Expr.Operation operation
                && !operation.items().isEmpty()
                && operation.items().getFirst() instanceof Expr.Identifier operator) {
            List<Expr> arguments =
                    operation.items().subList(1, operation.items().size());
            switch (operator.name()) {
                case "and" -> {
                    for (Expr argument : arguments) {
                        if (isFalse(argument)) {
                            return denied(argument);
                        }
                    }
                }
                case "or" -> {
                    if (!arguments.isEmpty() && arguments.size() <= MAX_ALTERNATIVES) {
                        return String.join(
                                ", and ", arguments.stream().map(this::denied).toList());
                    }
                }
                case "exists?" -> {
                    for (Expr argument : arguments) {
                        if (argument instanceof Expr.Identifier name && !environment.contains(name.name())) {
                            return Wording.quoted(argument) + " is not set";
                        }
                    }
                }
                default -> {
                    return isFalseSentence(expr);
                }
            }
        }
        return isFalseSentence(expr);
    }

    private static String isFalseSentence(Expr expr) {
        return Wording.quoted(expr) + " is false";
    }

    private boolean isFalse(Expr expr) {
        return Evaluator.evaluate(expr, environment) instanceof Evaluation.Value value
                && value.expr() instanceof Expr.Bool bool
                && !bool.value();
    }
}
