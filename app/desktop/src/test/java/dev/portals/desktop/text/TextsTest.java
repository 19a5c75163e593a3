package dev.portals.desktop.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);

    @Test
    void everyLanguageHasEveryTextWithTheSamePlaces() {
        for (String language : Texts.languages()) {
            Texts texts = Texts.of(Locale.of(language));
            assertThat(texts.keys()).as(language).isEqualTo(ENGLISH.keys());
            for (String key : texts.keys()) {
                assertThat(places(texts.get(key))).as(language + " " + key).isEqualTo(places(ENGLISH.get(key)));
            }
        }
    }

    @Test
    void everyTextThatTheProgramAsksForIsThere() throws IOException {
        Pattern asked = Pattern.compile(
                "(?:text|get|has|count)\\(\\s*\"([a-z_]+(?:\\.[a-z_]+)+)\"|\"((?:state|link|guest|action|path)\\.[a-z_]+)\"");
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher matcher = asked.matcher(Files.readString(file));
                while (matcher.find()) {
                    String key = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                    if (!ENGLISH.has(key) && !ENGLISH.has(key + ".other")) {
                        missing.add(key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void namesStandWhereTheLanguageWantsThem() {
        assertThat(ENGLISH.get("invite.some_sent", 2, 4)).isEqualTo("2 of 4 invitations were sent");
        assertThat(Texts.of(Locale.GERMAN).get("invite.some_sent", 2, 4))
                .isEqualTo("2 von 4 Einladungen wurden gesendet");
    }

    @Test
    void aNameWithBracesIsLeftAlone() {
        assertThat(ENGLISH.get("open.taken", "a{1}b{")).isEqualTo("You already have a portal “a{1}b{”. Use");
    }

    @Test
    void oneAndManyAreToldApart() {
        assertThat(ENGLISH.count("count.friends", 1)).isEqualTo("1 friend");
        assertThat(ENGLISH.count("count.friends", 0)).isEqualTo("0 friends");
        assertThat(ENGLISH.count("count.friends", 5)).isEqualTo("5 friends");
    }

    @Test
    void aLanguageThatIsNotThereIsEnglish() {
        assertThat(Texts.of(Locale.of("eo")).get("action.quit")).isEqualTo("Quit");
    }

    @Test
    void theLanguageOfTestsMarksAndLengthensEveryText() {
        String text = Texts.of(Locale.of(Texts.PSEUDO)).get("accept.side_hint");
        assertThat(text).startsWith("⟦").endsWith("⟧");
        assertThat(text.length()).isGreaterThan(ENGLISH.get("accept.side_hint").length() * 13 / 10);
    }

    @Test
    void noTextSaysWhatPeopleDoNotSay() {
        for (String word :
                List.of("inlet", "outlet", "node", "ticket", "enrol", "worker", "identifier", "please", "oops")) {
            for (String key : ENGLISH.keys()) {
                assertThat(ENGLISH.get(key).toLowerCase(Locale.ROOT)).as(key).doesNotContainPattern("\\b" + word);
            }
        }
        assertThat(ENGLISH.keys()).noneMatch(key -> ENGLISH.get(key).endsWith("!"));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }
}
