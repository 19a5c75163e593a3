package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FM-11", "fm-11", "FM11"})
    void aCodeIsExplained(String code) {
        assertThat(run("help", code)).isZero();
        assertThat(out.toString())
                .startsWith("FM-11: The local port is taken by another program")
                .contains("What it means:")
                .contains("What to do:")
                .contains("portals port ID PORT");
    }

    @Test
    void aCommandIsExplained() {
        assertThat(run("help", "verify")).isZero();
        assertThat(out.toString()).contains("Usage: portals verify").contains("--number");
    }

    @Test
    void withoutAWordAllCommandsAreListed() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains("friends").contains("pause").contains("help");
    }

    @Test
    void whatIsNeitherIsNotFound() {
        assertThat(run("help", "FM-99")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(err.toString()).contains("FM-99").contains("FM-1 to FM-18");
    }

    @Test
    void amountsAreShownInTheirUnits() {
        assertThat(TrafficCommand.bytes(0)).isEqualTo("0 B");
        assertThat(TrafficCommand.bytes(999)).isEqualTo("999 B");
        assertThat(TrafficCommand.bytes(1_200_000)).isEqualTo("1.2 MB");
        assertThat(TrafficCommand.bytes(345_000)).isEqualTo("345 kB");
        assertThat(TrafficCommand.bytes(Long.MAX_VALUE)).endsWith(" TB");
    }
}
