package dev.portals.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the boolean notation means, against a second, simpler reading of it (spec 02 sections 6.3 and 6.7). */
class BooleanMeaningTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final int ROUNDS = 2_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4711);

    /** A policy with what it should say of those attributes. */
    private record Meant(String text, Predicate<Map<String, String>> verdict) {}

    private static Environment peer(Map<String, String> attributes) {
        return Environment.subject("I1", true, attributes, "outlet", Environment.HANDLE_MESSAGE);
    }

    /** Every way in which the attributes may be {@code true} or {@code false}, all of them set. */
    private static List<Map<String, String>> peers() {
        List<Map<String, String>> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << NAMES.size(); bits++) {
            Map<String, String> attributes = new HashMap<>();
            for (int i = 0; i < NAMES.size(); i++) {
                attributes.put(NAMES.get(i), (bits >>> i & 1) == 1 ? "true" : "false");
            }
            all.add(attributes);
        }
        return all;
    }

    private Meant meant(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0 -> {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                yield new Meant(name, peer -> peer.get(name).equals("true"));
            }
            case 1 -> {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                yield new Meant(name + "=false", peer -> peer.get(name).equals("false"));
            }
            case 2 -> {
                Meant inner = meant(depth - 1);
                yield new Meant("not (" + inner.text + ")", inner.verdict.negate());
            }
            case 3 -> {
                Meant left = meant(depth - 1);
                Meant right = meant(depth - 1);
                yield new Meant("(" + left.text + ") and (" + right.text + ")", left.verdict.and(right.verdict));
            }
            default -> {
                Meant left = meant(depth - 1);
                Meant right = meant(depth - 1);
                yield new Meant("(" + left.text + ") or (" + right.text + ")", left.verdict.or(right.verdict));
            }
        };
    }

    @Test
    void everyPolicyLetsInWhomItSays() {
        List<Map<String, String>> peers = peers();
        for (int i = 0; i < ROUNDS; i++) {
            Meant meant = meant(4);
            PolicyExpression policy = PolicyExpression.parse(meant.text);
            for (Map<String, String> peer : peers) {
                assertThat(policy.allows(peer(peer)))
                        .as("%s for %s", meant.text, peer)
                        .isEqualTo(meant.verdict.test(peer));
            }
        }
    }

    @Test
    void whatIsShownStoredOrSentMeansTheSame() {
        List<Map<String, String>> peers = peers();
        for (int i = 0; i < ROUNDS / 4; i++) {
            Meant meant = meant(4);
            PolicyExpression policy = PolicyExpression.parse(meant.text);
            List<PolicyExpression> others = new ArrayList<>();
            others.add(PolicyExpression.parse(policy.display()));
            others.add(PolicyExpression.parse(policy.toString()));
            for (Edition edition : Edition.values()) {
                CborWriter out = new CborWriter();
                policy.encode(out, edition);
                others.add(PolicyExpression.decode(new CborReader(out.toBytes())));
            }
            for (PolicyExpression other : others) {
                for (Map<String, String> peer : peers) {
                    assertThat(other.allows(peer(peer)))
                            .as("%s as %s for %s", meant.text, other, peer)
                            .isEqualTo(meant.verdict.test(peer));
                }
            }
        }
    }

    @Test
    void anAttributeThatIsMissingNeverOpensADoorThatBothItsValuesKeepShut() {
        for (int i = 0; i < ROUNDS; i++) {
            PolicyExpression policy = PolicyExpression.parse(meant(3).text);
            for (Map<String, String> peer : peers()) {
                for (String name : NAMES) {
                    Map<String, String> without = new HashMap<>(peer);
                    without.remove(name);
                    if (policy.allows(peer(without))) {
                        peer.put(name, "true");
                        assertThat(policy.allows(peer(peer)))
                                .as("%s, %s", policy, peer)
                                .isTrue();
                        peer.put(name, "false");
                        assertThat(policy.allows(peer(peer)))
                                .as("%s, %s", policy, peer)
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a and b, not a or not b",
        "a or b, not a and not b",
        "not a, a",
        "a and not b, not a or b",
        "a or b and c, not a and (not b or not c)"
    })
    void thePolicyThatSaysTheOppositeLetsInTheOthers(String text, String opposite) {
        PolicyExpression policy = PolicyExpression.parse(text);
        PolicyExpression other = PolicyExpression.parse(opposite);
        for (Map<String, String> peer : peers()) {
            assertThat(policy.allows(peer(peer))).as("%s", peer).isNotEqualTo(other.allows(peer(peer)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, A, false",
        "a=True, a, false",
        "a=true, a, true",
        "a, b, false",
        "not a, a, false",
        "not a, b, false",
        "a or b, a, true",
        "a or b, b, false",
        "b or a, b, true",
        "a and b, a, false"
    })
    void aPeerWithOneAttributeThatIsTrue(String policy, String attribute, boolean allowed) {
        assertThat(PolicyExpression.parse(policy).allows(peer(Map.of(attribute, "true"))))
                .isEqualTo(allowed);
    }

    @Test
    void nobodyIsLetInByANumberOrATextThatLooksTrue() {
        Environment numbers = Environment.builder()
                .put("subject.a", 1)
                .put("subject.b", 1.0)
                .put("subject.c", true)
                .put("subject.d", "TRUE")
                .build();
        for (String name : NAMES) {
            assertThat(PolicyExpression.parse(name).allows(numbers)).as(name).isFalse();
        }
        assertThat(PolicyExpression.parse("(= subject.c true)").allows(numbers)).isTrue();
    }
}
