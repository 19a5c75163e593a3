package dev.portals.desktop.edit;

import dev.portals.desktop.list.Address;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.application.PortalChange;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Portal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks what is typed and changes the portal; invitations to it stay valid. */
final class EditController {
    private final Desk desk;
    private final Portal portal;
    private final Runnable close;
    private final Consumer<EditModel> view;
    private final Set<String> others = new HashSet<>();
    private String title;
    private String address;
    private String kind;
    private String note;
    private boolean verifiedOnly;
    private @Nullable Duration life;
    private String problem = "";
    private boolean working;

    EditController(Desk desk, Portal portal, Runnable close, Consumer<EditModel> view) {
        this.desk = desk;
        this.portal = portal;
        this.close = close;
        this.view = view;
        this.title = portal.title();
        this.address = portal.address();
        this.kind = portal.scheme() == null ? "" : portal.scheme();
        this.note = portal.note() == null ? "" : portal.note();
        this.verifiedOnly = portal.verifiedOnly();
    }

    void show(ApplicationState state) {
        others.clear();
        state.portals().stream()
                .filter(each -> !each.name().equals(portal.name()))
                .forEach(each -> others.add(each.title()));
        render();
    }

    void title(String text) {
        title = text;
        changed();
    }

    void address(String text) {
        address = text;
        changed();
    }

    void kind(String chosen) {
        kind = chosen.equals("tcp") ? "" : chosen;
        changed();
    }

    void note(String text) {
        note = text;
        changed();
    }

    void verifiedOnly(boolean wanted) {
        verifiedOnly = wanted;
        changed();
    }

    /** For how long from now; null: it stays as it is, zero: until it is closed. */
    void life(@Nullable Duration chosen) {
        life = chosen;
        changed();
    }

    private @Nullable Instant end() {
        Duration chosen = life;
        if (chosen == null) {
            return null;
        }
        return chosen.isZero() ? PortalChange.NEVER : desk.clock().instant().plus(chosen);
    }

    private void changed() {
        problem = "";
        render();
    }

    void save() {
        if (working || !isReady()) {
            return;
        }
        working = true;
        render();
        PortalChange change = new PortalChange(title.strip(), address.strip(), kind, note.strip(), verifiedOnly, end());
        desk.then(desk.engine().editPortal(portal.name(), change), (done, failure) -> {
            working = false;
            if (failure == null) {
                close.run();
            } else {
                problem = Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }

    private boolean isReady() {
        return !title.isBlank()
                && !others.contains(title.strip())
                && Address.parse(address).isPresent();
    }

    private void render() {
        view.accept(new EditModel(
                others.contains(title.strip()) ? desk.texts().get("edit.taken", title.strip()) : "",
                address.isBlank() || Address.parse(address).isPresent()
                        ? ""
                        : desk.texts().get("open.bad_address", address.strip()),
                problem,
                working,
                isReady() && !working));
    }
}
