package dev.portals.engine.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.account.SiteCheck.Finding;
import dev.portals.engine.diagnostics.Check.Area;
import dev.portals.engine.diagnostics.Check.Verdict;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Account ADA = new Account("ada@example.org", "Ada", "", "http://localhost:1", "0af3");
    private static final Link UP = new Link(Link.State.CONNECTED, NOW, null, Duration.ofMillis(46), "localhost");

    @Test
    void withoutAnAccountOnlyThisComputerIsLookedAt() {
        List<Check> checks = Diagnosis.of(state(null, Link.NONE, List.of(), List.of(), List.of(), null));
        assertThat(checks)
                .extracting(Check::area)
                .containsExactly(Area.NETWORK, Area.CLOCK, Area.STORAGE, Area.ACCOUNT_SERVER);
    }

    @Test
    void whatWorksIsSaidToWork() {
        List<Check> checks = Diagnosis.of(
                state(
                        ADA,
                        UP,
                        List.of(portal(Portal.State.OPEN, null)),
                        List.of(reachable(Reachable.State.UP, null)),
                        List.of(),
                        null),
                new Finding.Fine(Duration.ofMillis(300)));
        assertThat(checks).noneMatch(check -> check.verdict() == Verdict.BAD || check.verdict() == Verdict.DOUBTFUL);
        assertThat(checks)
                .extracting(Check::area)
                .contains(
                        Area.ACCOUNT_SERVER,
                        Area.CONTROLLER,
                        Area.PROJECT,
                        Area.SERVICE,
                        Area.FRIEND,
                        Area.FRIEND_SERVICE,
                        Area.LOCAL_PORT);
        assertThat(checks).extracting(Check::sentence).contains("the relay at localhost answers in 46 ms");
    }

    @Test
    void aWrongClockIsFound() {
        List<Check> checks = Diagnosis.of(
                state(ADA, UP, List.of(), List.of(), List.of(), null), new Finding.Fine(Duration.ofMinutes(-7)));
        assertThat(checks)
                .contains(new Check(
                        Area.CLOCK, "", Verdict.BAD, "this computer's clock is 420 s behind", FailureMode.CLOCK_WRONG));
    }

    @Test
    void whatTheSiteSaysIsPassedOn() {
        ApplicationState state = state(ADA, UP, List.of(), List.of(), List.of(), null);
        assertThat(Diagnosis.of(state, new Finding.Captive(URI.create("http://hotel.example/"))))
                .anyMatch(check -> check.area() == Area.ACCOUNT_SERVER
                        && check.verdict() == Verdict.BAD
                        && check.sentence().contains("http://hotel.example/"));
        assertThat(Diagnosis.of(state, new Finding.Unknown("no route")))
                .anyMatch(check ->
                        check.area() == Area.ACCOUNT_SERVER && check.sentence().equals("no route"));
    }

    @Test
    void anOrchestratorThatIsGoneIsSaidToBeGone() {
        Link link = new Link(
                Link.State.CONNECTING,
                NOW,
                new Problem(FailureMode.ORCHESTRATOR_UNREACHABLE, "localhost refuses", NOW),
                null,
                "localhost");
        assertThat(Diagnosis.of(state(ADA, link, List.of(), List.of(), List.of(), NOW)))
                .filteredOn(check -> check.verdict() == Verdict.BAD)
                .extracting(Check::area)
                .containsExactly(Area.CONTROLLER, Area.PROJECT);
    }

    @Test
    void whatThePersonIsWarnedOfIsFoundHereToo() {
        Attention offline = new Attention(Attention.Kind.OFFLINE, "", "no network", NOW, FailureMode.NO_NETWORK, null);
        Attention full = new Attention(Attention.Kind.STORAGE, "", "disk full", NOW, FailureMode.STORAGE, null);
        assertThat(Diagnosis.of(state(ADA, UP, List.of(), List.of(), List.of(offline, full), null)))
                .filteredOn(check -> check.verdict() == Verdict.BAD)
                .extracting(Check::mode)
                .containsExactly(FailureMode.NO_NETWORK, FailureMode.STORAGE);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateOfWhatIsReachableHasItsCheck(Reachable.State state) {
        Problem problem = new Problem(FailureMode.FRIEND_AWAY, "because", NOW);
        assertThat(Diagnosis.of(state(ADA, UP, List.of(), List.of(reachable(state, problem)), List.of(), null)))
                .anyMatch(check -> check.subject().equals("1f"));
    }

    @ParameterizedTest
    @EnumSource
    void everyStateOfAPortalHasItsCheck(Portal.State state) {
        assertThat(Diagnosis.of(state(ADA, UP, List.of(portal(state, null)), List.of(), List.of(), null)))
                .anyMatch(
                        check -> check.area() == Area.SERVICE && check.subject().equals("web"));
    }

    private static Portal portal(Portal.State state, @Nullable Problem problem) {
        return new Portal(
                "web",
                "Web",
                "127.0.0.1:3000",
                null,
                null,
                state,
                problem,
                false,
                false,
                List.of(),
                Portal.Probe.NONE,
                Traffic.NONE,
                List.of(),
                null);
    }

    private static Reachable reachable(Reachable.State state, @Nullable Problem problem) {
        return new Reachable(
                "1f",
                "bob@example.org",
                "ssh",
                "ssh",
                null,
                null,
                state,
                NOW,
                problem,
                "127.0.0.1:41022",
                41022,
                false,
                Trust.PINNED,
                "I1",
                new Reachable.Path(Reachable.Path.Kind.RELAY, Duration.ofMillis(5), NOW),
                Traffic.NONE,
                List.of());
    }

    private static ApplicationState state(
            @Nullable Account account,
            Link link,
            List<Portal> portals,
            List<Reachable> reachable,
            List<Attention> attention,
            @Nullable Instant stale) {
        return new ApplicationState(
                "I1",
                account,
                Enrollment.DONE,
                null,
                link,
                List.of(),
                portals,
                reachable,
                List.of(),
                List.of(),
                attention,
                Traffic.NONE,
                false,
                true,
                stale);
    }
}
