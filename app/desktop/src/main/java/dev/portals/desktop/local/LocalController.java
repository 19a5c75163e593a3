package dev.portals.desktop.local;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.Reachable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Renames what is reachable, and moves it to another local port; both hold for this computer only. */
final class LocalController {
    private static final int MOST_DIGITS = 5;
    private static final int HIGHEST_PORT = 65_535;

    private final Desk desk;
    private final Reachable reachable;
    private final Runnable close;
    private final Consumer<LocalModel> view;
    private String name;
    private String port;
    private String problem = "";
    private boolean pinned;
    private boolean working;

    LocalController(Desk desk, Reachable reachable, Runnable close, Consumer<LocalModel> view) {
        this.desk = desk;
        this.reachable = reachable;
        this.close = close;
        this.view = view;
        this.name = reachable.name();
        this.port = port(reachable);
        this.pinned = desk.order().isPinned(reachable.id());
    }

    /** As it is typed; nothing while it has none. */
    static String port(Reachable reachable) {
        return reachable.port() == 0 ? "" : Integer.toString(reachable.port());
    }

    void name(String text) {
        name = text;
        changed();
    }

    void port(String text) {
        port = text;
        changed();
    }

    void pin(boolean first) {
        pinned = first;
    }

    private void changed() {
        problem = "";
        render();
    }

    /** Does what has changed, and ends. */
    void save() {
        if (working || !isPort()) {
            return;
        }
        working = true;
        render();
        String wanted = name.strip();
        CompletableFuture<Void> renamed = wanted.equals(reachable.name())
                ? CompletableFuture.completedFuture(null)
                : desk.engine().renameReachable(reachable.id(), wanted);
        desk.then(renamed.thenCompose(done -> move()), (done, failure) -> {
            working = false;
            if (failure == null) {
                desk.order().pin(reachable.id(), pinned);
                close.run();
            } else {
                problem = Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }

    private CompletableFuture<Void> move() {
        String wanted = port.strip();
        return wanted.equals(port(reachable))
                ? CompletableFuture.completedFuture(null)
                : desk.engine().setLocalPort(reachable.id(), wanted.isEmpty() ? 0 : Integer.parseInt(wanted));
    }

    private boolean isPort() {
        String digits = port.strip();
        return digits.isEmpty()
                || digits.length() <= MOST_DIGITS
                        && digits.chars().allMatch(each -> each >= '0' && each <= '9')
                        && Integer.parseInt(digits) > 0
                        && Integer.parseInt(digits) <= HIGHEST_PORT;
    }

    void render() {
        view.accept(new LocalModel(isPort() ? "" : desk.texts().get("accept.bad_port"), problem, isPort() && !working));
    }
}
