package dev.portals.engine.application;

import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Problem;
import dev.portals.vault.VaultException;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application remembers, in memory and on disk; the two are always the same. What can't be written isn't
 * remembered either, so that nothing seems done that is lost at the next start (FM-14). Thread-safe.
 */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final ApplicationStore store;
    private final InstantSource clock;
    private final Settings settings;
    private volatile Saved saved;
    private volatile @Nullable Problem problem;

    /** What that store holds, and what the person chose. */
    Memory(ApplicationStore store, InstantSource clock, Settings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.saved = store.read();
    }

    Saved saved() {
        return saved;
    }

    /** What the person chose. */
    Settings settings() {
        return settings;
    }

    /** Why the last change could not be written; null if it was. */
    @Nullable Problem problem() {
        return problem;
    }

    /**
     * Changes it.
     *
     * @throws ActionException if it can't be written; then it stays as it was
     */
    synchronized void change(UnaryOperator<Saved> change) {
        Saved next = change.apply(saved);
        if (next.equals(saved)) {
            return;
        }
        try {
            store.write(next);
        } catch (VaultException e) {
            if (problem == null) {
                problem = new Problem(FailureMode.STORAGE, String.valueOf(e.getMessage()), clock.instant());
            }
            throw new ActionException(
                    ActionException.Reason.FAILED, String.valueOf(e.getMessage()), FailureMode.STORAGE);
        }
        problem = null;
        saved = next;
    }

    /** Changes it if that is possible; for what comes by itself again. */
    void tryToChange(UnaryOperator<Saved> change) {
        try {
            change(change);
        } catch (ActionException e) {
            LOG.warn("something is not remembered: {}", e.getMessage());
        }
    }
}
