package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.NodeEvent;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Problem;
import dev.portals.transport.node.ConnectException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkWatchTest {
    private Instant now = Instant.parse("2026-03-12T12:00:00Z");
    private final LinkWatch watch = new LinkWatch(() -> now, "projects.example.org");

    private void up() {
        watch.event(new NodeEvent.Up("relay", "I1", null));
    }

    private void down(ConnectException.@Nullable Reason side) {
        watch.event(new NodeEvent.Down("relay", "I1", "because", side));
    }

    @Test
    void itIsConnectedWhenTheRelayAnswersAndNotBefore() {
        Link begin = watch.link();
        assertThat(begin.state()).isEqualTo(Link.State.CONNECTING);
        assertThat(begin.via()).isEqualTo("projects.example.org");
        now = now.plusSeconds(3);
        up();
        assertThat(watch.link()).isEqualTo(new Link(Link.State.CONNECTED, now, null, null, "projects.example.org"));
    }

    @ParameterizedTest
    @CsvSource({
        ", NETWORK_LOST",
        "OFFLINE, ORCHESTRATOR_UNREACHABLE",
        "ABSENT, ORCHESTRATOR_UNREACHABLE",
        "DENIED, PROJECT_GONE",
        "CREDENTIAL, PROJECT_GONE"
    })
    void whyItIsDownIsToldWithItsCode(ConnectException.@Nullable Reason side, FailureMode mode) {
        up();
        now = now.plusSeconds(9);
        down(side);
        assertThat(watch.link().state()).isEqualTo(Link.State.CONNECTING);
        assertThat(watch.link().since()).isEqualTo(now);
        assertThat(watch.link().problem()).isEqualTo(new Problem(mode, "because", now));
        Instant begun = now;
        now = now.plusSeconds(60);
        down(side);
        assertThat(watch.link().problem()).isEqualTo(new Problem(mode, "because", begun));
        up();
        assertThat(watch.link().problem()).isNull();
    }

    @Test
    void withoutANetworkItIsOfflineAndTheReasonKnowsWhetherItEverWas() {
        watch.network(false);
        assertThat(watch.link().state()).isEqualTo(Link.State.OFFLINE);
        assertThat(mode()).isEqualTo(FailureMode.NO_NETWORK);
        watch.network(true);
        up();
        watch.network(false);
        assertThat(watch.link().state()).as("the relay still answers").isEqualTo(Link.State.CONNECTED);
        down(null);
        assertThat(watch.link().state()).isEqualTo(Link.State.OFFLINE);
        assertThat(mode()).isEqualTo(FailureMode.NETWORK_LOST);
    }

    @Test
    void aControllerThatDoesNotAnswerMakesItDegraded() {
        up();
        Problem problem = new Problem(FailureMode.ORCHESTRATOR_UNREACHABLE, "silence", now);
        watch.controller(problem);
        assertThat(watch.link().state()).isEqualTo(Link.State.DEGRADED);
        assertThat(watch.link().problem()).isEqualTo(problem);
        watch.controller(null);
        assertThat(watch.link().state()).isEqualTo(Link.State.CONNECTED);
    }

    private @Nullable FailureMode mode() {
        Problem problem = watch.link().problem();
        return problem == null ? null : problem.mode();
    }
}
