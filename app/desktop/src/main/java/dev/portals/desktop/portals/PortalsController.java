package dev.portals.desktop.portals;

import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which portals are shown, and which is chosen. */
final class PortalsController {
    private final Desk desk;
    private final Rows rows;
    private final Consumer<PortalsModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";
    private String chosen = "";

    PortalsController(Desk desk, Consumer<PortalsModel> view) {
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

    void choose(String id) {
        chosen = id;
        render();
    }

    /** Copies where a portal's service is. */
    void copy(String id) {
        row(id).ifPresent(each -> desk.outside().copy(address(each)));
    }

    /** Copies the address of the first that is found. */
    void copyFirst() {
        found().stream().findFirst().ifPresent(each -> desk.outside().copy(address(each)));
    }

    /** Opens the first that is found and that a browser can open. */
    void openFirst() {
        found().stream()
                .map(PortalRow::url)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(desk.outside()::browse);
    }

    private static String address(PortalRow row) {
        return row.url() == null ? row.address() : row.url();
    }

    private Optional<PortalRow> row(String id) {
        return found().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private List<PortalRow> found() {
        ApplicationState now = state;
        return now == null
                ? List.of()
                : rows.portals(now).stream().filter(this::isWanted).toList();
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
                        + Objects.requireNonNullElse(row.note(), "")
                        + ' '
                        + row.guests().stream()
                                .flatMap(each -> Stream.of(each.name(), each.email()))
                                .reduce("", (one, other) -> one + ' ' + other))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
