package dev.portals.desktop.friends;

import dev.portals.desktop.friends.FriendsModel.Friend;
import dev.portals.engine.state.ApplicationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers people from what is shared both ways. */
final class FriendsController {
    private final Consumer<FriendsModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";

    FriendsController(Consumer<FriendsModel> view) {
        this.view = view;
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
        Map<String, List<String>> uses = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, List<String>> shares = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        now.portals()
                .forEach(portal -> portal.people().forEach(guest -> {
                    shares.computeIfAbsent(guest.email(), each -> new ArrayList<>());
                    uses.computeIfAbsent(guest.email(), each -> new ArrayList<>())
                            .add(portal.name());
                }));
        now.reachable()
                .forEach(each -> shares.computeIfAbsent(each.from(), from -> new ArrayList<>())
                        .add(each.service()));
        List<Friend> all = shares.entrySet().stream()
                .map(each -> new Friend(
                        each.getKey(),
                        List.copyOf(uses.getOrDefault(each.getKey(), List.of())),
                        List.copyOf(each.getValue())))
                .toList();
        view.accept(new FriendsModel(
                all.stream()
                        .filter(each -> each.email().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList(),
                all.isEmpty()));
    }
}
