package dev.portals.engine.friend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portals.core.identity.Identifier;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyNumberTest {
    private static final Identifier ADA = Identifier.parse("I" + "1".repeat(64));
    private static final Identifier BOB = Identifier.parse("I" + "2".repeat(64));
    private static final SafetyNumber NUMBER = SafetyNumber.of(ADA, "ada@example.org", BOB, "bob@example.org");
    /** Computed by a program of another language from the description. */
    private static final String DIGITS = "152099910779594720487839292984390845851551426790483339019677";

    private static final String WORDS = "beaming councilman Belfast certify unearth Norwegian island pocketful"
            + " brackish December stopwatch torpedo brickyard commando rhythm December fallout suspicious cowbell"
            + " outfielder acme Capricorn ammo leprosy quadrant";

    @Test
    void itIsWhatItsDescriptionSays() {
        assertThat(NUMBER.digits()).isEqualTo(DIGITS);
        assertThat(NUMBER.groups()).hasSize(12).startsWith("15209", "99107").endsWith("19677");
        assertThat(String.join(" ", NUMBER.words())).isEqualTo(WORDS);
    }

    @Test
    void bothSidesSeeTheSameHoweverTheyWriteAddresses() {
        assertThat(SafetyNumber.of(BOB, " BOB@example.org", ADA, "Ada@Example.org "))
                .isEqualTo(NUMBER);
    }

    @Test
    void anotherIdentityOrAddressGivesAnotherNumber() {
        Identifier eve = Identifier.parse("I" + "2".repeat(63) + "3");
        assertThat(SafetyNumber.of(ADA, "ada@example.org", eve, "bob@example.org")
                        .digits())
                .isNotEqualTo(DIGITS);
        assertThat(SafetyNumber.of(ADA, "ada@example.org", BOB, "bob@example.com")
                        .digits())
                .isNotEqualTo(DIGITS);
    }

    @Test
    void digitsWordsAndTheCodeAreRecognised() {
        assertThat(NUMBER.matches(DIGITS)).isTrue();
        assertThat(NUMBER.matches(" " + String.join("\n ", NUMBER.groups()) + "\n"))
                .isTrue();
        assertThat(NUMBER.matches(NUMBER.qr())).isTrue();
        assertThat(NUMBER.matches(NUMBER.qr().toLowerCase(Locale.ROOT))).isTrue();
        assertThat(NUMBER.matches(WORDS.toUpperCase(Locale.ROOT).replace(" ", ", ")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "152099910779594720487839292984390845851551426790483339019676",
                "15209991077959472048783929298439084585155142679048333901967",
                "PORTALS-VERIFY:1:152099910779594720487839292984390845851551426790483339019676",
                "beaming councilman",
                "councilman beaming",
                "\u0000"
            })
    void whatIsDifferentIsDifferent(String other) {
        assertThat(NUMBER.matches(other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "15209991077959472048783929298439084585155142679048333901967x"})
    void onlySixtyDigitsAreANumber(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SafetyNumber(digits));
    }

    @Test
    void smallNumbersHaveAsManyWords() {
        assertThat(new SafetyNumber("0".repeat(60)).words())
                .hasSize(25)
                .startsWith("aardvark", "adroitness")
                .endsWith("aardvark");
        assertThat(new SafetyNumber("9".repeat(60)).words()).hasSize(25);
    }

    @Test
    void theWordListIsTheKnownOne() {
        assertThat(PgpWords.word(0, 0xe5)).isEqualTo("topmost");
        assertThat(PgpWords.word(1, 0x82)).isEqualTo("Istanbul");
        assertThat(PgpWords.word(2, 0xff)).isEqualTo("Zulu");
        assertThat(PgpWords.word(3, 0xff)).isEqualTo("Yucatan");
    }
}
