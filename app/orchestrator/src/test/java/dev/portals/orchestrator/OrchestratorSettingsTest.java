package dev.portals.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.orchestrator.OrchestratorSettings.Instance;
import dev.portals.orchestrator.OrchestratorSettings.Refused;
import dev.portals.transport.tcp.HostnamePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrchestratorSettingsTest {
    @Test
    void oneInstanceHasNothingToSay() {
        assertThat(new OrchestratorSettings.Builder().build().instance())
                .isEqualTo(new Instance("orchestrator", null, 0, 0));
    }

    @Test
    void oneOfSeveralSaysWhereItIsAndHowClientsSeeIt() {
        Instance instance = new OrchestratorSettings.Builder()
                .set("instance.name", "a")
                .set("instance.internal", "10.0.0.1:4000")
                .set("instance.public-controller-port", "6252")
                .set("instance.public-gateway-port", "65535")
                .build()
                .instance();
        assertThat(instance).isEqualTo(new Instance("a", new HostnamePort("10.0.0.1", 4000), 6252, 65535));
    }

    @ParameterizedTest
    @CsvSource({
        "instance.internal, nowhere",
        "instance.public-controller-port, 65536",
        "instance.public-gateway-port, 0",
        "instance.public-gateway-port, many",
        "mail-days, 30",
        "instance.color, red"
    })
    void whatMakesNoSenseIsRefusedByItsName(String field, String value) {
        assertThatThrownBy(() -> new OrchestratorSettings.Builder().set(field, value))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
