package dev.portals.desktop.found;

import dev.portals.desktop.list.Address;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Which services are worth being shown: not what is shared already, nor what others share with this person. */
final class FoundController {
    private static final int MOST = 6;
    /** Above are ports that programs are given by chance. */
    private static final int LAST_CHOSEN_PORT = 32_767;

    private final Consumer<List<Found>> view;
    private final Set<Integer> known = new HashSet<>();
    private List<Found> all = List.of();

    FoundController(Desk desk, Finder finder, Consumer<List<Found>> view) {
        this.view = view;
        desk.then(finder.find(), (found, failure) -> {
            all = found == null ? List.of() : found;
            render();
        });
    }

    void show(ApplicationState state) {
        known.clear();
        state.portals()
                .forEach(each -> Address.parse(each.address())
                        .filter(Address::isHere)
                        .ifPresent(address -> known.add(address.port())));
        state.reachable().forEach(each -> known.add(each.port()));
        render();
    }

    private void render() {
        view.accept(all.stream()
                .filter(each -> !known.contains(each.port()))
                .filter(each -> isKind(each) || each.port() <= LAST_CHOSEN_PORT)
                .sorted(Comparator.comparing((Found each) -> !isKind(each)).thenComparing(Found::port))
                .limit(MOST)
                .toList());
    }

    private static boolean isKind(Found found) {
        return found.address().kind().isPresent();
    }
}
