package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.engine.SettingException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path home;

    @Test
    void theHomeIsGivenOrOfTheEnvironmentOrThePersons() {
        assertThat(parse(null).home()).isEqualTo(Path.of(System.getProperty("user.home"), ".portals"));
        assertThat(parse(home.toString()).home()).isEqualTo(home);
        assertThat(parse("/elsewhere", "--home", home.toString()).home()).isEqualTo(home);
    }

    @Test
    void itMayStartHiddenAndWithALink() {
        Main.Options options = parse(null, "--hidden", "ockam://invitations/accept/abc");
        assertThat(options.hidden()).isTrue();
        assertThat(options.link()).isEqualTo("ockam://invitations/accept/abc");
    }

    @Test
    void itsWindowMayTakeAHalfOfTheScreen() {
        assertThat(parse(null).side()).isEqualTo(Main.Side.ANY);
        assertThat(parse(null, "--side", "left").side()).isEqualTo(Main.Side.LEFT);
        assertThat(parse(null, "--side", "right").side()).isEqualTo(Main.Side.RIGHT);
        assertThatThrownBy(() -> parse(null, "--side", "up")).hasMessageContaining("left or right");
    }

    @Test
    void whatIsNoOptionIsSaid() {
        assertThatThrownBy(() -> parse(null, "--nonsense"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("--nonsense");
    }

    private static Main.Options parse(String variable, String... arguments) {
        return Main.Options.parse(arguments, variable);
    }
}
