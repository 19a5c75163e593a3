package dev.portals.desktop.person;

import dev.portals.desktop.list.People;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.person.PersonModel.Computer;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of a friend, and what the person writes about them. It ends when the friend is forgotten. */
final class PersonController {
    private static final int SHOWN_AT_ONCE = 16;

    private final Desk desk;
    private final String email;
    private final Runnable close;
    private final Consumer<PersonModel> view;
    private final Times times;
    private @Nullable ApplicationState state;
    private boolean known;
    private boolean working;
    private String problem = "";

    PersonController(Desk desk, String email, Runnable close, Consumer<PersonModel> view) {
        this.desk = desk;
        this.email = email;
        this.close = close;
        this.view = view;
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
    }

    void show(ApplicationState next) {
        state = next;
        if (friend().isPresent()) {
            known = true;
        } else if (known) {
            close.run();
            return;
        }
        render();
    }

    /** Remembers what they are called and what is noted, and ends. */
    void save(String name, String note) {
        act(() -> desk.engine().renameFriend(email, name.strip(), note.strip()), close);
    }

    /** Accepts nothing of theirs any more, or again. */
    void block() {
        friend().ifPresent(each -> act(() -> desk.engine().blockFriend(email, !each.blocked()), () -> {}));
    }

    private void act(Supplier<CompletableFuture<Friend>> action, Runnable done) {
        if (working) {
            return;
        }
        working = true;
        problem = "";
        render();
        desk.then(action.get(), (friend, failure) -> {
            working = false;
            if (failure == null) {
                done.run();
            } else {
                problem = Sentences.of(desk.texts(), failure);
            }
            render();
        });
    }

    private Optional<Friend> friend() {
        ApplicationState now = state;
        return now == null
                ? Optional.empty()
                : now.friends().stream()
                        .filter(each -> each.email().equalsIgnoreCase(email))
                        .findFirst();
    }

    private void render() {
        ApplicationState now = state;
        if (now != null) {
            friend().ifPresent(each -> view.accept(new PersonModel(
                    each.email(),
                    new People(now).name(each.email()),
                    each.trust(),
                    each.blocked(),
                    each.devices().stream().map(this::computer).toList(),
                    problem,
                    working)));
        }
    }

    private Computer computer(Friend.Device device) {
        String identity = device.identifier();
        StringBuilder about = new StringBuilder(desk.texts().get("person.since", times.at(device.firstSeen())));
        if (device.lastSeen() != null) {
            about.append(" · ").append(desk.texts().get("person.last_seen", times.at(device.lastSeen())));
        }
        if (device.rotatedAt() != null) {
            about.append(" · ").append(desk.texts().get("person.rotated", times.at(device.rotatedAt())));
        }
        return new Computer(
                identity,
                identity.length() < SHOWN_AT_ONCE
                        ? identity
                        : identity.substring(0, 9) + "…" + identity.substring(identity.length() - 4),
                device.trust(),
                about.toString(),
                device.trust() == Trust.REVOKED);
    }
}
