package dev.portals.desktop.reachable;

import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.ReachableRow.Group;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.application.ApplicationState;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which reachable portals are shown. */
final class ReachableController {
    private final Rows rows;
    private final Consumer<ReachableModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";

    ReachableController(Desk desk, Consumer<ReachableModel> view) {
        this.view = view;
        this.rows = new Rows(desk.texts(), new Times(desk.texts(), desk.clock(), ZoneId.systemDefault()));
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<Group> all = rows.reachable(now);
        List<Group> found = all.stream()
                .map(group -> new Group(
                        group.from(), group.rows().stream().filter(this::isWanted).toList()))
                .filter(group -> !group.rows().isEmpty())
                .toList();
        ApplicationState.Account account = now.account();
        view.accept(new ReachableModel(found, all.isEmpty(), account == null ? "" : account.email()));
    }

    private boolean isWanted(ReachableRow row) {
        return (row.service() + ' ' + row.from() + ' ' + row.address())
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
