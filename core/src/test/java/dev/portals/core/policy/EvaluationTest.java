package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments, verdicts, explanations and warnings. */
class EvaluationTest {
    private static final String PEER = "I69c228786aec9341b3c1912423ae769f63200ceb553a2eba4c5b262b6766fc7c";

    private static Environment member() {
        return Environment.subject(
                PEER, true, Map.of("role", "member", "ockam-relay", "box"), "outlet", Environment.HANDLE_MESSAGE);
    }

    private static boolean allows(String policy, Environment environment) {
        return PolicyExpression.parse(policy).allows(environment);
    }

    @Test
    void aPeersAttributesCanBeAskedFor() {
        assertThat(allows("role=member", member())).isTrue();
        assertThat(allows("role=guest", member())).isFalse();
        assertThat(allows(PEER, member())).isTrue();
        assertThat(allows("(= subject.ockam-relay \"box\")", member())).isTrue();
        assertThat(allows("(and (= resource.id \"outlet\") (= action.id \"handle_message\"))", member()))
                .isTrue();
        assertThat(PolicyExpression.HAS_CREDENTIAL.allows(member())).isTrue();
        assertThat(PolicyExpression.HAS_CREDENTIAL).hasToString("(= subject.has_credential true)");
    }

    @Test
    void withoutAnAuthorityNobodyHasOrLacksACredential() {
        Environment noAuthority = Environment.subject(PEER, null, Map.of(), "echo", Environment.HANDLE_MESSAGE);
        assertThat(noAuthority.contains("subject.has_credential")).isFalse();
        assertThat(PolicyExpression.HAS_CREDENTIAL.allows(noAuthority)).isFalse();
        assertThat(allows("(not (= subject.has_credential true))", noAuthority)).isFalse();
        Environment without = Environment.subject(PEER, false, Map.of(), "echo", Environment.HANDLE_MESSAGE);
        assertThat(PolicyExpression.HAS_CREDENTIAL.allows(without)).isFalse();
        assertThat(allows("(not (= subject.has_credential true))", without)).isTrue();
    }

    @Test
    void anAttributeCanNotPretendToBeAnIdentifierOrACredential() {
        Environment liar = Environment.subject(
                PEER,
                false,
                Map.of("identifier", "Ioperator", "has_credential", "true", "resource.id", "x", "role", "a"),
                "outlet",
                Environment.HANDLE_MESSAGE);
        assertThat(liar.find("subject.identifier")).contains(new Expr.Text(PEER));
        assertThat(liar.find("subject.has_credential")).contains(new Expr.Bool(false));
        assertThat(liar.find("resource.id")).contains(new Expr.Text("outlet"));
        assertThat(liar.contains("subject.resource.id")).isFalse();
        assertThat(liar.find("subject.role")).contains(new Expr.Text("a"));
        Environment noAuthority =
                Environment.subject(PEER, null, Map.of("has_credential", "true"), "o", Environment.HANDLE_MESSAGE);
        assertThat(noAuthority.contains("subject.has_credential")).isFalse();
    }

    @Test
    void environmentsDoNotChange() {
        Environment.Builder builder = Environment.builder().put("a", 1);
        Environment first = builder.build();
        Environment second = builder.put("a", 2).put("b", 1.5).build();
        assertThat(first.find("a")).contains(new Expr.Int(1));
        assertThat(first.contains("b")).isFalse();
        assertThat(second.find("b")).contains(new Expr.Real(1.5));
        assertThat(first.toBuilder().put("c", true).build().find("c")).contains(new Expr.Bool(true));
        assertThat(first).hasToString("{a=1}");
    }

    @Test
    void aMissingAttributeDeniesEvenInsideOrAndNot() {
        Environment b = Environment.builder().put("subject.b", "true").build();
        assertThat(allows("a or b", b)).isFalse();
        assertThat(allows("b or a", b)).isTrue();
        assertThat(allows("not a", b)).isFalse();
        assertThat(allows("(or (and (exists? subject.a) (= subject.a \"true\")) (= subject.b \"true\"))", b))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "(< \"\uffff\" \"😀\")            | true",
                "(= 0.0 -0.0)                     | true",
                "(< -0.0 0.0)                     | false",
                "(> nan nan)                      | false",
                "(!= nan nan)                     | true",
                "(< [] [1])                       | true",
                "(> [2 1] [1 2])                  | true",
                "(< [[1] [2]] [[1] [3]])          | true",
                "(member? [1] [[2] [1]])          | true",
                "(member? nan [nan])              | false",
                "(= (and) (not (or)))             | true",
                "(if (or) undefined true)         | true",
                "(and (or) undefined)             | false",
                "(or (and) undefined)             | true",
                "(= [1 2] [1 \"a\" 3])            | ~~",
                "(= [1 2] [2 3])                  | false",
                "(exists?)                        | true",
            })
    void comparisons(String policy, String result) {
        if (result.isEmpty()) {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> Expr.parse(policy));
        } else {
            assertThat(PolicyExpression.of(Expr.parse(policy)).evaluate(Environment.empty()))
                    .isEqualTo(new Evaluation.Value(new Expr.Bool(Boolean.parseBoolean(result))));
        }
    }

    @Test
    void valuesOfTheEnvironmentThatReferToEachOtherEnd() {
        Environment circle = Environment.builder()
                .put("x", new Expr.Identifier("y"))
                .put("y", new Expr.Identifier("x"))
                .build();
        assertThat(PolicyExpression.parse("(and x)").evaluate(circle))
                .isInstanceOfSatisfying(
                        Evaluation.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Evaluation.Kind.TOO_COMPLEX));
    }

    @Test
    void valuesOfTheEnvironmentThatMultiplyEnd() {
        Environment.Builder bomb = Environment.builder().put("x0", true);
        for (int i = 1; i < 40; i++) {
            Expr before = new Expr.Identifier("x" + (i - 1));
            bomb.put("x" + i, Expr.operation("and", before, before));
        }
        Environment environment = bomb.build();
        assertThat(allows("(and x10)", environment)).isTrue();
        assertThat(allows("(and x39)", environment)).isFalse();
        assertThat(PolicyExpression.parse("(and x39)").explain(environment)).isEqualTo("the policy is too complex");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "role=member                       | the policy allows it",
                "role=admin                        | (= subject.role \"admin\") is false",
                "team=red                          | subject.team is not set",
                "not team=red                      | subject.team is not set",
                "role=member and role=admin        | (= subject.role \"admin\") is false",
                "role=admin or role=guest          | (= subject.role \"admin\") is false, and (= subject.role \"guest\") is false",
                "not role=member                   | (not (= subject.role \"member\")) is false",
                "(exists? subject.role subject.x)  | subject.x is not set",
                "(and (exists? subject.x) (= subject.x \"1\")) | subject.x is not set",
                "(member? subject.role [\"a\"])    | (member? subject.role [\"a\"]) is false",
                "(if true (= 1 2) true)            | (if true (= 1 2) true) is false",
                "has_credential                    | the boolean true and the text \"true\" can't be compared",
                "(and subject.role)                | the policy gives the text \"member\" instead of true or false",
                "(not subject.role)                | not needs true or false, not the text \"member\"",
                "(and 1 true)                      | and needs true or false, not the whole number 1",
                "(member? 1 2)                     | member? looks into a sequence in brackets, not into the whole number 2",
                "(exists? 1.5)                     | exists? takes names, not the decimal number 1.5",
                "(= (foo) 1)                       | foo is not an operator",
                "(= 1)                             | = takes at least two arguments",
                "(= () [1])                        | the list () and the sequence [1] can't be compared",
                "((and) 1)                         | a list must begin with an operator, not with the list (and)",
                "(or)                              | (or) is false",
            })
    void aPersonIsToldWhy(String policy, String why) {
        PolicyExpression read =
                policy.startsWith("(") ? PolicyExpression.of(Expr.parse(policy)) : PolicyExpression.parse(policy);
        assertThat(read.explain(member())).isEqualTo(why);
    }

    @Test
    void explanationsStayShort() {
        String policy = "(= subject.role \"" + "😀".repeat(5000) + "\")";
        String why = PolicyExpression.parse(policy).explain(member());
        assertThat(why).hasSizeLessThan(300).endsWith("… is false");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "notary              | “not ary”",
                "a and (nothing)     | “not hing”",
                "has_credential      | (= subject.has_credential true)",
                "has_credential=true | (= subject.has_credential true)",
                "(not (= \"true\" subject.has_credential)) | always denies",
                "(= $\"a b\" 1)      | lost when the policy is stored",
            })
    void surprisesAreWarnedAbout(String policy, String warning) {
        assertThat(PolicyExpression.warnings(policy)).singleElement().asString().contains(warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a",
                "not",
                "knot",
                "a.not",
                "a=nothing",
                "a=\"nothing\"",
                "a and not b",
                "(= subject.nothing \"x\")",
                "(= subject.has_credential true)",
                "not(a)"
            })
    void whatIsClearIsNotWarnedAbout(String policy) {
        assertThat(PolicyExpression.warnings(policy)).isEmpty();
    }
}
