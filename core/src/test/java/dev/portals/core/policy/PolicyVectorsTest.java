package dev.portals.core.policy;

import static dev.portals.core.policy.Vectors.isOk;
import static dev.portals.core.policy.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All the verdicts of Ockam's own policy code. */
class PolicyVectorsTest {
    static Stream<Arguments> booleanExpressions() {
        return Vectors.read("abac-boolean-expressions.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("booleanExpressions")
    void theBooleanNotationReadsAsOckamReadsIt(JsonNode vector) {
        String input = text(vector, "input");
        if (!isOk(vector)) {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> BooleanParser.parse(input));
            return;
        }
        BooleanExpr expr = BooleanParser.parse(input);
        assertThat(expr.expr()).hasToString(text(vector, "expr"));
        assertThat(expr.display()).isEqualTo(text(vector, "display"));
    }

    static Stream<Arguments> fullExpressions() {
        return Vectors.read("abac-full-expressions.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("fullExpressions")
    void theFullNotationReadsAsOckamReadsIt(JsonNode vector) {
        String input = text(vector, "input");
        if (!isOk(vector)) {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> FullParser.parse(input));
        } else if (vector.has("empty")) {
            assertThat(FullParser.parse(input)).isEmpty();
        } else {
            assertThat(FullParser.parse(input).map(Expr::toString)).contains(text(vector, "display"));
        }
    }

    static Stream<Arguments> policyExpressions() {
        return Vectors.read("abac-policy-expressions.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("policyExpressions")
    void aPolicyIsReadInTheBooleanNotationFirst(JsonNode vector) {
        String input = text(vector, "input");
        if (!isOk(vector)) {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> PolicyExpression.parse(input));
            return;
        }
        PolicyExpression policy = PolicyExpression.parse(input);
        assertThat(policy.simple() != null).isEqualTo(text(vector, "form").equals("boolean"));
        assertThat(policy.display()).isEqualTo(text(vector, "display"));
        assertThat(policy).hasToString(text(vector, "expr"));
    }

    static Stream<Arguments> evaluations() {
        return Vectors.read("abac-eval.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void evaluationGivesWhatOckamGives(JsonNode vector) {
        Optional<Expr> expr;
        try {
            expr = FullParser.parse(text(vector, "input"));
        } catch (PolicySyntaxException e) {
            assertThat(text(vector, "error")).isEqualTo("parse");
            return;
        }
        PolicyExpression policy = PolicyExpression.of(expr.orElseThrow());
        Environment environment = environment(vector.required("env"));
        switch (policy.evaluate(environment)) {
            case Evaluation.Value value -> {
                assertThat(isOk(vector)).isTrue();
                assertThat(value.expr()).hasToString(text(vector, "result"));
            }
            case Evaluation.Failure failure -> {
                assertThat(isOk(vector)).isFalse();
                assertThat(failure.kind().code()).isEqualTo(text(vector, "error"));
                assertThat(failure.sentence()).isNotBlank();
            }
        }
        assertThat(policy.allows(environment))
                .isEqualTo(vector.required("authorized").asBoolean());
    }

    /** Values are written as expressions; only operations can be parsed on their own, so each is wrapped in one. */
    private static Environment environment(JsonNode values) {
        Environment.Builder builder = Environment.builder();
        values.properties().forEach(entry -> {
            Expr wrapped = Expr.parse("(and " + entry.getValue().asText() + ")");
            builder.put(entry.getKey(), ((Expr.Operation) wrapped).items().getLast());
        });
        return builder.build();
    }

    static Stream<Arguments> exprCbor() {
        return Vectors.read("abac-cbor.json", "expr");
    }

    @ParameterizedTest
    @MethodSource("exprCbor")
    void expressionsHaveOckamsBytes(JsonNode vector) {
        Expr expr = Expr.parse(text(vector, "text"));
        CborWriter out = new CborWriter();
        expr.encode(out);
        assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(text(vector, "cbor_hex"));
        assertThat(Expr.decode(new CborReader(out.toBytes()))).isEqualTo(expr);
    }

    static Stream<Arguments> policyCbor() {
        return Vectors.read("abac-cbor.json", "policy_expression");
    }

    @ParameterizedTest
    @MethodSource("policyCbor")
    void policiesHaveTheBytesOf0139(JsonNode vector) {
        PolicyExpression policy = PolicyExpression.parse(text(vector, "text"));
        CborWriter out = new CborWriter();
        policy.encode(out, Edition.OCKAM_0_139);
        assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(text(vector, "cbor_hex"));
        assertThat(PolicyExpression.decode(new CborReader(out.toBytes()))).isEqualTo(policy);
    }
}
