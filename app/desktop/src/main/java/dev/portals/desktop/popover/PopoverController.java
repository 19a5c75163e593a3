package dev.portals.desktop.popover;

import dev.portals.desktop.list.HeaderModel;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.popover.PopoverModel.Coaching;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns snapshots into what the popover shows, and remembers which rows are unfolded. */
public final class PopoverController {
    private final Desk desk;
    private final Rows rows;
    private final Consumer<Optional<PopoverModel>> view;
    private final Set<String> unfolded = new HashSet<>();
    private @Nullable ApplicationState state;

    PopoverController(Desk desk, Consumer<Optional<PopoverModel>> view) {
        this.desk = desk;
        this.view = view;
        this.rows = new Rows(desk);
    }

    /** A new snapshot. */
    void show(ApplicationState next) {
        state = next;
        render();
    }

    /** Unfolds a row, or folds it. */
    void toggle(String key) {
        if (!unfolded.remove(key)) {
            unfolded.add(key);
        }
        render();
    }

    /** Tries everything again at once. */
    void retry() {
        desk.engine().retryNow();
    }

    /** Pauses everything, or goes on. */
    void pause(boolean wanted) {
        if (wanted) {
            desk.engine().pauseAll();
        } else {
            desk.engine().resumeAll();
        }
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        Account account = now.account();
        if (account == null) {
            view.accept(Optional.empty());
            return;
        }
        List<PortalRow> portals = rows.portals(now);
        Coaching coaching = portals.isEmpty()
                ? Coaching.OPEN_FIRST
                : portals.stream().allMatch(each -> each.guests().isEmpty()) ? Coaching.INVITE_FIRST : Coaching.NONE;
        view.accept(Optional.of(new PopoverModel(
                HeaderModel.of(now, account, desk, rows.times()),
                coaching,
                rows.invitations(now),
                portals,
                rows.reachable(now),
                now.paused(),
                Set.copyOf(unfolded))));
    }
}
