package dev.portals.core.policy;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a person writes it, in the boolean notation ({@code member and not guest}) or in the full one
 * ({@code (= subject.role "member")}); immutable (spec 02 section 6). Evaluated and stored is always the full form, which
 * {@link #toString()} gives.
 */
public final class PolicyExpression {
    /** What a node lets in unless it is told otherwise: whoever has a credential of its authority. */
    public static final PolicyExpression HAS_CREDENTIAL =
            of(Expr.operation("=", new Expr.Identifier("subject.has_credential"), new Expr.Bool(true)));

    private static final Pattern SWALLOWED_NOT =
            Pattern.compile("(?<![A-Za-z0-9._=\"-])not(?<rest>[A-Za-z_-][A-Za-z0-9._-]*)");

    /** So begins only the full notation. */
    private static final Pattern OPERATOR_FIRST =
            Pattern.compile("[\\s(]*+(and|or|if|=|!=|<|>|member\\?|exists\\?)[\\s(]");

    private final Expr expr;
    private final @Nullable BooleanExpr simple;

    private PolicyExpression(Expr expr, @Nullable BooleanExpr simple) {
        this.expr = expr;
        this.simple = simple;
    }

    /** A policy of the full notation. */
    public static PolicyExpression of(Expr expr) {
        return new PolicyExpression(expr, null);
    }

    private static PolicyExpression of(BooleanExpr simple) {
        return new PolicyExpression(simple.expr(), simple);
    }

    /**
     * Reads text: the boolean notation first, then the full one.
     *
     * @throws PolicySyntaxException if it is neither; the complaint is that of the notation that was meant, as far as can be told
     */
    public static PolicyExpression parse(String text) {
        try {
            return of(BooleanParser.parse(text));
        } catch (PolicySyntaxException simple) {
            if (simple.isConclusive()) {
                throw simple;
            }
            try {
                return of(Expr.parse(text));
            } catch (PolicySyntaxException full) {
                throw full.position() >= simple.position()
                                || OPERATOR_FIRST.matcher(text).lookingAt()
                        ? full
                        : simple;
            }
        }
    }

    /**
     * What a person who wrote this should hear: readings that surprise. Each is a sentence; none makes the policy invalid.
     *
     * @throws PolicySyntaxException if the text is no policy
     */
    public static List<String> warnings(String text) {
        PolicyExpression policy = parse(text);
        List<String> warnings = new ArrayList<>();
        if (policy.simple != null) {
            Matcher names = SWALLOWED_NOT.matcher(text);
            while (names.find()) {
                String rest = names.group("rest");
                warnings.add("“not" + rest + "” is read as “not " + rest + "”; for the attribute of that name write"
                        + " (= subject.not" + rest + " \"true\")");
            }
        }
        if (comparesCredentialWithText(policy.expr)) {
            warnings.add("subject.has_credential is a boolean, so comparing it with a text always denies; write"
                    + " (= subject.has_credential true)");
        }
        if (!policy.expr.survivesStoring()) {
            warnings.add("A name in it has characters that are lost when the policy is stored, and it will then mean"
                    + " something else");
        }
        return List.copyOf(warnings);
    }

    private static boolean comparesCredentialWithText(Expr expr) {
        if (!(expr instanceof Expr.Operation operation)) {
            return false;
        }
        List<Expr> items = operation.items();
        boolean compares = items.contains(new Expr.Identifier("="))
                && items.contains(new Expr.Identifier("subject.has_credential"))
                && items.stream().anyMatch(Expr.Text.class::isInstance);
        return compares || items.stream().anyMatch(PolicyExpression::comparesCredentialWithText);
    }

    /** The full form. */
    public Expr expr() {
        return expr;
    }

    /** The text to show, in the notation it was written in. */
    public String display() {
        return simple != null ? simple.display() : expr.toString();
    }

    /** The form in the boolean notation, if it was written so. */
    @Nullable BooleanExpr simple() {
        return simple;
    }

    /** Whether access is granted: only if the result is the boolean true; any error denies. */
    public boolean allows(Environment environment) {
        return evaluate(environment).isAllowed();
    }

    /** The result, or why there is none. */
    public Evaluation evaluate(Environment environment) {
        return Evaluator.evaluate(expr, environment);
    }

    /** Why it denies (or that it allows), for a person: a clause such as {@code subject.role is not set}. */
    public String explain(Environment environment) {
        return Explanation.explain(expr, environment);
    }

    /**
     * Writes {@code [0, [Expr]]} or {@code [1, [BooleanExpr]]}. A boolean expression with terms that the edition doesn't
     * know is written in full.
     */
    public void encode(CborWriter out, Edition edition) {
        if (simple != null && BooleanCodec.isKnown(simple, edition)) {
            out.array(2).uint(1).array(1);
            simple.encode(out, edition);
        } else {
            out.array(2).uint(0).array(1);
            expr.encode(out);
        }
    }

    /**
     * Reads CBOR of either edition.
     *
     * @throws DecodeException for anything else, and for a policy that is too large or would not survive storing
     */
    public static PolicyExpression decode(CborReader in) {
        int form = in.variant();
        CborReader.Items fields = in.array();
        fields.required("expression");
        PolicyExpression policy = switch (form) {
            case 0 -> of(Expr.decode(in));
            case 1 -> stored(BooleanExpr.decode(in));
            default -> throw new DecodeException("there is no policy with the number " + form);
        };
        fields.finish();
        return policy;
    }

    private static PolicyExpression stored(BooleanExpr simple) {
        PolicyExpression policy = of(simple);
        if (!(simple instanceof BooleanExpr.Empty) && !policy.expr.survivesStoring()) {
            throw new DecodeException("a policy that would read differently from its text");
        }
        return policy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyExpression that && expr.equals(that.expr) && Objects.equals(simple, that.simple);
    }

    @Override
    public int hashCode() {
        return expr.hashCode();
    }

    /** The stored form, which is the full notation. */
    @Override
    public String toString() {
        return expr.toString();
    }
}
