package dev.portals.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureModeTest {
    @Test
    void allOfThemHaveTheirCodeAndAnExplanation() {
        assertThat(FailureMode.values()).hasSize(18).allSatisfy(mode -> {
            assertThat(mode.code()).isEqualTo("FM-" + (mode.ordinal() + 1));
            assertThat(FailureMode.find(mode.code())).contains(mode);
            assertThat(mode.title()).isNotBlank().doesNotEndWith(".");
            assertThat(mode.cause()).endsWith(".");
            assertThat(mode.remedy()).endsWith(".");
        });
        assertThat(Arrays.stream(FailureMode.values()).map(FailureMode::title)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FM-11", "fm-11", "FM11", "11", " fm-11 "})
    void aCodeIsFoundHoweverItIsTyped(String typed) {
        assertThat(FailureMode.find(typed)).contains(FailureMode.PORT_BUSY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FM-0", "FM-19", "FM-", "web", "FM-1x"})
    void whatIsNoCodeIsNotFound(String typed) {
        assertThat(FailureMode.find(typed)).isEmpty();
    }
}
