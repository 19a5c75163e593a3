package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The boolean notation, above all what 0.150 added to it. */
class BooleanNotationTest {
    private static final String PEER = "I69c228786aec9341b3c1912423ae769f63200ceb553a2eba4c5b262b6766fc7c";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "a=b                       | (= subject.a \"b\")",
                "name.1=a-b                | (= subject.name.1 \"a-b\")",
                "a.b.c=a_b-c               | (= subject.a.b.c \"a_b-c\")",
                "b=81                      | (= subject.b \"81\")",
                "a=.x                      | (= subject.a \".x\")",
                "a.b=\"the value\"         | (= subject.a.b \"the value\")",
                "a=\"x\"                   | (= subject.a \"x\")",
                "a=\"(or)\"                | (= subject.a \"(or)\")",
                "a=\"back\\slash\"         | (= subject.a \"back\\\\slash\")",
                "a and c=d                 | (and (= subject.a \"true\") (= subject.c \"d\"))",
                "a=the-value and c         | (and (= subject.a \"the-value\") (= subject.c \"true\"))",
                "a=\"the value\"and c      | (and (= subject.a \"the value\") (= subject.c \"true\"))",
                "not a=b                   | (not (= subject.a \"b\"))",
                "not=b                     | (= subject.not \"b\")",
                "notary=b                  | (not (= subject.ary \"b\"))",
                "(a or b=\"x y\") and (not c)"
                        + " | (and (or (= subject.a \"true\") (= subject.b \"x y\")) (not (= subject.c \"true\")))",
            })
    void aNameMayAskForAValue(String text, String full) {
        assertThat(PolicyExpression.parse(text)).hasToString(full);
    }

    @Test
    void anIdentifierStandsForThatPeer() {
        assertThat(PolicyExpression.parse(PEER)).hasToString("(= subject.identifier \"" + PEER + "\")");
        assertThat(PolicyExpression.parse("a or " + PEER))
                .hasToString("(or (= subject.a \"true\") (= subject.identifier \"" + PEER + "\"))");
        assertThat(PolicyExpression.parse(PEER + " and a").display()).isEqualTo(PEER + " and a");
    }

    @Test
    void almostAnIdentifierIsAName() {
        String shorter = PEER.substring(0, 64);
        assertThat(PolicyExpression.parse(shorter)).hasToString("(= subject." + shorter + " \"true\")");
        String longer = PEER + "0";
        assertThat(PolicyExpression.parse(longer)).hasToString("(= subject." + longer + " \"true\")");
        String other = "J" + PEER.substring(1);
        assertThat(PolicyExpression.parse(other)).hasToString("(= subject." + other + " \"true\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=",
                "=b",
                "a==b",
                "a=b=c",
                "a =b",
                "a= b",
                "a=\"\"",
                "a=\"",
                "a=\"b",
                "a=\"b\"\"",
                "a='b'",
                "a=é",
                "a=b,c",
                "a and b=",
                "(a=b",
                "a=b)",
                "1=b",
                "a=*"
            })
    void anythingElseAroundAnEqualSignIsRefused(String text) {
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> BooleanParser.parse(text));
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> PolicyExpression.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "not a",
                "a and b",
                "(a and b) and c",
                "(a or b) and (not c)",
                "a or (b and not c)",
                "not (not a)",
                "not (a and (b or not c))",
                "(a=b or c=\"d e\") and f",
                "not ((a or b) and (c or d))",
                "a=\"ü\""
            })
    void theShownTextMeansTheSame(String text) {
        PolicyExpression policy = PolicyExpression.parse(text);
        assertThat(PolicyExpression.parse(policy.display())).isEqualTo(policy);
        assertThat(PolicyExpression.parse(policy.toString()).expr()).isEqualTo(policy.expr());
    }

    @Test
    void parenthesesInsideParenthesesAreKept() {
        assertThat(PolicyExpression.parse("a or ((b or c) and d)").display()).isEqualTo("a or ((b or c) and d)");
    }

    @Test
    void nothingAtAllAllowsNobody() {
        Expr empty = new BooleanExpr.Empty().expr();
        assertThat(empty).hasToString("()");
        assertThat(new BooleanExpr.Empty().display()).isEmpty();
        assertThat(PolicyExpression.of(empty).allows(Environment.empty())).isFalse();
    }

    @Test
    void aLongPolicyIsReadAndAnEndlessOneRefused() {
        String many = "a" + " or a".repeat(200);
        assertThat(PolicyExpression.parse(PolicyExpression.parse(many).toString())
                        .allows(Environment.builder().put("subject.a", "true").build()))
                .isTrue();
        assertThatExceptionOfType(PolicySyntaxException.class)
                .isThrownBy(() -> BooleanParser.parse("a" + " or a".repeat(600)))
                .withMessageContaining("member?");
        assertThatExceptionOfType(PolicySyntaxException.class)
                .isThrownBy(() -> BooleanParser.parse("a".repeat(PolicyLimits.MAX_SIMPLE_LENGTH + 1)))
                .withMessageContaining("longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "not(", "( not ", "(a or ", "a and (", "a or a and not "})
    void deepNestingIsRefusedBeforeTheStackEnds(String piece) {
        String deep = piece.repeat(PolicyLimits.MAX_SIMPLE_LENGTH / piece.length() - 1) + "a";
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> PolicyExpression.parse(deep));
    }

    @Test
    void whatIsReadIsNeverDeeperThanWhatCanBeStored() {
        for (int depth : new int[] {1, 100, 200, 249, 250, 251, 255, 256, 300}) {
            PolicyExpression policy;
            try {
                policy = PolicyExpression.parse("not ".repeat(depth) + "a");
            } catch (PolicySyntaxException e) {
                assertThat(depth).isGreaterThanOrEqualTo(PolicyLimits.MAX_DEPTH);
                continue;
            }
            assertThat(depth).isLessThan(PolicyLimits.MAX_DEPTH);
            assertThat(policy.expr().survivesStoring()).isTrue();
        }
    }
}
