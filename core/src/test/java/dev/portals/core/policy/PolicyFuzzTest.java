package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the outcome is one that was designed; and what is written reads the same. */
class PolicyFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            " ",
            "and",
            "or",
            "not",
            "if",
            "=",
            "!=",
            "<",
            ">",
            "member?",
            "exists?",
            "subject.a",
            "a",
            "b",
            "\"",
            "\"x\"",
            "1",
            "-1",
            "1.5",
            "true",
            "nan",
            "$",
            "@",
            ";;",
            "(;",
            ";)",
            "\n",
            "\\",
            "_",
            ".",
            "é",
            "😀",
            "\ud800",
            "'",
            ",",
            "0x",
            "e9",
            "\\u{e9}",
            "I" + "0".repeat(64));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4711);
    private final Environment environment = Environment.builder()
            .put("a", true)
            .subject("I1", true, Map.of("a", "x", "b", "true"))
            .build();

    @Test
    void anyTextIsAPolicyOrASyntaxError() {
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                PolicyExpression policy = PolicyExpression.parse(text.toString());
                accepted++;
                holds(policy);
                assertThat(PolicyExpression.warnings(text.toString())).isNotNull();
            } catch (PolicySyntaxException e) {
                assertThat(e.position()).isBetween(0, text.length());
            }
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void anyBytesAreAPolicyOrADecodeError() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = encode(PolicyExpression.of(operation(4)), Edition.OCKAM_0_150);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decodesOrFails(bytes);
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            decodesOrFails(noise);
        }
    }

    private void decodesOrFails(byte[] bytes) {
        PolicyExpression policy;
        try {
            policy = PolicyExpression.decode(new CborReader(bytes));
        } catch (DecodeException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        holds(policy);
    }

    @Test
    void anyExpressionReadsTheSameFromTextAndBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            Expr expr = operation(4);
            assertThat(Expr.parse(expr.toString())).isEqualTo(expr);
            CborWriter out = new CborWriter();
            expr.encode(out);
            assertThat(Expr.decode(new CborReader(out.toBytes()))).isEqualTo(expr);
            holds(PolicyExpression.of(expr));
        }
    }

    @Test
    void anyBooleanExpressionReadsTheSameFromTextAndBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            BooleanExpr expr = simple(4);
            PolicyExpression policy = PolicyExpression.parse(expr.display());
            assertThat(policy.simple()).isEqualTo(expr);
            assertThat(PolicyExpression.parse(policy.toString()).expr()).isEqualTo(policy.expr());
            assertThat(PolicyExpression.decode(new CborReader(encode(policy, Edition.OCKAM_0_150))))
                    .isEqualTo(policy);
            assertThat(PolicyExpression.decode(new CborReader(encode(policy, Edition.OCKAM_0_139)))
                            .expr())
                    .isEqualTo(policy.expr());
        }
    }

    /** Access is granted exactly if the result is true, the explanation agrees, and storing changes nothing. */
    private void holds(PolicyExpression policy) {
        boolean allowed = policy.allows(environment);
        assertThat(policy.evaluate(environment).equals(new Evaluation.Value(new Expr.Bool(true))))
                .isEqualTo(allowed);
        assertThat(policy.explain(environment).equals("the policy allows it")).isEqualTo(allowed);
        if (policy.expr().survivesStoring()) {
            assertThat(PolicyExpression.of(Expr.parse(policy.toString())).allows(environment))
                    .isEqualTo(allowed);
        }
    }

    private static byte[] encode(PolicyExpression policy, Edition edition) {
        CborWriter out = new CborWriter();
        policy.encode(out, edition);
        return out.toBytes();
    }

    private Expr operation(int depth) {
        List<Expr> items = new ArrayList<>();
        List<String> operators = Words.OPERATORS.stream().sorted().toList();
        items.add(new Expr.Identifier(operators.get(random.nextInt(operators.size()))));
        for (int n = random.nextInt(4); n > 0; n--) {
            items.add(any(depth - 1));
        }
        return new Expr.Operation(items);
    }

    private Expr any(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> text();
            case 1 -> new Expr.Int(random.nextBoolean() ? random.nextLong() : random.nextInt(3));
            case 2 ->
                new Expr.Real(random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(3));
            case 3 -> new Expr.Bool(random.nextBoolean());
            case 4 -> new Expr.Identifier(random.nextBoolean() ? "subject.a" : "a");
            case 5 -> {
                List<Expr> items = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    items.add(text());
                }
                yield new Expr.Sequence(items);
            }
            default -> operation(depth);
        };
    }

    private Expr text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 'x' : c);
        }
        return new Expr.Text(text.toString());
    }

    private BooleanExpr simple(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 3)) {
            case 0 -> new BooleanExpr.Name(random.nextBoolean() ? "a" : "b.c-d_1");
            case 1 -> new BooleanExpr.NameValue("role", random.nextBoolean() ? "member" : "Ada Lovelace (née Byron)");
            case 2 -> new BooleanExpr.Identifier("I" + "0f".repeat(32));
            case 3 -> new BooleanExpr.Not(simple(depth - 1));
            case 4 -> new BooleanExpr.And(simple(depth - 1), simple(depth - 1));
            default -> new BooleanExpr.Or(simple(depth - 1), simple(depth - 1));
        };
    }
}
