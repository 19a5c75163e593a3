package dev.portals.desktop.list;

import dev.portals.desktop.list.PortalRow.GuestRow;
import dev.portals.desktop.list.ReachableRow.Group;
import dev.portals.desktop.list.ReachableRow.Help;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.ApplicationState;
import dev.portals.engine.application.ApplicationState.Guest;
import dev.portals.engine.application.ApplicationState.GuestState;
import dev.portals.engine.application.ApplicationState.LinkState;
import dev.portals.engine.application.ApplicationState.Portal;
import dev.portals.engine.application.ApplicationState.Reachable;
import dev.portals.engine.application.ApplicationState.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of a snapshot: which mark, which words (design, section 4). */
public final class Rows {
    private final Texts texts;
    private final Times times;

    /** In that language. */
    public Rows(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    /** My portals. */
    public List<PortalRow> portals(ApplicationState state) {
        boolean connected = state.link().state() == LinkState.CONNECTED;
        return state.portals().stream().map(each -> portal(each, connected)).toList();
    }

    private PortalRow portal(Portal portal, boolean connected) {
        String reason = portal.reason() == null ? "" : portal.reason();
        Mark mark;
        String word;
        String detail = portal.address();
        boolean mono = true;
        String explanation = "";
        boolean usable = false;
        switch (portal.state()) {
            case OPEN -> {
                mark = Mark.UP;
                word = texts.get(connected ? "state.open" : "state.open_here");
                usable = true;
            }
            case SERVICE_DOWN -> {
                mark = Mark.DOWN;
                word = texts.get("state.service_down");
                detail = "";
                explanation = texts.get("explain.service_down", portal.address());
            }
            default -> {
                mark = Mark.FAULT;
                word = texts.get("state.cannot_start");
                detail = reason;
                mono = false;
                explanation = reason;
            }
        }
        List<GuestRow> guests = portal.people().stream().map(this::guest).toList();
        return new PortalRow(
                portal.name(),
                portal.address(),
                portal.scheme(),
                portal.note(),
                mark,
                word,
                detail,
                mono,
                usable,
                false,
                explanation,
                guests,
                url(portal.scheme(), portal.address()),
                portal.open(),
                String.join(
                        ", ",
                        portal.name(),
                        word,
                        portal.address(),
                        texts.count("count.friends", guests.size()),
                        texts.count("count.connections", portal.open())));
    }

    private GuestRow guest(Guest guest) {
        boolean accepted = guest.state() == GuestState.ACCEPTED;
        return new GuestRow(
                guest.invitation(),
                guest.email(),
                accepted ? Mark.UP : Mark.NONE,
                texts.get(accepted ? "guest.accepted" : "guest.invited"),
                accepted,
                accepted ? "" : times.expires(guest.expiresAt()));
    }

    /** What others share with me, by who. */
    public List<Group> reachable(ApplicationState state) {
        Map<String, List<ReachableRow>> groups = new LinkedHashMap<>();
        for (Reachable each : state.reachable()) {
            groups.computeIfAbsent(each.from(), from -> new ArrayList<>()).add(reachable(each));
        }
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }

    /** One that is reachable. */
    public ReachableRow reachable(Reachable reachable) {
        String address = reachable.address() == null ? "" : reachable.address();
        String reason = reachable.reason() == null ? "" : reachable.reason();
        Mark mark;
        String word;
        String detail = "";
        Help help = Help.NONE;
        String explanation = "";
        switch (reachable.state()) {
            case JOINING -> {
                mark = Mark.CONNECTING;
                word = texts.get("state.joining", person(reachable.from()));
                explanation = reason;
            }
            case CONNECTING -> {
                mark = Mark.CONNECTING;
                word = texts.get("state.connecting");
                detail = address;
                explanation = reason;
            }
            case UP -> {
                mark = Mark.UP;
                word = texts.get("state.ready");
                detail = address;
                help = Help.COPY;
            }
            case SERVICE_DOWN -> {
                mark = Mark.DOWN;
                word = texts.get("state.not_answering", person(reachable.from()));
                explanation = texts.get("explain.not_answering", person(reachable.from()));
            }
            case DENIED -> {
                mark = Mark.DENIED;
                word = texts.get("state.denied");
                explanation = reason;
            }
            case PORT_BUSY -> {
                mark = Mark.FAULT;
                word = reason.isEmpty() ? texts.get("state.port_busy") : reason;
                help = Help.ANOTHER_PORT;
                explanation = reason;
            }
            default -> {
                mark = Mark.NONE;
                word = texts.get("state.not_connected");
                explanation = reason;
            }
        }
        return new ReachableRow(
                reachable.id(),
                reachable.from(),
                reachable.service(),
                reachable.scheme(),
                reachable.note(),
                address,
                mark,
                word,
                detail,
                !detail.isEmpty(),
                mark == Mark.UP,
                help,
                explanation,
                address.isEmpty() ? null : url(reachable.scheme(), address),
                reachable.open(),
                String.join(", ", reachable.service(), reachable.from(), word, address));
    }

    /** What waits for my answer. */
    public List<InvitationRow> invitations(ApplicationState state) {
        return state.received().stream().map(this::invitation).toList();
    }

    private InvitationRow invitation(Received received) {
        String service = received.name() == null ? texts.get("invitation.unnamed") : received.name();
        String expires = times.expires(received.expiresAt());
        String about = received.scheme() == null
                ? expires
                : expires.isEmpty() ? received.scheme() : received.scheme() + " · " + expires;
        return new InvitationRow(
                received.id(), received.from(), service, received.scheme(), received.note(), about, expires);
    }

    /** How somebody whose address is all we know is called in a sentence: the part before the @. */
    public static String person(String email) {
        int at = email.indexOf('@');
        return at > 0 ? email.substring(0, at) : email;
    }

    private static @Nullable String url(@Nullable String scheme, String address) {
        return "http".equals(scheme) || "https".equals(scheme) ? scheme + "://" + address : null;
    }
}
