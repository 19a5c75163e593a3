package dev.portals.desktop;

import dev.portals.desktop.card.ImportCardView;
import dev.portals.desktop.card.OwnCardView;
import dev.portals.desktop.compare.CompareView;
import dev.portals.desktop.edit.EditView;
import dev.portals.desktop.found.ListeningPorts;
import dev.portals.desktop.invitation.InvitationView;
import dev.portals.desktop.invite.InviteView;
import dev.portals.desktop.local.LocalView;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.open.OpenView;
import dev.portals.desktop.person.PersonView;
import dev.portals.desktop.question.LinkView;
import dev.portals.desktop.question.QuestionView;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Navigation;
import dev.portals.desktop.screen.Order;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.Engine;
import dev.portals.engine.control.Input;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The dialogs, one window of each kind: what they ask and what comes of it. They know the state before they are on the screen,
 * so that they have their size. On the JavaFX thread.
 */
abstract class Dialogs implements Navigation {
    final Desk desk;
    final Theme theme = new Theme();
    final Windows windows = new Windows(theme);
    /** The main window, which owns them. */
    final Stage window = new Stage();

    @Nullable ApplicationState state;

    private @Nullable OpenView opening;
    private @Nullable InviteView inviting;
    private @Nullable InvitationView answering;
    private @Nullable CompareView comparing;
    private @Nullable PersonView person;

    Dialogs(Engine engine, Texts texts, Order order) {
        this.desk =
                new Desk(engine, texts, Platform::runLater, InstantSource.system(), this, new SystemOutside(), order);
    }

    /** Puts away what would lie over a dialog. */
    abstract void attend();

    /** What is so now, to those that are on the screen. */
    final void showDialogs(ApplicationState next) {
        state = next;
        if (opening != null) {
            opening.show(next);
        }
        if (inviting != null) {
            inviting.show(next);
        }
        if (answering != null) {
            answering.show(next);
        }
        if (comparing != null) {
            comparing.show(next);
        }
        if (person != null) {
            person.show(next);
        }
    }

    @Override
    public void openPortal(String address) {
        attend();
        opening = windows.show(
                "open",
                text("open.title"),
                window,
                close -> shown(
                        new OpenView(
                                desk,
                                new ListeningPorts(),
                                address,
                                opened -> {
                                    close.run();
                                    invite(opened);
                                },
                                close),
                        OpenView::show));
    }

    @Override
    public void edit(String portal) {
        attend();
        Portal known = state == null
                ? null
                : state.portals().stream()
                        .filter(each -> each.name().equals(portal))
                        .findFirst()
                        .orElse(null);
        if (known != null) {
            windows.show(
                    "edit",
                    desk.texts().get("edit.title", known.title()),
                    window,
                    close -> shown(new EditView(desk, known, close), EditView::show));
        }
    }

    @Override
    public void invite(String portal) {
        attend();
        inviting = windows.show(
                "invite",
                desk.texts().get("invite.title", title(portal)),
                window,
                close -> shown(new InviteView(desk, portal, close), InviteView::show));
    }

    @Override
    public void invitation(String id) {
        attend();
        answering = windows.show(
                "invitation",
                text("accept.window"),
                window,
                close -> shown(new InvitationView(desk, id, close), InvitationView::show));
    }

    /** A dialog that knows the state before it is on the screen, so that it has its size. */
    private <V> V shown(V view, BiConsumer<V, ApplicationState> show) {
        if (state != null) {
            show.accept(view, state);
        }
        return view;
    }

    @Override
    public void pasteLink() {
        link("");
    }

    /** Shows the invitation that a link is of, or what is wrong with it. Nothing else ever comes of a link. */
    void open(String link) {
        try {
            invitation(Input.invitation(link));
        } catch (ActionException e) {
            link(link);
        }
    }

    private void link(String given) {
        attend();
        windows.show("link", text("link.title"), window, close -> new LinkView(desk, given, this::invitation, close));
    }

    @Override
    public void closePortal(String portal) {
        String friends = state == null
                ? ""
                : String.join(
                        ", ",
                        state.portals().stream()
                                .filter(each -> each.name().equals(portal))
                                .flatMap(each -> each.people().stream())
                                .map(Guest::email)
                                .toList());
        ask(
                friends.isEmpty() ? "close_empty" : "close",
                List.of(title(portal), friends),
                () -> desk.engine().closePortal(portal));
    }

    @Override
    public void giveUp(String reachable) {
        String service = state == null
                ? ""
                : state.reachable().stream()
                        .filter(each -> each.id().equals(reachable))
                        .map(Reachable::name)
                        .findFirst()
                        .orElse("");
        ask("give_up", List.of(service), () -> desk.engine().decline(reachable));
    }

    @Override
    public void local(String id) {
        attend();
        if (state != null) {
            state.reachable().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .ifPresent(known -> windows.show(
                            "local",
                            desk.texts().get("edit.title", known.name()),
                            window,
                            close -> new LocalView(desk, known, close)));
        }
    }

    @Override
    public void revoke(String invitation) {
        String email = state == null
                ? ""
                : state.portals().stream()
                        .flatMap(each -> each.people().stream())
                        .filter(each -> each.invitation().equals(invitation))
                        .map(Guest::email)
                        .findFirst()
                        .orElse("");
        ask("revoke", List.of(email), () -> desk.engine().revoke(invitation));
    }

    @Override
    public void compare(String email) {
        attend();
        comparing = windows.show(
                "compare",
                desk.texts().get("compare.window", email),
                window,
                close -> shown(new CompareView(desk, email, close), CompareView::show));
    }

    @Override
    public void friend(String email) {
        attend();
        if (state != null) {
            state.friends().stream()
                    .filter(each -> each.email().equals(email))
                    .findFirst()
                    .ifPresent(known -> person = windows.show(
                            "person",
                            known.name().isEmpty() ? email : known.name(),
                            window,
                            close -> shown(new PersonView(desk, known, close), PersonView::show)));
        }
    }

    @Override
    public void forget(String email) {
        ask(
                "forget",
                List.of(email),
                () -> desk.engine()
                        .forgetFriend(email)
                        .thenRun(() -> desk.screen().execute(() -> windows.close("person"))));
    }

    @Override
    public void removeComputer(String email, String identity) {
        ask(
                "remove_computer",
                List.of(email),
                () -> desk.engine().revokeDevice(email, identity).thenApply(friend -> null));
    }

    @Override
    public void card() {
        windows.show("card", text("card.title"), window, close -> new OwnCardView(desk, close));
    }

    @Override
    public void importCard() {
        windows.show("import-card", text("card.import_title"), window, close -> new ImportCardView(desk, close));
    }

    final void ask(String key, List<Object> values, Supplier<CompletableFuture<Void>> action) {
        attend();
        windows.show("question", "Portals", window, close -> new QuestionView(desk, key, values, action, close));
    }

    /** What a portal is called. */
    private String title(String portal) {
        return state == null
                ? portal
                : state.portals().stream()
                        .filter(each -> each.name().equals(portal))
                        .map(Portal::title)
                        .findFirst()
                        .orElse(portal);
    }

    final String text(String key) {
        return desk.texts().get(key);
    }
}
