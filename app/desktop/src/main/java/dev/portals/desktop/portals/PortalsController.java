package dev.portals.desktop.portals;

import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which portals are shown, and which is chosen. */
final class PortalsController {
    private final Rows rows;
    private final Consumer<PortalsModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";
    private String chosen = "";

    PortalsController(Desk desk, Consumer<PortalsModel> view) {
        this.view = view;
        this.rows = new Rows(desk);
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    void choose(String id) {
        chosen = id;
        render();
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<PortalRow> all = rows.portals(now);
        List<PortalRow> found = all.stream().filter(this::isWanted).toList();
        Optional<PortalRow> details = found.stream()
                .filter(each -> each.id().equals(chosen))
                .findFirst()
                .or(() -> found.stream().findFirst());
        view.accept(new PortalsModel(found, details, all.isEmpty()));
    }

    private boolean isWanted(PortalRow row) {
        return (row.title()
                        + ' '
                        + row.address()
                        + ' '
                        + row.guests().stream()
                                .map(PortalRow.GuestRow::email)
                                .reduce("", (one, other) -> one + ' ' + other))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
