package dev.portals.desktop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.desktop.Sample;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Diagnosis;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.FailureMode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SpokenTest {
    private static final Texts GERMAN = Texts.of(Locale.GERMAN);
    private static final Spoken LINES = Spoken.of("de");

    @Test
    void theApplicationIsUnderstoodInGerman() {
        assertThat(GERMAN.sentence("localhost:3000 refuses connections"))
                .isEqualTo("localhost:3000 weist Verbindungen ab");
        assertThat(GERMAN.sentence("the relay at portals.example.org doesn't answer: this computer has no network"))
                .isEqualTo("das Relay bei portals.example.org antwortet nicht: dieser Rechner hat kein Netz");
        assertThat(GERMAN.sentence("Grafana of bob@example.net: bob@example.net's computer is offline"))
                .isEqualTo("Grafana von bob@example.net: der Rechner von bob@example.net ist nicht am Netz");
        assertThat(GERMAN.sentence("sign in first: “portals enroll ADDRESS”.")).isEqualTo("melden Sie sich zuerst an.");
    }

    @Test
    void whatIsNotKnownStaysAsItIs() {
        assertThat(GERMAN.sentence("an answer of tomorrow's server")).isEqualTo("an answer of tomorrow's server");
        assertThat(GERMAN.sentence("Web demo: an answer of tomorrow's server"))
                .isEqualTo("Web demo: an answer of tomorrow's server");
        assertThat(GERMAN.sentence("a".repeat(100_000))).hasSize(100_000);
        assertThat(GERMAN.sentence("a: ".repeat(190))).isEqualTo("a: ".repeat(190));
    }

    @Test
    void englishStaysEnglish() {
        assertThat(Texts.of(Locale.ENGLISH).sentence("the controller answers")).isEqualTo("the controller answers");
    }

    @Test
    void everyDiagnosisIsGerman() {
        for (ApplicationState state : List.of(
                Sample.nobody(), Sample.empty(), Sample.busy(), Sample.offline(), Sample.changed(), Sample.paused())) {
            for (Check check : Diagnosis.of(state)) {
                String said = GERMAN.sentence(check.sentence());
                assertThat(said).as(check.sentence()).doesNotContain(" the ", " answers", " is ours");
                assertThat(said).as(check.area().name()).isNotEqualTo(check.sentence());
            }
        }
    }

    @Test
    void everyLineSaysInGermanWhatItSaysInEnglish() {
        for (Spoken.Line line : LINES.lines()) {
            Set<String> there = places(line.other());
            assertThat(places(line.english())).as(line.english()).containsAll(there);
            String sentence = line.english().replaceAll("\\{=\\d}", "paused").replaceAll("\\{(\\d)}", "X$1");
            String expected = line.other();
            for (int i = 0; i < 10; i++) {
                expected = expected.replace(
                        "{" + i + "}", line.english().contains("{=" + i + "}") ? "angehalten" : "X" + i);
            }
            assertThat(GERMAN.sentence(sentence)).as(line.english()).isEqualTo(expected);
        }
    }

    @Test
    void everyFailureThatHasACodeIsExplained() {
        for (FailureMode mode : FailureMode.values()) {
            String key = "failure." + mode.code().toLowerCase(Locale.ROOT).replace('-', '_');
            for (String part : List.of(".title", ".cause", ".remedy")) {
                assertThat(GERMAN.keys()).contains(key + part);
                assertThat(GERMAN.get(key + part))
                        .isNotEqualTo(Texts.of(Locale.ENGLISH).get(key + part));
            }
        }
    }

    @Test
    void aLineWithoutATranslationIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> Spoken.parse("the controller answers")).isInstanceOf(IllegalStateException.class);
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{=?(\\d)}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }
}
