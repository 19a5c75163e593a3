package dev.portals.desktop.open;

import dev.portals.desktop.list.Address;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.recipe.Recipes;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Portal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks what is typed and opens the portal. */
final class OpenController {
    /** Whether something answers at an address; asked on a thread of its own. */
    interface Probe {
        CompletableFuture<Boolean> answers(Address address);
    }

    private final Desk desk;
    private final Probe probe;
    private final Consumer<OpenModel> view;
    private final Consumer<String> opened;
    private final Set<String> names = new HashSet<>();
    private String address = "";
    private String name = "";
    private String scheme = "";
    private String note = "";
    private Duration life = Duration.ZERO;
    private @Nullable Address asked;
    private @Nullable Boolean answers;
    private String problem = "";
    private boolean working;

    /** {@code opened} is told the portal's name when it is open. */
    OpenController(Desk desk, Probe probe, Consumer<String> opened, Consumer<OpenModel> view) {
        this.desk = desk;
        this.probe = probe;
        this.opened = opened;
        this.view = view;
    }

    void show(ApplicationState state) {
        names.clear();
        state.portals().forEach(portal -> names.add(portal.title()));
        render();
    }

    void address(String text) {
        address = text;
        problem = "";
        Optional<Address> typed = Address.parse(text);
        if (typed.isEmpty() || !typed.get().equals(asked)) {
            asked = typed.orElse(null);
            answers = null;
            typed.ifPresent(this::ask);
        }
        render();
    }

    private void ask(Address where) {
        desk.then(probe.answers(where), (answer, failure) -> {
            if (where.equals(asked)) {
                answers = answer != null && answer;
                render();
            }
        });
    }

    void name(String text) {
        name = text;
        problem = "";
        render();
    }

    void scheme(String text) {
        scheme = text;
        render();
    }

    void note(String text) {
        note = text;
    }

    /** For how long; zero: until it is closed. */
    void life(Duration chosen) {
        life = chosen;
    }

    /** What whoever shares such a service should know; empty: nothing. */
    private String ownerHint() {
        int port = Address.parse(address).map(Address::port).orElse(0);
        String hint =
                Recipes.own().find(scheme.equals("tcp") ? "" : scheme, port).ownerHint();
        return hint == null ? "" : hint;
    }

    /** The kind of service that the address suggests. */
    Optional<String> suggestedKind() {
        return Address.parse(address).flatMap(Address::kind);
    }

    void open() {
        String as = name.strip();
        if (working || !ready()) {
            return;
        }
        working = true;
        problem = "";
        render();
        String kind = scheme.isEmpty() || scheme.equals("tcp") ? null : scheme;
        String word = note.isBlank() ? null : note.strip();
        CompletableFuture<Portal> opening = life.isZero()
                ? desk.engine().openPortal(as, address.strip(), kind, word)
                : desk.engine()
                        .openPortal(
                                as,
                                address.strip(),
                                kind,
                                word,
                                desk.clock().instant().plus(life));
        desk.then(opening, (portal, failure) -> {
            working = false;
            if (portal != null) {
                opened.accept(portal.name());
            } else if (failure != null) {
                problem = Sentences.of(desk.texts(), failure);
                render();
            }
        });
    }

    private boolean ready() {
        return Address.parse(address).isPresent() && !name.isBlank() && !names.contains(name.strip());
    }

    private void render() {
        Optional<Address> where = Address.parse(address);
        boolean taken = names.contains(name.strip());
        view.accept(new OpenModel(
                answers == null ? Mark.NONE : answers ? Mark.UP : Mark.DOWN,
                where.isEmpty() || answers == null
                        ? ""
                        : desk.texts().get(answers ? "open.answering" : "open.not_answering"),
                address.isBlank() || where.isPresent() ? "" : desk.texts().get("open.bad_address", address.strip()),
                where.filter(each -> !each.isHere())
                        .map(each -> desk.texts().get("open.elsewhere", each.host()))
                        .orElse(""),
                taken ? desk.texts().get("open.taken", name.strip()) : "",
                taken ? free(name.strip()) : "",
                ownerHint(),
                problem,
                working,
                ready() && !working));
    }

    private String free(String taken) {
        int number = 2;
        while (names.contains(taken + " " + number)) {
            number++;
        }
        return taken + " " + number;
    }
}
