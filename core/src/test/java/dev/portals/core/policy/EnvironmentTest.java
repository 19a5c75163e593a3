package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that a policy sees, and the texts it compares them with (spec 02 sections 6.4 and 6.6). */
class EnvironmentTest {
    @Test
    void everyKindOfValueIsFoundUnderItsName() {
        Expr sequence = new Expr.Sequence(List.of(new Expr.Int(1)));
        Environment environment = Environment.builder()
                .put("text", "x")
                .put("int", 7)
                .put("real", 1.5)
                .put("bool", false)
                .put("sequence", sequence)
                .build();
        assertThat(environment.find("text")).contains(new Expr.Text("x"));
        assertThat(environment.find("int")).contains(new Expr.Int(7));
        assertThat(environment.find("real")).contains(new Expr.Real(1.5));
        assertThat(environment.find("bool")).contains(new Expr.Bool(false));
        assertThat(environment.find("sequence")).contains(sequence);
        assertThat(environment.find("other")).isEmpty();
        assertThat(environment.contains("bool")).isTrue();
        assertThat(environment.contains("other")).isFalse();
    }

    @Test
    void aLaterValueReplacesAnEarlierOneAndBuildersShareNothing() {
        Environment first = Environment.builder().put("a", 1).put("a", 2).build();
        Environment second = first.toBuilder().put("a", 3).put("b", 4).build();
        assertThat(first.find("a")).contains(new Expr.Int(2));
        assertThat(first.contains("b")).isFalse();
        assertThat(second.find("a")).contains(new Expr.Int(3));
    }

    @Test
    void aChangeOfTheAttributesAfterwardsIsNotSeen() {
        Map<String, String> attributes = new HashMap<>(Map.of("role", "guest"));
        Environment environment = Environment.subject("I1", true, attributes, "outlet", Environment.HANDLE_MESSAGE);
        attributes.put("role", "owner");
        assertThat(environment.find("subject.role")).contains(new Expr.Text("guest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"action.id", "resource.id"})
    void anAttributeNamedLikeSomethingOfOursIsIgnored(String name) {
        Environment environment =
                Environment.subject("I1", true, Map.of(name, "forged"), "outlet", Environment.HANDLE_MESSAGE);
        assertThat(environment.contains("subject." + name)).isFalse();
        assertThat(environment.toString()).doesNotContain("forged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a | a",
                "\\\\n | \\n",
                "\\\" | \"",
                "\\' | '",
                "\\41\\42 | AB",
                "\\c3\\a9 | é",
                "\\u{e9} | é",
                "\\u{1f600} | 😀",
                "\\u{1_f6_00} | 😀",
                "\\u{000000000000000041} | A",
                "\\u{10ffff} | \udbff\udfff",
                "é😀 | é😀"
            })
    void aTextIsReadWithItsEscapes(String inner, String value) {
        assertThat(((Expr.Operation) Expr.parse("(= \"" + inner + "\" x)"))
                        .items()
                        .get(1))
                .isEqualTo(new Expr.Text(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\",
                "\\x",
                "\\4",
                "\\4g",
                "\\u",
                "\\u{}",
                "\\u{_1}",
                "\\u{1_}",
                "\\u{110000}",
                "\\u{d800}",
                "\\u{dfff}",
                "\\u{ffffffffffffffffffff}",
                "\\u{g}",
                "\\u{41",
                "\\ff",
                "\\c3",
                "\\c3x",
                "\u0001",
                "\n",
                "\u007f",
                "\u202e",
                "\u2066",
                "\u206c"
            })
    void anotherTextIsRefusedWithASentence(String inner) {
        assertThatExceptionOfType(PolicySyntaxException.class)
                .isThrownBy(() -> Expr.parse("(= \"" + inner + "\" x)"))
                .satisfies(e -> assertThat(e.getMessage()).contains(" ").hasSizeLessThan(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(= subject.role \"member\") | subject.role",
                "(and (= 1 1) (= subject.role \"x\")) | subject.role",
                "(exists? subject.team subject.role) | subject.team",
                "(if (= 1 1) 5 6) | instead of true or false",
                "(member? \"a\" [\"b\"]) | is false",
                "(or (= 1 2) (= 3 4)) | and"
            })
    void aDenialIsExplainedByThePartThatDecided(String policy, String words) {
        PolicyExpression expression = PolicyExpression.of(Expr.parse(policy));
        assertThat(expression.allows(Environment.empty())).isFalse();
        assertThat(expression.explain(Environment.empty())).contains(words).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1 | 0.1",
                "1.0 | 1.0",
                "100000.0 | 100000.0",
                "1e16 | 1e16",
                "1.5e300 | 1.5e300",
                "0.0001 | 0.0001",
                "0.00001 | 1e-5",
                "-2.5 | -2.5"
            })
    void aNumberIsPrintedAsItIsStored(String literal, String printed) {
        Expr read =
                ((Expr.Operation) Expr.parse("(= " + literal + " x)")).items().get(1);
        assertThat(new Expr.Operation(List.of(new Expr.Identifier("="), read))).hasToString("(= " + printed + ")");
    }
}
