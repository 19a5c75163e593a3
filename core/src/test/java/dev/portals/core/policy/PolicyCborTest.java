package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies on the wire: both editions, leniency and limits. */
class PolicyCborTest {
    private static final String PEER = "I69c228786aec9341b3c1912423ae769f63200ceb553a2eba4c5b262b6766fc7c";

    private static String encode(PolicyExpression policy, Edition edition) {
        CborWriter out = new CborWriter();
        policy.encode(out, edition);
        return HexFormat.of().formatHex(out.toBytes());
    }

    private static PolicyExpression decode(String hex) {
        return PolicyExpression.decode(new CborReader(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @ParameterizedTest
    @CsvSource({
        "a, 8200816161",
        "a=b, 82018261616162",
        "a or b, 8203828200816161 8200816162",
        "a and b, 8204828200816161 8200816162",
        "not a, 8205818200816161"
    })
    void theBytesOf0150(String text, String expected) {
        PolicyExpression policy = PolicyExpression.parse(text);
        String hex = "820181" + expected.replace(" ", "");
        assertThat(encode(policy, Edition.OCKAM_0_150)).isEqualTo(hex);
        assertThat(decode(hex)).isEqualTo(policy);
    }

    @Test
    void emptyIsReadFromEitherEdition() {
        assertThat(decode("820181 820680").simple()).isEqualTo(new BooleanExpr.Empty());
        assertThat(decode("820181 820480").simple()).isEqualTo(new BooleanExpr.Empty());
        assertThat(decode("820181 8204f6").simple()).isEqualTo(new BooleanExpr.Empty());
        assertThat(encode(decode("820181820680"), Edition.OCKAM_0_150)).isEqualTo("820181820680");
        assertThat(encode(decode("820181820680"), Edition.OCKAM_0_139)).isEqualTo("820181820480");
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void bothEditionsAreReadWithoutBeingTold(Edition edition) {
        for (String text : List.of(
                "a",
                "a or b",
                "a and b",
                "not a",
                "(a or not b) and (not (c and d))",
                "a=b",
                PEER,
                "(or a (= a 1))",
                "not (a=\"b c\" or " + PEER + ")")) {
            PolicyExpression policy = PolicyExpression.parse(text);
            PolicyExpression read = decode(encode(policy, edition));
            assertThat(read.expr()).isEqualTo(policy.expr());
            if (edition == Edition.OCKAM_0_150) {
                assertThat(read).isEqualTo(policy).hasSameHashCodeAs(policy);
            }
        }
    }

    @Test
    void anOldEditionGetsNewTermsInFull() {
        PolicyExpression policy = PolicyExpression.parse("a or b=c");
        assertThat(encode(policy, Edition.OCKAM_0_139)).startsWith("820081");
        assertThat(decode(encode(policy, Edition.OCKAM_0_139)).simple()).isNull();
        assertThat(encode(PolicyExpression.parse("not " + PEER), Edition.OCKAM_0_139))
                .startsWith("820081");
        assertThat(encode(PolicyExpression.parse("not a"), Edition.OCKAM_0_139)).startsWith("820181");
    }

    @Test
    void aReaderIsAsLenientAsThePeers() {
        String wide = "82 1800 81 82 07 9f 9f 82051900018161 3d";
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(wide));
        String indefinite = "820081 8207 9f 9f 82058161 3d 820281 1900 01 820281 01 ff ff";
        assertThat(decode(indefinite)).hasToString("(= 1 1)");
        String surplus = "820083 8207818382058261 3d f6 82028101 82028101 f6 01 ff00";
        assertThat(decode(surplus)).hasToString("(= 1 1)");
        assertThat(decode("820081 820781 83 82058161 3d 820381 f93e00 820381 fa3fc00000"))
                .hasToString("(= 1.5 1.5)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "82",
                "8200",
                "820080",
                "820281820781",
                "830081820781",
                "9f00ff",
                "820081820080",
                "820081820880",
                "8200818201",
                "820081820181",
                "82008182018101",
                "820081820281616a",
                "820081820281fb3ff8000000000000",
                "8200818202811bffffffffffffffff",
                "8200818204810a",
                "820081820581f6",
                "8200818207819affffffff",
                "8201818207 80",
                "820181820080",
                "820181820180",
                "8201818201816161",
                "820181820280",
                "820181820380",
                "820181820580",
                "820181 8204818200816161",
                "820181 8201828200816161 6162"
            })
    void otherBytesAreRefused(String hex) {
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex));
    }

    @Test
    void aNameThatWouldChangeTheMeaningOnceStoredIsRefused() {
        for (String name : List.of("a b", "", "1", "true", "nan", "a\"b", "x \"y\") (or", "é", "a;;b", "a)b")) {
            Expr expr = Expr.operation("=", new Expr.Identifier(name), new Expr.Text("x"));
            assertThatExceptionOfType(DecodeException.class)
                    .as(name)
                    .isThrownBy(() -> decode(encode(PolicyExpression.of(expr), Edition.OCKAM_0_150)));
        }
        for (String name : List.of("a b", "a\"", "x \"y\") (or")) {
            CborWriter out = new CborWriter().array(2).uint(1).array(1);
            new BooleanExpr.Name(name).encode(out, Edition.OCKAM_0_150);
            assertThatExceptionOfType(DecodeException.class)
                    .as(name)
                    .isThrownBy(() -> PolicyExpression.decode(new CborReader(out.toBytes())));
        }
    }

    @Test
    void unequalKindsInASequenceAreRefusedAsInText() {
        Expr mixed = Expr.operation(
                "member?", new Expr.Int(1), new Expr.Sequence(List.of(new Expr.Int(1), new Expr.Text("a"))));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(encode(PolicyExpression.of(mixed), Edition.OCKAM_0_150)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"82078181", "82068181", "820581", "820381", "8203828200816161"})
    void endlessNestingIsRefused(String piece) {
        String form = piece.startsWith("8206") || piece.startsWith("8207") ? "820081" : "820181";
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(form + piece.repeat(20_000) + "8200816161"));
    }

    @Test
    void aPolicyTooLargeToBeStoredIsRefused() {
        Expr large = Expr.operation("=", new Expr.Text("x".repeat(PolicyLimits.MAX_LENGTH)), new Expr.Text("y"));
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(encode(PolicyExpression.of(large), Edition.OCKAM_0_150)));
    }
}
