package dev.portals.engine.application;

import dev.portals.engine.account.SiteCheck.Finding;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Link;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has the orchestrator's site looked at while there is no connection, and once when there is one, so that a network that wants
 * its users to sign in, and a wrong clock, are told and not guessed (FM-3, FM-12). Thread-safe.
 */
final class SiteWatch {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Function<URI, Finding> look;
    private final Executor background;
    private final Runnable changed;
    private boolean looking;
    private boolean checked;
    private @Nullable Instant looked;
    private @Nullable Instant since;
    private @Nullable Finding finding;

    SiteWatch(Function<URI, Finding> look, Executor background, Runnable changed) {
        this.look = look;
        this.background = background;
        this.changed = changed;
    }

    /** Looks, if it is time. */
    synchronized void beat(Instant now, @Nullable URI site, Link link) {
        if (site == null) {
            finding = null;
            checked = false;
            return;
        }
        boolean up = link.state() == Link.State.CONNECTED || link.state() == Link.State.DEGRADED;
        if (up && finding instanceof Finding.Captive) {
            finding = null;
            changed.run();
        }
        Instant begun = link.since();
        Instant last = looked;
        boolean rested = last == null || Duration.between(last, now).abs().compareTo(PAUSE) >= 0;
        boolean missed = !up
                && link.state() != Link.State.OFFLINE
                && begun != null
                && Duration.between(begun, now).compareTo(WAIT) >= 0;
        boolean wrong = finding instanceof Finding.Fine fine && isWrong(fine);
        if (!looking && rested && (missed || up && (!checked || wrong))) {
            looking = true;
            looked = now;
            background.execute(() -> found(look.apply(site), now));
        }
    }

    /** The network has changed: what was found is of another one. */
    synchronized void forget() {
        looked = null;
    }

    private void found(Finding next, Instant now) {
        synchronized (this) {
            looking = false;
            if (next instanceof Finding.Fine) {
                checked = true;
            }
            if (!next.equals(finding)) {
                boolean same = finding != null && finding.getClass() == next.getClass();
                since = same && since != null ? since : now;
                finding = next;
            }
        }
        changed.run();
    }

    private static boolean isWrong(Finding.Fine fine) {
        return fine.clockAhead().abs().compareTo(TOLERANCE) > 0;
    }

    /** What the person should look at. */
    synchronized List<Attention> attention() {
        Instant begun = since;
        if (begun == null) {
            return List.of();
        }
        if (finding instanceof Finding.Captive captive) {
            return List.of(new Attention(
                    Attention.Kind.CAPTIVE_PORTAL,
                    "",
                    "this network wants you to sign in",
                    begun,
                    FailureMode.ORCHESTRATOR_UNREACHABLE,
                    captive.page().toString()));
        }
        if (finding instanceof Finding.Fine fine && isWrong(fine)) {
            Duration off = fine.clockAhead();
            return List.of(new Attention(
                    Attention.Kind.CLOCK,
                    "",
                    "your clock is off by " + minutes(off.abs()) + ": it is " + (off.isNegative() ? "slow" : "fast"),
                    begun,
                    FailureMode.CLOCK_WRONG,
                    null));
        }
        return List.of();
    }

    private static String minutes(Duration off) {
        return off.toHours() >= 48
                ? off.toDays() + " days"
                : off.toMinutes() >= 120 ? off.toHours() + " hours" : off.toMinutes() + " minutes";
    }
}
