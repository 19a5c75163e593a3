package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Link;
import java.util.Optional;

/**
 * Who I am, and how the connection to the relay stands.
 *
 * @param via host and round-trip time of the relay; empty: not connected
 */
public record HeaderModel(
        String name, String email, Mark mark, String word, String via, String rate, Optional<Trouble> trouble) {
    /**
     * What is wrong with everything, for the banner; the most severe.
     *
     * @param page what a browser is to open; empty: nothing
     */
    public record Trouble(String title, String explanation, boolean severe, String page) {}

    /** Of that snapshot, of somebody who is signed in. */
    public static HeaderModel of(ApplicationState state, Account account, Desk desk, Times times) {
        Link link = state.link();
        Mark mark = state.paused()
                ? Mark.PAUSED
                : switch (link.state()) {
                    case CONNECTED -> Mark.UP;
                    case DEGRADED -> Mark.DOWN;
                    case CONNECTING -> Mark.CONNECTING;
                    case OFFLINE -> Mark.NONE;
                };
        String word = desk.texts()
                .get(
                        state.paused()
                                ? "link.paused"
                                : switch (link.state()) {
                                    case CONNECTED -> "link.connected";
                                    case DEGRADED -> "link.degraded";
                                    case CONNECTING -> link.problem() == null ? "link.connecting" : "link.reconnecting";
                                    case OFFLINE -> "link.offline";
                                });
        boolean up = link.state() == Link.State.CONNECTED || link.state() == Link.State.DEGRADED;
        String via = !up || link.via() == null
                ? ""
                : (link.roundTrip() == null ? "" : Math.max(1, link.roundTrip().toMillis()) + " ms · ") + link.via();
        long rate = Math.max(state.traffic().rateIn(), state.traffic().rateOut());
        return new HeaderModel(
                account.name().isBlank() ? account.email() : account.name(),
                account.email(),
                mark,
                word,
                via,
                rate == 0 ? "" : "↕ " + Bytes.amount(rate, desk.texts().locale()) + "/s",
                state.attention().stream()
                        .filter(HeaderModel::isOfEverything)
                        .findFirst()
                        .map(each -> trouble(each, state, desk, times)));
    }

    private static String title(Attention attention, Desk desk) {
        String key = "attention." + attention.kind().name().toLowerCase(java.util.Locale.ROOT);
        return desk.texts().has(key)
                ? desk.texts().get(key)
                : attention.mode() == null
                        ? Sentences.of(desk.texts(), attention.sentence())
                        : Sentences.title(desk.texts(), attention.mode());
    }

    private static boolean isOfEverything(Attention attention) {
        return switch (attention.kind()) {
            case INVITATION, ANSWER, PORTAL, PORT_BUSY, DENIED, IDENTITY_CHANGED -> false;
            default -> true;
        };
    }

    private static Trouble trouble(Attention attention, ApplicationState state, Desk desk, Times times) {
        String sentence = Sentences.of(desk.texts(), attention.sentence());
        String code = attention.mode() == null ? "" : " " + attention.mode().code();
        String stale =
                state.staleSince() == null ? "" : " " + desk.texts().get("trouble.stale", times.at(state.staleSince()));
        boolean severe = switch (attention.kind()) {
            case STORAGE, KEYS, PROJECT_GONE -> true;
            default -> false;
        };
        return new Trouble(
                title(attention, desk),
                sentence + stale + code,
                severe,
                attention.page() == null ? "" : attention.page());
    }
}
