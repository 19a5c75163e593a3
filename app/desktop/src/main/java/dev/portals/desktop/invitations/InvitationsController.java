package dev.portals.desktop.invitations;

import dev.portals.desktop.invitations.InvitationsModel.Sent;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.Rows;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which invitations are shown. */
final class InvitationsController {
    private final Desk desk;
    private final Rows rows;
    private final Consumer<InvitationsModel> view;
    private @Nullable ApplicationState state;
    private String wanted = "";
    private @Nullable Boolean sentShown;

    InvitationsController(Desk desk, Consumer<InvitationsModel> view) {
        this.desk = desk;
        this.view = view;
        this.rows = new Rows(desk);
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    void search(String text) {
        wanted = text.strip().toLowerCase(Locale.ROOT);
        render();
    }

    void choose(boolean sent) {
        sentShown = sent;
        render();
    }

    /** Has the mail of an invitation sent once more. */
    void resend(String invitation) {
        desk.engine().resend(invitation);
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<InvitationRow> received = rows.invitations(now);
        List<Sent> sent = rows.portals(now).stream()
                .flatMap(portal ->
                        portal.guests().stream().map(guest -> new Sent(portal.title(), guest, guest.expires())))
                .filter(each -> (each.portal() + ' ' + each.guest().email())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        // Until the person chooses, what waits for an answer comes first.
        boolean second = sentShown == null ? received.isEmpty() && !sent.isEmpty() : sentShown;
        view.accept(new InvitationsModel(
                received.stream()
                        .filter(each -> (each.service() + ' ' + each.from() + ' ' + each.name())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                        .toList(),
                sent,
                second));
    }
}
