package dev.portals.desktop.reachable;

import dev.portals.desktop.list.People;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.ReachableRow.Group;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which reachable portals are shown. */
final class ReachableController {
    private final Desk desk;
    private final Rows rows;
    private final Consumer<ReachableModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";

    ReachableController(Desk desk, Consumer<ReachableModel> view) {
        this.desk = desk;
        this.view = view;
        this.rows = new Rows(desk);
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    /** Shows it in the order of now. */
    void again() {
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    /** Does what helps in that state: what works is paused. */
    void help(ReachableRow row) {
        switch (row.help()) {
            case COPY -> desk.engine().pauseReachable(row.id());
            case RESUME -> desk.engine().resumeReachable(row.id());
            case ANOTHER_PORT -> desk.engine().setLocalPort(row.id(), 0);
            case COMPARE -> desk.navigation().compare(row.from());
            case NONE -> {}
        }
    }

    /** Copies the address of the first that is found and has one. */
    void copyFirst() {
        found().map(each -> each.url() == null ? each.address() : each.url())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .ifPresent(desk.outside()::copy);
    }

    /** Opens the first that is found and that a browser can open now. */
    void openFirst() {
        found().filter(ReachableRow::usable)
                .map(ReachableRow::url)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(desk.outside()::browse);
    }

    private Stream<ReachableRow> found() {
        ApplicationState now = state;
        return now == null
                ? Stream.empty()
                : rows.reachable(now).stream()
                        .flatMap(group -> group.rows().stream())
                        .filter(this::isWanted);
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<Group> all = rows.reachable(now);
        List<Group> found = all.stream()
                .map(group -> new Group(
                        group.from(),
                        group.name(),
                        group.trust(),
                        group.rows().stream().filter(this::isWanted).toList()))
                .filter(group -> !group.rows().isEmpty())
                .toList();
        Account account = now.account();
        view.accept(new ReachableModel(found, all.isEmpty(), account == null ? "" : account.email()));
    }

    private boolean isWanted(ReachableRow row) {
        return String.join(
                        " ",
                        row.name(),
                        row.from(),
                        state == null ? "" : new People(state).name(row.from()),
                        row.address(),
                        Objects.requireNonNullElse(row.note(), ""))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
