package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish", "FISH"})
    void everyShellHasItsScript(String shell) {
        InProcess.Result result = InProcess.run("completion", shell);
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("invitations", "diagnose");
    }

    @Test
    void fishKnowsEveryCommandWithItsOptions() {
        String script = InProcess.run("completion", "fish").output();
        assertThat(script)
                .contains("complete -c portals -n __fish_use_subcommand -a open -d 'Opens a portal")
                .contains(
                        "complete -c portals -n '__fish_seen_subcommand_from open' -l scheme -r -F -d 'What it speaks")
                .contains("__fish_seen_subcommand_from friends; and __fish_seen_subcommand_from block' -l json");
        assertThat(script.lines())
                .allSatisfy(line -> assertThat(line).doesNotContain("${").matches("#.*|complete -c portals .*"));
    }

    @Test
    void anUnknownShellIsRefused() {
        assertThat(InProcess.run("completion", "cmd").code()).isEqualTo(ExitCode.USAGE);
    }
}
