package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.policy.Evaluation.Kind;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operator with each kind of value, and what somebody could try in order to get in (spec 02 section 6.7). */
class PolicyOperatorsTest {
    private static final List<String> VALUES =
            List.of("true", "1", "1.5", "\"a\"", "[]", "[1]", "[[1]]", "()", "[\"a\"]", "[true]");

    private static Evaluation evaluate(String text) {
        return PolicyExpression.of(Expr.parse(text)).evaluate(Environment.empty());
    }

    private static void fails(String text, Kind kind) {
        assertThat(evaluate(text))
                .as(text)
                .isInstanceOfSatisfying(
                        Evaluation.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static void gives(String text, boolean value) {
        assertThat(evaluate(text)).as(text).isEqualTo(new Evaluation.Value(new Expr.Bool(value)));
    }

    private static char kind(String value) {
        char first = value.charAt(0);
        return first == '1' ? (value.contains(".") ? 'f' : 'i') : first;
    }

    @Test
    void valuesOfOneKindAreEqualToThemselvesAndOtherKindsCanNotBeCompared() {
        for (String left : VALUES) {
            for (String right : VALUES) {
                if (kind(left) != kind(right)) {
                    for (String operator : List.of("=", "!=", "<", ">")) {
                        fails("(" + operator + " " + left + " " + right + ")", Kind.TYPE_MISMATCH);
                    }
                } else if (left.equals(right)) {
                    gives("(= " + left + " " + right + ")", true);
                    gives("(!= " + left + " " + right + ")", false);
                    gives("(< " + left + " " + right + ")", false);
                    gives("(> " + left + " " + right + ")", false);
                }
            }
        }
    }

    @Test
    void lessIsTheOppositeOfGreaterWithItsSidesExchanged() {
        List<String> ordered = List.of(
                "-9223372036854775808|-1|0|1|9223372036854775807",
                "-inf|-1.5|0.0|4.9e-324|1.0|1e308|+inf",
                "\"\"|\"A\"|\"a\"|\"aa\"|\"b\"|\"é\"|\"\uffee\"|\"😀\"",
                "false|true",
                "[]|[-5]|[3]|[1 1]|[1 2]|[2 0]");
        for (String line : ordered) {
            String[] values = line.split("\\|");
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    gives("(< " + values[i] + " " + values[j] + ")", i < j);
                    gives("(> " + values[j] + " " + values[i] + ")", i < j);
                    gives("(= " + values[i] + " " + values[j] + ")", i == j);
                    gives("(!= " + values[i] + " " + values[j] + ")", i != j);
                }
            }
            gives("(< " + String.join(" ", values) + ")", true);
            gives("(member? " + values[0] + " [" + String.join(" ", values) + "])", true);
        }
    }

    @Test
    void logicTakesOnlyBooleansBeforeItsLastArgument() {
        for (String value : VALUES.subList(1, VALUES.size())) {
            for (String operator : List.of("and", "or")) {
                fails("(" + operator + " " + value + " true)", Kind.INVALID_TYPE);
                assertThat(evaluate("(" + operator + " " + value + ")")).isInstanceOf(Evaluation.Value.class);
            }
            fails("(not " + value + ")", Kind.INVALID_TYPE);
            fails("(if " + value + " true true)", Kind.INVALID_TYPE);
            fails("(exists? " + value + ")", Kind.INVALID_TYPE);
        }
    }

    @Test
    void onlyTrueItselfLetsAnybodyIn() {
        for (String value : VALUES) {
            assertThat(PolicyExpression.parse("(and " + value + ")").allows(Environment.empty()))
                    .as(value)
                    .isEqualTo(value.equals("true"));
        }
        for (String value : List.of("true", "TRUE", "1", "yes", "True ")) {
            Environment environment =
                    Environment.builder().put("subject.admin", value).build();
            assertThat(PolicyExpression.parse("(and subject.admin)").allows(environment))
                    .isFalse();
            assertThat(PolicyExpression.parse("admin").allows(environment)).isEqualTo(value.equals("true"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "(=), MALFORMED",
        "(= 1), MALFORMED",
        "(<), MALFORMED",
        "(< 1), MALFORMED",
        "(>), MALFORMED",
        "(> 1), MALFORMED",
        "(not), MALFORMED",
        "(not true true), MALFORMED",
        "(if), MALFORMED",
        "(if true), MALFORMED",
        "(if true true), MALFORMED",
        "(if true true true true), MALFORMED",
        "(member?), MALFORMED",
        "(member? 1), MALFORMED",
        "(member? 1 [1] [1]), MALFORMED",
        "(member? 1 1), INVALID_TYPE",
        "(member? 1 \"1\"), INVALID_TYPE",
        "(member? 1 [\"1\"]), TYPE_MISMATCH",
        "(member? nothing [1]), UNBOUND_IDENTIFIER",
        "(and nothing), UNBOUND_IDENTIFIER",
        "(or false nothing), UNBOUND_IDENTIFIER",
        "(not nothing), UNBOUND_IDENTIFIER",
        "(= nothing nothing), UNBOUND_IDENTIFIER",
        "(= [nothing] [1]), UNBOUND_IDENTIFIER",
        "(and (nand true)), UNKNOWN_OPERATOR",
        "(or (AND true)), UNKNOWN_OPERATOR",
    })
    void whatIsBuiltWronglyNeverAllows(String text, Kind kind) {
        fails(text, kind);
        assertThat(PolicyExpression.parse(text).allows(Environment.empty())).isFalse();
        assertThat(PolicyExpression.parse("(not " + text + ")").allows(Environment.empty()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "(and), true",
        "(or), false",
        "(exists?), true",
        "(!=), false",
        "(!= 1), false",
        "(and false nothing), false",
        "(or true nothing), true",
        "(if true true nothing), true",
        "(if false nothing false), false",
        "(= 1 2 3), false",
        "(= 1 2 \"x\"), false",
        "(< 3 2 \"x\"), false",
        "(exists? nothing), false",
    })
    void laterArgumentsAreOnlyLookedAtWhenTheyMatter(String text, boolean value) {
        gives(text, value);
    }

    @Test
    void deepPoliciesAreAnsweredAtEveryDepth() {
        for (int depth = 1; depth <= PolicyLimits.MAX_DEPTH; depth += 15) {
            gives("(not ".repeat(depth) + "true" + ")".repeat(depth), depth % 2 == 0);
            gives("(and true ".repeat(depth) + "true" + ")".repeat(depth), true);
            gives("(if true ".repeat(depth) + "true" + " false)".repeat(depth), true);
        }
    }

    @Test
    void wideSequencesAreSearchedToTheirEnd() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            members.append(" \"m").append(i).append('"');
        }
        PolicyExpression policy = PolicyExpression.parse("(member? subject.name [" + members + "])");
        assertThat(policy.allows(
                        Environment.builder().put("subject.name", "m3999").build()))
                .isTrue();
        assertThat(policy.allows(
                        Environment.builder().put("subject.name", "m4000").build()))
                .isFalse();
        assertThat(policy.explain(Environment.builder().put("subject.name", "x").build()))
                .hasSizeLessThan(2 * PolicyLimits.MAX_QUOTE);
    }

    @Test
    void namesInAnEnvironmentAreTakenLiterally() {
        Environment environment = Environment.subject(
                "I00",
                true,
                Map.of("a.b", "1", "", "2", "and", "3", "subject.x", "4", "ü", "5"),
                "r",
                "handle_message");
        assertThat(PolicyExpression.parse("(= subject.a.b \"1\")").allows(environment))
                .isTrue();
        assertThat(PolicyExpression.parse("(= subject.and \"3\")").allows(environment))
                .isTrue();
        assertThat(PolicyExpression.parse("(exists? subject.x)").allows(environment))
                .isFalse();
        assertThat(PolicyExpression.parse("(exists? and)").allows(environment)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(= subject.has_credential true)",
                "(and 1 -1 1.5 nan +inf -inf true \"text\" name [1 2] [] ())",
                "(member? subject.x [\"a\" \"b\"])",
                "(= \"\\\"\\\\\\n\\r\\t\\00\\7f\\u{202e}\\u{1f600}é\" x)",
                "(= -9223372036854775808 9223372036854775807 0)",
                "(= 4.9e-324 1.7976931348623157e308 -0.0 1e16 1e-7 x)",
                "(if (exists? subject.a) true (and () [] [[1] [2]]))"
            })
    void bothEditionsCarryEveryKindOfValue(String text) {
        PolicyExpression policy = PolicyExpression.parse(text);
        for (Edition edition : Edition.values()) {
            CborWriter out = new CborWriter();
            policy.encode(out, edition);
            CborReader in = new CborReader(out.text("next").toBytes());
            assertThat(PolicyExpression.decode(in)).isEqualTo(policy);
            assertThat(in.text()).isEqualTo("next");
        }
        assertThat(PolicyExpression.parse(policy.toString())).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void nestingOnTheWireIsBoundedInBothForms(Edition edition) {
        PolicyExpression deepest = PolicyExpression.parse(
                "(and ".repeat(PolicyLimits.MAX_DEPTH - 1) + "true" + ")".repeat(PolicyLimits.MAX_DEPTH - 1));
        CborWriter out = new CborWriter();
        deepest.encode(out, edition);
        assertThat(PolicyExpression.decode(new CborReader(out.toBytes()))).isEqualTo(deepest);
        for (int times : new int[] {300, 20_000}) {
            for (String piece :
                    List.of("820081" + "82078181", "820181" + "820581", "820181" + "820382", "820181820482")) {
                String hex = piece.substring(0, 6) + piece.substring(6).repeat(times);
                assertThatExceptionOfType(DecodeException.class)
                        .as(piece)
                        .isThrownBy(() -> PolicyExpression.decode(
                                new CborReader(HexFormat.of().parseHex(hex))));
            }
        }
    }

    /** Stored as text, a name such as {@code x) (or true} would become another policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x) (or true", "x true", "", " ", "x\"", "true", "1", "nan", "(;", ";;", "$x", "@x", "\u202e"})
    void aNameThatIsNoneOnceStoredIsRefusedFromTheWire(String name) {
        Expr injected = Expr.operation("or", new Expr.Bool(false), new Expr.Identifier(name));
        CborWriter out = new CborWriter().array(2).uint(0).array(1);
        injected.encode(out);
        assertThat(injected.survivesStoring()).isFalse();
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> PolicyExpression.decode(new CborReader(out.toBytes())));
    }

    @Test
    void aComplaintRepeatsNoMoreThanItMustAndPointsIntoTheText() {
        for (String text : List.of(
                "a ".repeat(2000), "(= " + "'".repeat(5000) + ")", "(" + "x".repeat(60_000), "=".repeat(4000))) {
            assertThatExceptionOfType(PolicySyntaxException.class)
                    .isThrownBy(() -> PolicyExpression.parse(text))
                    .satisfies(e -> {
                        assertThat(e.getStackTrace()).isEmpty();
                        assertThat(e.position()).isBetween(0, text.length());
                    });
        }
    }
}
