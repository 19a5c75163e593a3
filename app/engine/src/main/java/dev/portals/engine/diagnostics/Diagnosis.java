package dev.portals.engine.diagnostics;

import dev.portals.engine.account.Proxies;
import dev.portals.engine.account.SiteCheck;
import dev.portals.engine.account.SiteCheck.Finding;
import dev.portals.engine.diagnostics.Check.Area;
import dev.portals.engine.diagnostics.Check.Verdict;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot, and one look at the orchestrator's site, say about what works and what doesn't, from this computer outwards. It changes
 * nothing and asks no third party.
 */
public final class Diagnosis {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final ApplicationState state;
    private final @Nullable Finding site;
    private final List<Check> checks = new ArrayList<>();

    private Diagnosis(ApplicationState state, @Nullable Finding site) {
        this.state = state;
        this.site = site;
    }

    /** Of a snapshot alone; at once. */
    public static List<Check> of(ApplicationState state) {
        return of(state, null);
    }

    /** Asks the orchestrator's site too. Waits for some seconds at most. */
    public static List<Check> run(ApplicationState state) {
        return state.account() == null
                ? of(state)
                : of(
                        state,
                        new SiteCheck(InstantSource.system())
                                .look(URI.create(state.account().orchestrator())));
    }

    static List<Check> of(ApplicationState state, @Nullable Finding site) {
        return new Diagnosis(state, site).all();
    }

    private List<Check> all() {
        network();
        clock();
        storage();
        if (state.account() == null) {
            checks.add(new Check(
                    Area.ACCOUNT_SERVER, "", Verdict.DOUBTFUL, "nobody is signed in: “portals enroll ADDRESS”", null));
            return List.copyOf(checks);
        }
        URI base = URI.create(state.account().orchestrator());
        proxy(base);
        site(base);
        link();
        state.portals().forEach(this::service);
        state.reachable().forEach(this::reachable);
        return List.copyOf(checks);
    }

    private Optional<Attention> attention(Attention.Kind kind) {
        return state.attention().stream().filter(each -> each.kind() == kind).findFirst();
    }

    private void bad(Area area, Attention attention) {
        checks.add(new Check(area, "", Verdict.BAD, attention.sentence(), attention.mode()));
    }

    private void network() {
        attention(Attention.Kind.OFFLINE)
                .or(() -> attention(Attention.Kind.CAPTIVE_PORTAL))
                .ifPresentOrElse(
                        wrong -> bad(Area.NETWORK, wrong),
                        () -> checks.add(Check.good(Area.NETWORK, "", "this computer has a network")));
    }

    private void clock() {
        Optional<Attention> wrong = attention(Attention.Kind.CLOCK);
        if (wrong.isPresent()) {
            bad(Area.CLOCK, wrong.get());
        } else if (site instanceof Finding.Fine fine) {
            Duration off = fine.clockAhead();
            boolean right = off.abs().compareTo(CLOCK_TOLERANCE) < 0;
            checks.add(new Check(
                    Area.CLOCK,
                    "",
                    right ? Verdict.GOOD : Verdict.BAD,
                    "this computer's clock is " + off.abs().toSeconds() + " s "
                            + (off.isNegative() ? "behind" : "ahead"),
                    right ? null : FailureMode.CLOCK_WRONG));
        } else {
            checks.add(Check.skipped(Area.CLOCK, "", "there was nobody to compare the clock with"));
        }
    }

    private void storage() {
        attention(Attention.Kind.STORAGE)
                .ifPresentOrElse(
                        wrong -> bad(Area.STORAGE, wrong),
                        () -> checks.add(Check.good(Area.STORAGE, "", "what you do is remembered")));
    }

    private void proxy(URI base) {
        Proxy proxy = Proxies.current().select(base).stream().findFirst().orElse(Proxy.NO_PROXY);
        checks.add(
                proxy.type() == Proxy.Type.DIRECT
                        ? Check.skipped(Area.PROXY, "", "no proxy is used")
                        : Check.good(Area.PROXY, "", "the site is asked through the proxy " + proxy.address()));
    }

    private void site(URI base) {
        checks.add(
                switch (site) {
                    case null -> Check.skipped(Area.ACCOUNT_SERVER, "", base.getHost() + " was not asked");
                    case Finding.Fine fine -> Check.good(Area.ACCOUNT_SERVER, "", base.getHost() + " answers");
                    case Finding.Captive captive ->
                        new Check(
                                Area.ACCOUNT_SERVER,
                                "",
                                Verdict.BAD,
                                "this network wants you to sign in: " + captive.page(),
                                FailureMode.ORCHESTRATOR_UNREACHABLE);
                    case Finding.Unknown unknown ->
                        new Check(
                                Area.ACCOUNT_SERVER,
                                "",
                                Verdict.BAD,
                                unknown.sentence(),
                                FailureMode.ORCHESTRATOR_UNREACHABLE);
                });
    }

    private void link() {
        Link link = state.link();
        Problem problem = link.problem();
        boolean stale = state.staleSince() != null;
        checks.add(new Check(
                Area.CONTROLLER,
                "",
                stale ? Verdict.BAD : Verdict.GOOD,
                stale ? "the controller was not reached since " + state.staleSince() : "the controller answers",
                stale ? problem == null ? FailureMode.ORCHESTRATOR_UNREACHABLE : problem.mode() : null));
        Duration roundTrip = link.roundTrip();
        Verdict verdict = switch (link.state()) {
            case CONNECTED -> Verdict.GOOD;
            case DEGRADED -> Verdict.DOUBTFUL;
            case CONNECTING, OFFLINE -> Verdict.BAD;
        };
        String words = switch (link.state()) {
            case CONNECTED, DEGRADED ->
                "the relay at " + link.via() + " answers"
                        + (roundTrip == null ? "" : " in " + roundTrip.toMillis() + " ms");
            case CONNECTING, OFFLINE -> "the relay at " + link.via() + " doesn't answer";
        };
        checks.add(new Check(
                Area.PROJECT,
                "",
                verdict,
                problem == null ? words : words + ": " + problem.sentence(),
                problem == null ? null : problem.mode()));
    }

    private void service(Portal portal) {
        Problem problem = portal.problem();
        Verdict verdict = switch (portal.state()) {
            case OPEN -> Verdict.GOOD;
            case STARTING, PAUSED -> Verdict.SKIPPED;
            case SERVICE_DOWN, FAILED -> Verdict.BAD;
        };
        String words = switch (portal.state()) {
            case OPEN -> portal.address() + " takes connections";
            case STARTING -> portal.address() + " has not been tried yet";
            case PAUSED -> "paused";
            case SERVICE_DOWN, FAILED -> portal.address();
        };
        checks.add(new Check(
                Area.SERVICE,
                portal.name(),
                verdict,
                portal.title() + ": " + (problem == null ? words : words + ": " + problem.sentence()),
                problem == null ? null : problem.mode()));
    }

    private void reachable(Reachable reachable) {
        Reachable.State now = reachable.state();
        String name = reachable.name() + " of " + reachable.from() + ": ";
        String id = reachable.id();
        if (now == Reachable.State.PAUSED) {
            checks.add(Check.skipped(Area.FRIEND, id, name + "paused"));
            return;
        }
        boolean there = now == Reachable.State.UP || now == Reachable.State.SERVICE_DOWN;
        if (there) {
            Reachable.Path path = reachable.path();
            Duration roundTrip = path == null ? null : path.roundTrip();
            checks.add(Check.good(
                    Area.FRIEND,
                    id,
                    name + "their computer answers"
                            + (path == null ? "" : ", by " + path.kind().name().toLowerCase(Locale.ROOT))
                            + (roundTrip == null ? "" : " in " + roundTrip.toMillis() + " ms")));
        } else if (now != Reachable.State.PORT_BUSY) {
            checks.add(wrong(Area.FRIEND, reachable, name, "not connected yet"));
        }
        if (now == Reachable.State.SERVICE_DOWN) {
            checks.add(wrong(Area.FRIEND_SERVICE, reachable, name, "their service doesn't answer"));
        } else if (now == Reachable.State.UP) {
            checks.add(Check.good(Area.FRIEND_SERVICE, id, name + "nothing is wrong with their service"));
        }
        if (now == Reachable.State.PORT_BUSY) {
            checks.add(wrong(Area.LOCAL_PORT, reachable, name, "its local port is taken"));
        } else if (reachable.address() != null) {
            checks.add(Check.good(Area.LOCAL_PORT, id, name + reachable.address() + " is ours"));
        }
    }

    private static Check wrong(Area area, Reachable reachable, String name, String otherwise) {
        Problem problem = reachable.problem();
        boolean moment =
                reachable.state() == Reachable.State.CONNECTING || reachable.state() == Reachable.State.JOINING;
        return new Check(
                area,
                reachable.id(),
                moment ? Verdict.DOUBTFUL : Verdict.BAD,
                name + (problem == null ? otherwise : problem.sentence()),
                problem == null ? null : problem.mode());
    }
}
