package dev.portals.core.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads the full notation (spec 02 section 6.5); nothing but blanks and comments is no expression, and no failure. */
final class FullParser {
    private final Lexer lexer;
    private final Deque<Frame> open = new ArrayDeque<>();
    private List<Expr> values = new ArrayList<>();
    private int unopened;

    /** A list or sequence that has begun, and the values that stood before it. */
    private record Frame(Lexer.Mark kind, int position, List<Expr> before) {}

    private FullParser(String text) {
        this.lexer = new Lexer(text);
    }

    static Optional<Expr> parse(String text) {
        PolicyText.check(text, PolicyLimits.MAX_LENGTH);
        return new FullParser(text).parse();
    }

    private Optional<Expr> parse() {
        while (true) {
            switch (lexer.next()) {
                case Lexer.Value value -> values.add(value.expr());
                case Lexer.Mark.OPERATION_START -> begin(Lexer.Mark.OPERATION_START);
                case Lexer.Mark.SEQUENCE_START -> begin(Lexer.Mark.SEQUENCE_START);
                case Lexer.Mark.OPERATION_END -> {
                    List<Expr> items = end(Lexer.Mark.OPERATION_START);
                    values.add(new Expr.Operation(items));
                }
                case Lexer.Mark.SEQUENCE_END -> {
                    List<Expr> items = end(Lexer.Mark.SEQUENCE_START);
                    checkKinds(items);
                    values.add(new Expr.Sequence(items));
                }
                case Lexer.Mark.END -> {
                    return finish();
                }
            }
        }
    }

    private void begin(Lexer.Mark kind) {
        if (open.size() >= PolicyLimits.MAX_DEPTH) {
            throw new PolicySyntaxException(
                    lexer.position(), "The policy nests more than " + PolicyLimits.MAX_DEPTH + " levels deep");
        }
        open.push(new Frame(kind, lexer.position(), values));
        values = new ArrayList<>();
    }

    /** Ends the innermost one; without any, as in {@code and)}, all that was read so far becomes its content. */
    private List<Expr> end(Lexer.Mark kind) {
        List<Expr> items = values;
        Frame frame = open.poll();
        if (frame == null) {
            values = new ArrayList<>();
            unopened();
            return items;
        }
        if (frame.kind != kind) {
            throw new PolicySyntaxException(
                    lexer.position(),
                    kind == Lexer.Mark.OPERATION_START
                            ? "Close the bracket with ] before this )"
                            : "Close the parenthesis with ) before this ]");
        }
        values = frame.before;
        return items;
    }

    /** Each closing one without an opening one adds a level too. */
    private void unopened() {
        if (++unopened > PolicyLimits.MAX_DEPTH) {
            throw new PolicySyntaxException(lexer.position(), "There are too many closing parentheses");
        }
    }

    private void checkKinds(List<Expr> items) {
        for (int i = 1; i < items.size(); i++) {
            try {
                Comparison.equal(items.get(i - 1), items.get(i));
            } catch (EvaluationException e) {
                throw new PolicySyntaxException(
                        lexer.position(), "The values in brackets must be of one kind, all texts or all numbers");
            }
        }
    }

    private Optional<Expr> finish() {
        Frame frame = open.peek();
        if (frame != null) {
            throw new PolicySyntaxException(
                    frame.position,
                    frame.kind == Lexer.Mark.OPERATION_START
                            ? "This parenthesis is not closed; add )"
                            : "This bracket is not closed; add ]");
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Expr expr = values.size() == 1 ? values.getFirst() : new Expr.Operation(values);
        if (!startsWithOperator(expr)) {
            throw new PolicySyntaxException(
                    0,
                    "A policy starts with one of and, or, not, if, =, !=, <, >, member?, exists? — for example"
                            + " (= subject.role \"member\")");
        }
        return Optional.of(expr);
    }

    private static boolean startsWithOperator(Expr expr) {
        Expr first = expr;
        while (first instanceof Expr.Operation operation && !operation.items().isEmpty()) {
            first = operation.items().getFirst();
        }
        return first instanceof Expr.Identifier identifier && Words.OPERATORS.contains(identifier.name());
    }
}
