package dev.portals.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A file of Wycheproof tests, all of which run; what we decide otherwise than the file is listed with its reason. */
final class Wycheproof {
    /** What our code did with a test. Output other than the stated one is WRONG, whatever the file expects. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        WRONG
    }

    /** One test with its group. */
    record Case(JsonNode group, JsonNode test) {
        int id() {
            return test.get("tcId").intValue();
        }

        byte[] bytes(String field) {
            return Vectors.hex(test.get(field).textValue());
        }

        String result() {
            return test.get("result").textValue();
        }

        Set<String> flags() {
            Set<String> flags = new HashSet<>();
            test.get("flags").forEach(flag -> flags.add(flag.textValue()));
            return flags;
        }
    }

    /** What we do with tests of that flag, whatever the file says, and why. */
    record Exception(String flag, Outcome outcome, String reason) {}

    private final List<Case> cases = new ArrayList<>();

    private Wycheproof(String file) {
        JsonNode root = Vectors.json("wycheproof/" + file + ".json");
        for (JsonNode group : root.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                cases.add(new Case(group, test));
            }
        }
        assertThat(cases).hasSize(root.get("numberOfTests").intValue());
    }

    static Wycheproof file(String file) {
        return new Wycheproof(file);
    }

    /** Runs every test: valid must be accepted, invalid refused, acceptable as the first exception that fits says. */
    void check(int expectedTests, List<Exception> exceptions, Function<Case, Outcome> run) {
        assertThat(cases).hasSize(expectedTests);
        Map<Integer, String> surprises = new TreeMap<>();
        Set<Exception> used = new HashSet<>();
        for (Case test : cases) {
            Outcome outcome = run.apply(test);
            Outcome expected = expected(test, exceptions, used);
            if (outcome != expected) {
                surprises.put(
                        test.id(),
                        outcome + " instead of " + expected + ": " + test.test().get("comment") + " " + test.flags());
            }
        }
        assertThat(surprises).isEmpty();
        assertThat(used).as("exceptions that are still needed").hasSameSizeAs(exceptions);
    }

    private static Outcome expected(Case test, List<Exception> exceptions, Set<Exception> used) {
        for (Exception exception : exceptions) {
            if (test.flags().contains(exception.flag())) {
                used.add(exception);
                return exception.outcome();
            }
        }
        return switch (test.result()) {
            case "valid" -> Outcome.ACCEPTED;
            case "invalid" -> Outcome.REFUSED;
            default -> throw new AssertionError("test " + test.id() + " may go either way: say which, and why");
        };
    }
}
