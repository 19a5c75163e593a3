package dev.portals.desktop.invitation;

import dev.portals.desktop.invitation.InvitationModel.Step;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.People;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.ApplicationState;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows one invitation from the question to the address. Nothing is accepted without a press (spec 05 section 12). */
final class InvitationController {
    private final Desk desk;
    private final String id;
    private final Rows rows;
    private final Consumer<InvitationModel> view;
    private final Runnable close;
    private @Nullable ApplicationState state;
    private @Nullable InvitationRow seen;
    private boolean accepting;
    private boolean asked;
    private boolean reached;
    private boolean browse;
    private String problem = "";

    InvitationController(Desk desk, String id, Runnable close, Consumer<InvitationModel> view) {
        this.desk = desk;
        this.id = id;
        this.close = close;
        this.view = view;
        this.rows = new Rows(desk);
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    void browseWhenReady(boolean wanted) {
        browse = wanted;
    }

    /** Accepts on that local port; 0: any. */
    void accept(int port) {
        accepting = true;
        problem = "";
        render();
        desk.then(desk.engine().accept(id, port), (nothing, failure) -> {
            accepting = false;
            problem = failure == null ? "" : Sentences.of(desk.texts(), failure);
            render();
        });
    }

    void decline() {
        desk.then(desk.engine().decline(id), (nothing, failure) -> {
            if (failure == null) {
                close.run();
            } else {
                problem = Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        Optional<ReachableRow> reachable = now.reachable().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(each -> rows.reachable(each, now));
        Optional<InvitationRow> waiting = rows.invitations(now).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        seen = waiting.orElse(seen);
        String from = reachable.map(ReachableRow::from).orElse(seen == null ? "" : seen.from());
        Step step = step(now, waiting.isPresent(), reachable);
        if (step == Step.READY && browse && reachable.get().url() != null) {
            browse = false;
            desk.outside().browse(reachable.get().url());
        }
        view.accept(new InvitationModel(step, seen, reachable.orElse(null), new People(now).called(from), problem));
    }

    private Step step(ApplicationState now, boolean waiting, Optional<ReachableRow> reachable) {
        if (now.account() == null) {
            return Step.NOT_SIGNED_IN;
        }
        if (reachable.isPresent()) {
            Mark mark = reachable.get().mark();
            // Somebody who has read the address isn't told again how it comes to be.
            reached |= mark == Mark.UP;
            return reached ? Step.READY : mark == Mark.DENIED || mark == Mark.FAULT ? Step.FAILED : Step.CONNECTING;
        }
        if (accepting) {
            return Step.ACCEPTING;
        }
        if (waiting) {
            return Step.QUESTION;
        }
        if (!asked) {
            // It may be newer than the lists.
            asked = true;
            desk.then(desk.engine().refresh(), (nothing, failure) -> render());
            return Step.LOADING;
        }
        return now.staleSince() == null ? Step.UNKNOWN : Step.LOADING;
    }
}
