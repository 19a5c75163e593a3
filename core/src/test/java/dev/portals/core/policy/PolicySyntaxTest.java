package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The full notation letter by letter, and what a person is told about mistakes. */
class PolicySyntaxTest {
    private static Expr argument(String literal) {
        return ((Expr.Operation) Expr.parse("(and " + literal + ")")).items().getLast();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+7, 7",
        "007, 7",
        "1_000, 1000",
        "0xff, 255",
        "-0xF_F, -255",
        "+0x10, 16",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "0x7fffffffffffffff, 9223372036854775807",
        "-0x8000000000000000, -9223372036854775808"
    })
    void wholeNumbers(String literal, long value) {
        assertThat(argument(literal)).isEqualTo(new Expr.Int(value));
    }

    @ParameterizedTest
    @CsvSource({
        "1., 1.0",
        "1.5, 1.5",
        "-1.5, -1.5",
        "+1.5, 1.5",
        "1e3, 1000.0",
        "1E3, 1000.0",
        "1.e-2, 0.01",
        "-0.0, -0.0",
        "0.0, 0.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e16",
        "1.25e300, 1.25e300",
        "-1.25e-7, -1.25e-7",
        "0.0001, 0.0001",
        "0.00001, 1e-5",
        "1e999, +inf",
        "inf, +inf",
        "-inf, -inf",
        "nan, nan",
        "-nan, nan",
        "+nan:0x1_2, nan",
        "123456789.125, 123456789.125",
        "5e-324, 5e-324",
        "4.9e-324, 5e-324"
    })
    void decimalNumbersArePrintedSoThatTheyReadTheSame(String literal, String printed) {
        Expr value = argument(literal);
        assertThat(value).isInstanceOf(Expr.Real.class);
        if (!literal.endsWith("e-324")) {
            assertThat(value).hasToString(printed);
        }
        assertThat(argument(value.toString())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "0x8000000000000000",
                "-9223372036854775809",
                "1__0",
                "1_",
                "_1.5",
                "1_0.5",
                "0x1.8",
                "0x1p3",
                "1e",
                "1e_1",
                "1.5.5",
                ".5",
                "0x",
                "+",
                "-",
                "1a",
                "--1"
            })
    void crookedNumbersAreRefused(String literal) {
        if (literal.equals("_1.5")) {
            assertThat(argument(literal)).isEqualTo(new Expr.Identifier("_1.5"));
        } else {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> argument(literal));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                "!",
                "$$",
                "%x",
                "&a",
                "*",
                "/",
                "<=",
                "=",
                ">=",
                "?",
                "~a",
                "_",
                "^",
                "a1",
                "a+b",
                "a,b",
                "a-b",
                "a.b",
                "a/b",
                "a:b",
                "a<b",
                "a@b",
                "nan:0xzz",
                "infinite",
                "truex"
            })
    void namesOfManyLetters(String name) {
        if (name.equals("a,b")) {
            assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> argument(name));
        } else if (name.equals("$$")) {
            assertThat(argument(name)).isEqualTo(new Expr.Identifier("$"));
        } else {
            assertThat(argument(name)).isEqualTo(new Expr.Identifier(name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a",
                "a'b",
                "\\a",
                "a\\b",
                "`a",
                "a|b",
                "#a",
                "a#b",
                "+a",
                "-a",
                ":a",
                ".a",
                "$",
                "@",
                "@1",
                "@\"1\"",
                "$\"\"",
                "x\"a\"",
                "\"a\"x",
                "$a\"b\"",
                "$\"a\"\"b\"",
                ",",
                ";",
                "{",
                "}",
                "é",
                "\u0000",
                "\u00a0"
            })
    void otherWordsAreRefused(String word) {
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> argument(word));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "\"\"            | ~~",
                "\"a b\"         | a b",
                "\"\\\"\"        | \"",
                "\"\\'\"         | '",
                "\"\\\\\"        | \\",
                "\"\\41\\42\"    | AB",
                "\"\\c3\\a9\"    | é",
                "\"\\u{e9}\"     | é",
                "\"\\u{1F6_00}\" | 😀",
                "\"\\u{0000000000000000e9}\" | é",
                "\"😀\"          | 😀",
                "\"(; no ;)\"    | (; no ;)",
                "\"[](){};,\"    | [](){};,"
            })
    void texts(String literal, String value) {
        assertThat(argument(literal)).isEqualTo(new Expr.Text(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "\"\\q\"",
                "\"\\4\"",
                "\"\\4g\"",
                "\"\\ff\"",
                "\"\\c3\"",
                "\"\\u\"",
                "\"\\u{\"",
                "\"\\u{}\"",
                "\"\\u{_1}\"",
                "\"\\u{1_}\"",
                "\"\\u{d800}\"",
                "\"\\u{110000}\"",
                "\"\\u{ffffffffffffffffff}\"",
                "\"\\u{é}\"",
                "\"\n\"",
                "\"\t\"",
                "\"\u007f\"",
                "\"\u202a\"",
                "\"\u2066\"",
                "\"\u206c\"",
                "\"\\٤١\"",
                "\"\ud800\"",
                "\"\udc00\ud800\""
            })
    void crookedTextsAreRefused(String literal) {
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> argument(literal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b",
                "a\\b",
                "a\nb",
                "\r\t",
                "\u0000\u0001",
                "\u007f",
                "\u202e",
                "é",
                "e\u0301",
                "😀",
                "\u2028"
            })
    void everyTextReadsBackFromItsPrintedForm(String value) {
        Expr text = new Expr.Text(value);
        assertThat(text.toString()).matches("[^\\p{Cntrl}\u202e\u2028]*");
        assertThat(argument(text.toString())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(and;;x\n1)",
                "(and ;;\u00e9\r 1)",
                "(and(;;)1)",
                "(and (;(;;);) 1)",
                "(;a;)(and 1);;end",
                "\t(\nand\r1 )",
                "(and (;;;) 1)"
            })
    void blanksAndCommentsSeparate(String text) {
        assertThat(Expr.parse(text)).hasToString("(and 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(and (; 1)", "(and (;) 1)", "(and (;(;;) 1)", "(and ;;\u202e\n 1)", "(and (;\u2067;) 1)", "(;"})
    void crookedCommentsAreRefused(String text) {
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> Expr.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";;", "(;;)", "()", "(())", "(1)", "true", "1", "\"a\"", "[and]", "x", "(x and)"})
    void aPolicyMustStartWithAnOperator(String text) {
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> Expr.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "(= subject.a 'x')      | 13 | double quotes",
                "(= subject.a \"x)      | 13 | close it with a double quote",
                "(and (= a \"b\")       |  0 | add )",
                "(= a [1                |  5 | add ]",
                "(= a [1 \"b\"])        | 11 | of one kind",
                "(foo 1)                |  4 | Close the parenthesis",
                "(= foo                 |  0 | add )",
                "\"x\"                   |  0 | starts with one of and, or",
                "a and                  |  5 | name",
                "a b                    |  1 | and or or",
                "a AND b                |  1 | and or or",
                "a=                     |  2 | After = comes a value",
                "(a or b                |  7 | Close the parenthesis",
                "(= a ])                |  5 | before this ]",
                "(= [ a )               |  7 | before this )",
                "(= 99999999999999999999 1) | 3 | 64 bits",
                "(= 1_0.5 1.0)          |  3 | without underscores",
                "(= \"\\z\" 1)          |  4 | backslash",
            })
    void aMistakeIsNamedWhereItIs(String text, int position, String sentence) {
        PolicySyntaxException e = catchThrowableOfType(PolicySyntaxException.class, () -> PolicyExpression.parse(text));
        assertThat(e).hasMessageContaining(sentence).hasMessageEndingWith("(character " + (position + 1) + ")");
        assertThat(e.position()).isEqualTo(position);
        assertThat(e.getStackTrace()).isEmpty();
    }

    @Test
    void anEmptyPolicyIsAnsweredWithAnExample() {
        assertThatExceptionOfType(PolicySyntaxException.class)
                .isThrownBy(() -> PolicyExpression.parse("  "))
                .withMessageContaining("(= subject.role \"member\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(and ", "[", "(and [", "))", ")", "(;", "\"\\"})
    void deepNestingIsRefusedBeforeTheStackEnds(String piece) {
        String deep = "and " + piece.repeat(PolicyLimits.MAX_LENGTH / piece.length() - 4);
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> Expr.parse(deep));
    }

    @Test
    void theDeepestAcceptedPolicyCanBePrintedComparedAndEvaluated() {
        String text = "(and ".repeat(PolicyLimits.MAX_DEPTH) + "true" + ")".repeat(PolicyLimits.MAX_DEPTH);
        Expr expr = Expr.parse(text);
        assertThat(expr).hasToString(text).isEqualTo(Expr.parse(text)).hasSameHashCodeAs(Expr.parse(text));
        assertThat(PolicyExpression.of(expr).allows(Environment.empty())).isTrue();
        assertThatExceptionOfType(PolicySyntaxException.class).isThrownBy(() -> Expr.parse("(and " + text + ")"));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        String text = "(= subject.a \"" + "x".repeat(PolicyLimits.MAX_LENGTH) + "\")";
        assertThatExceptionOfType(PolicySyntaxException.class)
                .isThrownBy(() -> PolicyExpression.parse(text))
                .withMessageContaining("longer");
    }
}
