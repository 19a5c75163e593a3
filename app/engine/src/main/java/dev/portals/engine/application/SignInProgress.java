package dev.portals.engine.application;

import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.SigningIn;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How far signing in has got, as faces see it. Thread-safe. */
final class SignInProgress {
    private final InstantSource clock;
    private final Runnable changed;
    private Enrollment enrollment = Enrollment.NONE;
    private @Nullable SigningIn signingIn;
    private @Nullable Runnable again;

    SignInProgress(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    synchronized Enrollment enrollment() {
        return enrollment;
    }

    synchronized @Nullable SigningIn signingIn() {
        return signingIn;
    }

    void step(Enrollment next) {
        synchronized (this) {
            enrollment = next;
            if (signingIn == null || signingIn.problem() != null) {
                signingIn = new SigningIn(clock.instant(), null, null, null, null);
            }
            if (next != Enrollment.WAITING_FOR_BROWSER) {
                again = null;
            }
        }
        changed.run();
    }

    /** The person is to go to that page; {@code show} brings them there, now and when they ask for it again. */
    void page(URI page, @Nullable String code, Runnable show) {
        synchronized (this) {
            signingIn = new SigningIn(startedAt(), page, code, null, null);
            again = show;
        }
        changed.run();
        show.run();
    }

    /** The person is to confirm that address. */
    void confirm(String email) {
        step(Enrollment.WAITING_FOR_EMAIL);
        synchronized (this) {
            signingIn = new SigningIn(startedAt(), null, null, email, null);
        }
        changed.run();
    }

    private Instant startedAt() {
        return signingIn == null ? clock.instant() : signingIn.startedAt();
    }

    /** It is over. */
    void end(Enrollment result, @Nullable Problem problem) {
        synchronized (this) {
            enrollment = result;
            signingIn = problem == null ? null : new SigningIn(startedAt(), null, null, null, problem);
            again = null;
        }
        changed.run();
    }

    /** Shows the page once more. */
    void showAgain() {
        Runnable show;
        synchronized (this) {
            show = again;
        }
        if (show == null) {
            throw new ActionException(ActionException.Reason.INPUT, "nobody is signing in in a browser");
        }
        show.run();
    }
}
