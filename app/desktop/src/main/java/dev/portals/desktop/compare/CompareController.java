package dev.portals.desktop.compare;

import dev.portals.desktop.compare.CompareModel.Heard;
import dev.portals.desktop.compare.CompareModel.Step;
import dev.portals.desktop.list.People;
import dev.portals.desktop.screen.CodeFile;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares, and decides. Nothing is trusted without a press, and no key presses by itself. */
final class CompareController {
    private static final int DIGITS = 60;
    private static final int WORDS = 25;

    private final Desk desk;
    private final CodeFile files;
    private final String email;
    private final Runnable close;
    private final Consumer<CompareModel> view;
    private @Nullable ApplicationState state;
    private String asked = "";
    private @Nullable SafetyNumber number;
    private boolean comparing;
    private boolean working;
    private String problem = "";
    private Heard heard = Heard.NOTHING;

    CompareController(Desk desk, CodeFile files, String email, Runnable close, Consumer<CompareModel> view) {
        this.desk = desk;
        this.files = files;
        this.email = email;
        this.close = close;
        this.view = view;
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    /** Compares words with the device that has changed. */
    void compare() {
        comparing = true;
        render();
    }

    /** Compares with what is on the clipboard. Whether it is trusted is for the person to say. */
    void paste() {
        hear(desk.outside().pasted());
    }

    /** Asks for a picture of the friend's code, or a text of theirs, and compares with it. */
    void scan() {
        desk.outside().choose(this::scan);
    }

    void scan(Path file) {
        try {
            hear(files.read(file));
        } catch (IOException e) {
            hear("");
        }
    }

    private void hear(String shown) {
        SafetyNumber known = number;
        if (known != null) {
            // Words, digits or a code: anything else is a mistake, not another identity.
            heard = known.matches(shown) ? Heard.SAME : looksLikeOne(shown) ? Heard.DIFFERENT : Heard.UNREADABLE;
            render();
        }
    }

    private static boolean looksLikeOne(String shown) {
        long digits = shown.chars().filter(each -> each >= '0' && each <= '9').count();
        int words = shown.strip().split("\\s+").length;
        return digits == DIGITS || digits == DIGITS + 1 && shown.contains(":") || words == WORDS;
    }

    void match() {
        act(identifier -> desk.engine().verifyFriend(email, identifier));
    }

    void differ() {
        act(identifier -> desk.engine().revokeDevice(email, identifier));
    }

    void acceptDevice() {
        act(identifier -> desk.engine().acceptDevice(email, identifier));
    }

    private void act(java.util.function.Function<String, CompletableFuture<Friend>> action) {
        Friend.Device device = chosen();
        if (working || device == null) {
            return;
        }
        working = true;
        problem = "";
        render();
        desk.then(action.apply(device.identifier()), (friend, failure) -> {
            working = false;
            if (failure == null) {
                close.run();
            } else {
                problem = Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }

    private List<Friend.Device> devices() {
        ApplicationState now = state;
        return now == null
                ? List.of()
                : now.friends().stream()
                        .filter(each -> each.email().equalsIgnoreCase(email))
                        .flatMap(each -> each.devices().stream())
                        .filter(each -> each.trust() != Trust.REVOKED)
                        .toList();
    }

    /** The device that is to be decided about: a changed one first, then one that was not compared. */
    private Friend.@Nullable Device chosen() {
        return devices().stream()
                .min(Comparator.comparingInt(device -> switch (device.trust()) {
                    case CHANGED -> 0;
                    case PINNED, UNKNOWN -> 1;
                    case VERIFIED -> 2;
                    case REVOKED -> 3;
                }))
                .orElse(null);
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        Friend.Device device = chosen();
        Step step = device == null
                ? Step.NOTHING
                : device.trust() == Trust.CHANGED && !comparing ? Step.CHANGED : Step.COMPARE;
        if (step == Step.COMPARE && device != null && !device.identifier().equals(asked)) {
            ask(device.identifier());
        }
        People people = new People(now);
        view.accept(new CompareModel(
                step,
                email,
                people.name(email),
                people.called(email),
                devices(),
                device,
                number,
                working,
                heard,
                problem));
    }

    private void ask(String identifier) {
        asked = identifier;
        number = null;
        heard = Heard.NOTHING;
        desk.then(desk.engine().safetyNumber(email, identifier), (answer, failure) -> {
            if (identifier.equals(asked)) {
                number = answer;
                problem = failure == null ? problem : Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }
}
