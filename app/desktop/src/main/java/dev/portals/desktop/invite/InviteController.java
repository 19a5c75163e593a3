package dev.portals.desktop.invite;

import dev.portals.desktop.invite.InviteModel.Chip;
import dev.portals.desktop.invite.InviteModel.Result;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.Input;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Gathers addresses and invites them one by one; what failed stays, with its reason. */
final class InviteController {
    private final Desk desk;
    private final String portal;
    private final Times times;
    private final Consumer<InviteModel> view;
    private final List<String> entered = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private String own = "";
    private Duration life = Duration.ZERO;
    private boolean working;

    InviteController(Desk desk, String portal, Consumer<InviteModel> view) {
        this.desk = desk;
        this.portal = portal;
        this.view = view;
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
    }

    void show(ApplicationState state) {
        own = state.account() == null ? "" : state.account().email();
        render();
    }

    /** For how long they can accept it; zero: as the person has set. */
    void life(Duration chosen) {
        life = chosen;
    }

    /** Takes what was typed or pasted: one address or many. */
    void enter(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return;
        }
        try {
            Input.emails(List.of(typed)).forEach(this::add);
        } catch (ActionException e) {
            // Some are none: each becomes a chip that says so.
            for (String part : typed.split("[,;\\s]+")) {
                if (!part.isEmpty()) {
                    add(part);
                }
            }
        }
        render();
    }

    private void add(String email) {
        if (entered.stream().noneMatch(email::equalsIgnoreCase)) {
            entered.add(email);
        }
    }

    void remove(String email) {
        entered.remove(email);
        render();
    }

    /** Takes the last away, to be corrected. */
    Optional<String> takeLast() {
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        String last = entered.removeLast();
        render();
        return Optional.of(last);
    }

    void invite() {
        if (working || entered.isEmpty() || entered.stream().anyMatch(email -> !isEmail(email))) {
            return;
        }
        working = true;
        results.clear();
        render();
        next(new ArrayList<>(entered));
    }

    /** Goes back to the addresses that failed. */
    void again() {
        results.stream().filter(Result::sent).forEach(result -> entered.remove(result.email()));
        results.clear();
        render();
    }

    private void next(List<String> rest) {
        if (rest.isEmpty()) {
            working = false;
            render();
            return;
        }
        String email = rest.removeFirst();
        CompletableFuture<Guest> inviting = life.isZero()
                ? desk.engine().invite(portal, email)
                : desk.engine().invite(portal, email, desk.clock().instant().plus(life));
        desk.then(inviting, (guest, failure) -> {
            results.add(
                    guest == null
                            ? new Result(email, false, failure == null ? "" : Sentences.of(desk.texts(), failure))
                            : new Result(email, true, times.expires(guest.expiresAt())));
            next(rest);
        });
    }

    private static boolean isEmail(String text) {
        try {
            return Input.emails(List.of(text)).size() == 1;
        } catch (ActionException e) {
            return false;
        }
    }

    private void render() {
        List<Chip> chips = entered.stream()
                .map(email -> new Chip(email, isEmail(email), email.equalsIgnoreCase(own)))
                .toList();
        Optional<Chip> wrong = chips.stream().filter(chip -> !chip.right()).findFirst();
        view.accept(new InviteModel(
                chips,
                wrong.map(chip -> desk.texts().get("invite.wrong", chip.text())).orElse(""),
                chips.stream().anyMatch(Chip::own) ? desk.texts().get("invite.own", own) : "",
                working ? List.of() : List.copyOf(results),
                working,
                !working && !chips.isEmpty() && wrong.isEmpty()));
    }
}
