package dev.portals.desktop.friends;

import dev.portals.desktop.friends.FriendsModel.Friend;
import dev.portals.engine.state.ApplicationState;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<String, String> titles = new HashMap<>();
        now.portals().forEach(each -> titles.put(each.name(), each.title()));
        Map<String, String> names = new HashMap<>();
        now.reachable().forEach(each -> names.put(each.id(), each.name()));
        List<Friend> all = now.friends().stream()
                .map(each -> new Friend(
                        each.email(),
                        each.name().isEmpty() ? each.email() : each.name(),
                        each.note(),
                        each.trust(),
                        each.blocked(),
                        !each.devices().isEmpty(),
                        named(each.shared(), titles),
                        named(each.reachable(), names)))
                .toList();
        view.accept(new FriendsModel(all.stream().filter(this::isWanted).toList(), all.isEmpty()));
    }

    private boolean isWanted(Friend friend) {
        return String.join(
                        " ",
                        friend.email(),
                        friend.name(),
                        friend.note(),
                        String.join(" ", friend.uses()),
                        String.join(" ", friend.shares()))
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    private static List<String> named(List<String> keys, Map<String, String> names) {
        return keys.stream().map(each -> names.getOrDefault(each, each)).toList();
    }
}
