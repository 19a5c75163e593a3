package dev.portals.desktop.list;

import dev.portals.desktop.list.PortalRow.GuestRow;
import dev.portals.desktop.list.ReachableRow.Group;
import dev.portals.desktop.list.ReachableRow.Help;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Order;
import dev.portals.desktop.screen.Sentences;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of a snapshot: which mark, which words (design, section 4). */
public final class Rows {
    private final Texts texts;
    private final Order order;
    private final Times times;

    /** In that desk's language, by its clock. */
    public Rows(Desk desk) {
        this.texts = desk.texts();
        this.order = desk.order();
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
    }

    /** Its way to tell times. */
    public Times times() {
        return times;
    }

    /** My portals. */
    public List<PortalRow> portals(ApplicationState state) {
        People people = new People(state);
        return state.portals().stream()
                .sorted(order.portals())
                .map(each -> portal(each, isConnected(state), people))
                .toList();
    }

    private static boolean isConnected(ApplicationState state) {
        return state.link().state() == Link.State.CONNECTED || state.link().state() == Link.State.DEGRADED;
    }

    private PortalRow portal(Portal portal, boolean connected, People people) {
        String reason = sentence(portal.problem());
        Mark mark = switch (portal.state()) {
            case STARTING -> Mark.CONNECTING;
            case OPEN -> Mark.UP;
            case SERVICE_DOWN -> Mark.DOWN;
            case PAUSED -> Mark.PAUSED;
            case FAILED -> Mark.FAULT;
        };
        String word = texts.get(
                switch (portal.state()) {
                    case STARTING -> "state.starting";
                    case OPEN -> connected ? "state.open" : "state.open_here";
                    case SERVICE_DOWN -> "state.service_down";
                    case PAUSED -> "state.paused";
                    case FAILED -> "state.cannot_start";
                });
        boolean open = mark == Mark.UP;
        String detail = open
                ? portal.address()
                : mark == Mark.DOWN ? since(portal.problem()) : mark == Mark.FAULT ? reason : "";
        String explanation = mark == Mark.DOWN ? texts.get("explain.service_down", portal.address()) : reason;
        List<GuestRow> guests =
                portal.people().stream().map(each -> guest(each, people)).toList();
        int connections = portal.connections().size();
        return new PortalRow(
                portal.name(),
                portal.title(),
                portal.address(),
                portal.scheme(),
                portal.note(),
                mark,
                word,
                detail,
                open,
                open,
                portal.paused(),
                explanation,
                guests,
                url(portal.scheme(), portal.address()),
                portal.connections(),
                portal.traffic(),
                rate(portal.traffic()),
                String.join(
                        ", ",
                        portal.title(),
                        word,
                        portal.address(),
                        texts.count("count.friends", guests.size()),
                        texts.count("count.connections", connections)));
    }

    private GuestRow guest(Guest guest, People people) {
        boolean accepted = guest.state() == Guest.State.ACCEPTED;
        return new GuestRow(
                guest.invitation(),
                guest.email(),
                people.name(guest.email()),
                accepted ? Mark.UP : Mark.NONE,
                texts.get(
                        switch (guest.state()) {
                            case ACCEPTED -> "guest.accepted";
                            case INVITED -> "guest.invited";
                            case EXPIRED -> "guest.expired";
                        }),
                accepted,
                accepted ? "" : times.expires(guest.expiresAt()),
                guest.link(),
                guest.trust());
    }

    /** What others share with me, by who. */
    public List<Group> reachable(ApplicationState state) {
        People people = new People(state);
        Map<String, List<ReachableRow>> groups = new LinkedHashMap<>();
        for (Reachable each :
                state.reachable().stream().sorted(order.reachable()).toList()) {
            groups.computeIfAbsent(each.from(), from -> new ArrayList<>()).add(reachable(each, state));
        }
        return groups.entrySet().stream()
                .map(group -> new Group(
                        group.getKey(),
                        people.name(group.getKey()),
                        people.trust(group.getKey()),
                        List.copyOf(group.getValue())))
                .toList();
    }

    /** One that is reachable. */
    public ReachableRow reachable(Reachable reachable, ApplicationState state) {
        String person = new People(state).called(reachable.from());
        boolean changed = reachable.trust() == Trust.CHANGED;
        boolean offline = state.link().state() == Link.State.OFFLINE;
        boolean waiting = reachable.state() == Reachable.State.WAITING
                || offline && reachable.state() == Reachable.State.CONNECTING;
        Mark mark = waiting
                ? Mark.WAITING
                : switch (reachable.state()) {
                    case PAUSED -> Mark.PAUSED;
                    case JOINING, CONNECTING -> Mark.CONNECTING;
                    case WAITING -> Mark.WAITING;
                    case UP -> Mark.UP;
                    case SERVICE_DOWN -> Mark.DOWN;
                    case DENIED -> Mark.DENIED;
                    case PORT_BUSY -> Mark.FAULT;
                };
        String word = switch (reachable.state()) {
            case PAUSED -> texts.get("state.paused");
            case JOINING -> texts.get("state.joining", person);
            case CONNECTING -> texts.get(offline ? "state.waiting_network" : "state.connecting");
            case WAITING -> texts.get("state.waiting", person);
            case UP -> texts.get("state.ready");
            case SERVICE_DOWN -> texts.get("state.not_answering", person);
            case DENIED -> texts.get(changed ? "state.changed" : "state.denied");
            case PORT_BUSY -> texts.get("state.port_busy", reachable.port());
        };
        String address = reachable.address() == null ? "" : reachable.address();
        boolean mono = mark == Mark.UP || mark == Mark.CONNECTING && !address.isEmpty();
        Help help = switch (reachable.state()) {
            case UP -> Help.COPY;
            case PAUSED -> reachable.paused() ? Help.RESUME : Help.NONE;
            case PORT_BUSY -> Help.ANOTHER_PORT;
            case DENIED -> changed ? Help.COMPARE : Help.NONE;
            default -> Help.NONE;
        };
        String explanation = reachable.state() == Reachable.State.SERVICE_DOWN
                ? texts.get("explain.not_answering", person)
                : sentence(reachable.problem());
        Reachable.Path path = reachable.path();
        return new ReachableRow(
                reachable.id(),
                reachable.from(),
                reachable.name(),
                reachable.scheme(),
                reachable.note(),
                address,
                mark,
                word,
                mono ? address : waiting ? times.since(reachable.since()) : "",
                mono,
                mark == Mark.UP,
                reachable.paused(),
                help,
                explanation,
                address.isEmpty() ? null : url(reachable.scheme(), address),
                path == null || mark != Mark.UP ? "" : path(path),
                path != null && path.kind() == Reachable.Path.Kind.DIRECT,
                reachable.connections().size(),
                reachable.traffic(),
                rate(reachable.traffic()),
                String.join(", ", reachable.name(), reachable.from(), word, address));
    }

    private String path(Reachable.Path path) {
        String kind = texts.get(path.kind() == Reachable.Path.Kind.DIRECT ? "path.direct" : "path.relay");
        return path.roundTrip() == null
                ? kind
                : texts.get("path.with_time", kind, Math.max(1, path.roundTrip().toMillis()));
    }

    /** What waits for my answer. */
    public List<InvitationRow> invitations(ApplicationState state) {
        People people = new People(state);
        return state.received().stream().map(each -> invitation(each, people)).toList();
    }

    private InvitationRow invitation(Received received, People people) {
        String service = received.name() == null ? texts.get("invitation.unnamed") : received.name();
        String expires = times.expires(received.expiresAt());
        String about = received.scheme() == null
                ? expires
                : expires.isEmpty() ? received.scheme() : received.scheme() + " · " + expires;
        String answering = switch (received.state()) {
            case WAITING -> sentence(received.problem());
            case ACCEPTING -> texts.get("invitation.accepting");
            case DECLINING -> texts.get("invitation.declining");
        };
        return new InvitationRow(
                received.id(),
                received.from(),
                people.name(received.from()),
                service,
                received.scheme(),
                received.note(),
                answering.isEmpty() ? about : answering,
                expires,
                received.state() == Received.State.WAITING);
    }

    private String sentence(@Nullable Problem problem) {
        if (problem == null) {
            return "";
        }
        String text = Sentences.of(texts, problem.sentence());
        return problem.mode() == null ? text : text + " " + problem.mode().code();
    }

    private String since(@Nullable Problem problem) {
        return problem == null ? "" : times.since(problem.since());
    }

    private String rate(Traffic traffic) {
        long rate = Math.max(traffic.rateIn(), traffic.rateOut());
        return rate == 0
                ? ""
                : (traffic.rateIn() >= traffic.rateOut() ? "↓ " : "↑ ") + Bytes.amount(rate, texts.locale()) + "/s";
    }

    private static @Nullable String url(@Nullable String scheme, String address) {
        return "http".equals(scheme) || "https".equals(scheme) ? scheme + "://" + address : null;
    }
}
