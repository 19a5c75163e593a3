package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException.Reason;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Identifier ADA = Identifier.parse("I" + "11".repeat(32));
    private static final Identifier BOB = Identifier.parse("I" + "22".repeat(32));
    private static final Identifier EVE = Identifier.parse("I" + "33".repeat(32));

    private final Names names = new Names();

    @Test
    void aRestartFindsAllOfThem() {
        names.name("work", ADA);
        names.name("home", BOB);
        names.makeDefault("home");
        names.keep(EVE);
        Names read = Names.decode(names.encode());
        assertThat(read.own()).isEqualTo(names.own()).hasSize(2);
        assertThat(read.defaultName()).contains("home");
        assertThat(read.isKept(EVE)).isTrue();
        assertThat(read.encode()).isEqualTo(names.encode());
    }

    @Test
    void nothingIsWrittenAsThreeEmptyFields() {
        assertThat(HexFormat.of().formatHex(names.encode())).isEqualTo("83a0f680");
        assertThat(Names.decode(names.encode()).defaultName()).isEmpty();
    }

    @Test
    void theOrderOfKeepingDoesNotShow() {
        names.keep(EVE);
        names.keep(ADA);
        Names other = new Names();
        other.keep(ADA);
        other.keep(EVE);
        assertThat(names.encode()).isEqualTo(other.encode());
    }

    @Test
    void oneIdentityMayHaveTwoNamesAndIsOursUntilTheLastIsTakenAway() {
        names.name("work", ADA);
        names.name("play", ADA);
        names.name("work", ADA);
        assertThat(names.remove("work")).isTrue();
        assertThat(names.isKept(ADA)).isTrue();
        assertThat(names.remove("play")).isTrue();
        assertThat(names.isKept(ADA)).isFalse();
        assertThat(names.remove("play")).isFalse();
        assertThat(names.defaultName()).isEmpty();
    }

    @Test
    void theDefaultMovesOnWhenItsNameIsTakenAway() {
        names.name("b", BOB);
        names.name("a", ADA);
        assertThat(names.defaultName()).as("the first one named").contains("b");
        names.remove("b");
        assertThat(names.defaultName()).contains("a");
    }

    @Test
    void aNameIsTakenOnceAndADefaultMustExist() {
        names.name("work", ADA);
        assertThatThrownBy(() -> names.name("work", BOB))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN));
        assertThatThrownBy(() -> names.makeDefault("play"))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_IDENTITY));
        assertThat(names.own()).containsEntry("work", ADA).hasSize(1);
    }

    @Test
    void whatIsHandedOutCanNotChangeThem() {
        names.name("work", ADA);
        names.own().clear();
        assertThat(names.own()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "80", "81a0", "82a0f6", "83a0f6", "83f6f680", "83a1", "83a16161420000f680", "83a0f68141aa"})
    void aDamagedListIsADecodeException(String hex) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> Names.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void theOneUsedLongestAgoIsForgotten() {
        Lru<String, Integer> two = new Lru<>(2);
        two.put("a", 1);
        two.put("b", 2);
        assertThat(two.get("a")).isEqualTo(1);
        two.put("c", 3);
        assertThat(two).containsOnlyKeys("a", "c");
        two.put("a", 4);
        two.put("d", 5);
        assertThat(two).containsOnlyKeys("a", "d").containsEntry("a", 4);
    }
}
