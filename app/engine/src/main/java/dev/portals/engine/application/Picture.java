package dev.portals.engine.application;

import dev.portals.core.controller.ExpiryText;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.ReceivedInvitation;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.Saved.Answer;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.engine.state.Space;
import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Trust;
import dev.portals.transport.portal.PortalInfo;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a snapshot, put together from what is remembered, fetched and running.
 *
 * @param online null while nobody is signed in
 * @param problems why the last answer to an invitation didn't get through, by its id
 */
record Picture(
        Identifier self,
        Saved saved,
        InvitationList list,
        @Nullable Online online,
        FriendBook friends,
        FriendGate gate,
        TrafficBook traffic,
        Map<String, Problem> problems,
        Instant now) {

    static Account account(SavedAccount account) {
        return new Account(account.email(), account.name(), account.picture(), account.base(), account.projectId());
    }

    List<Space> spaces() {
        SavedAccount account = saved.account();
        String own = account == null ? "" : account.projectId();
        return saved.spaces().stream()
                .map(space -> new Space(
                        space.id(),
                        space.name(),
                        space.projects().stream()
                                .map(project -> new Space.Project(
                                        project.id(),
                                        project.name(),
                                        project.id().equals(own),
                                        project.administrators()))
                                .toList()))
                .toList();
    }

    List<Portal> portals() {
        return saved.portals().stream()
                .map(this::portal)
                .sorted(Comparator.comparing(Portal::title, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Portal::name))
                .toList();
    }

    private Portal portal(SavedPortal portal) {
        Shared shared =
                online == null ? null : online.sharing().find(portal.name()).orElse(null);
        return new Portal(
                portal.name(),
                portal.title(),
                portal.address(),
                portal.scheme(),
                portal.note(),
                shared == null ? Portal.State.STARTING : shared.state(),
                shared == null ? null : shared.problem(),
                portal.paused(),
                portal.verifiedOnly(),
                guests(portal.name()),
                shared == null ? Portal.Probe.NONE : shared.lastProbe(),
                traffic.traffic(Pulse.portal(portal.name())),
                shared == null ? List.of() : connections(shared.connections(), this::guestOf),
                portal.createdAt() == 0 ? null : Instant.ofEpochSecond(portal.createdAt()),
                portal.expiresAt() == 0 ? null : Instant.ofEpochSecond(portal.expiresAt()));
    }

    private @Nullable String guestOf(Identifier peer) {
        return online == null
                ? null
                : gate.email(online.project().authorityIdentifier(), peer).orElse(null);
    }

    private static List<OpenConnection> connections(
            List<PortalInfo> open, Function<Identifier, @Nullable String> email) {
        return open.stream()
                .sorted(Comparator.comparing(PortalInfo::since).thenComparing(PortalInfo::id))
                .map(each -> {
                    Identifier peer = each.peer();
                    return new OpenConnection(
                            each.id(),
                            each.since(),
                            peer == null ? null : peer.toString(),
                            peer == null ? null : email.apply(peer),
                            each.received(),
                            each.sent());
                })
                .toList();
    }

    /** Who was invited to a portal of this computer, and not taken back. */
    List<Guest> guests(String portal) {
        return list.sent().stream()
                .filter(sent -> {
                    ServiceAccessDetails access = sent.access();
                    return access != null
                            && access.nodeIdentifier().equals(self)
                            && access.service().equals(portal)
                            && !saved.revoked().contains(sent.id());
                })
                .map(this::guest)
                .sorted(Comparator.comparing(Guest::email).thenComparing(Guest::invitation))
                .toList();
    }

    Guest guest(SentInvitation sent) {
        Optional<Friend> friend = friends.find(sent.recipient());
        return new Guest(
                sent.id(),
                sent.recipient(),
                sent.remainingUses() == 0
                        ? Guest.State.ACCEPTED
                        : isOver(sent.expiresAt()) ? Guest.State.EXPIRED : Guest.State.INVITED,
                sent.expiresAt(),
                "ockam://invitations/accept/" + sent.id(),
                friend.map(Friend::trust).orElse(Trust.UNKNOWN),
                friend.stream()
                        .flatMap(each -> each.devices().stream())
                        .filter(device -> device.lastSeen() != null)
                        .max(Comparator.comparing(device -> String.valueOf(device.lastSeen())))
                        .map(Friend.Device::identifier)
                        .orElse(null));
    }

    private boolean isOver(String expiresAt) {
        return ExpiryText.parse(expiresAt).map(now::isAfter).orElse(true);
    }

    List<Reachable> reachable() {
        return list.accepted().stream()
                .flatMap(accepted -> Optional.ofNullable(accepted.access()).stream()
                        .filter(access -> !isAnswered(accepted.invitation().id(), false))
                        .map(access -> reachable(accepted, access)))
                .sorted(Comparator.comparing(Reachable::from)
                        .thenComparing(Reachable::name)
                        .thenComparing(Reachable::id))
                .toList();
    }

    private Reachable reachable(InvitationWithAccess accepted, ServiceAccessDetails access) {
        ReceivedInvitation invitation = accepted.invitation();
        String id = invitation.id();
        SavedInlet inlet = saved.inlet(id).orElse(SavedInlet.of(id));
        // For a moment there may still be the one of what was there before.
        Reaching reaching = online == null
                ? null
                : online.reachables()
                        .find(id)
                        .filter(each -> each.access().equals(access))
                        .orElse(null);
        PortalText text = reaching == null ? invitation.portal() : reaching.text();
        InetSocketAddress address = reaching == null ? null : reaching.address();
        ReachableStatus status =
                reaching == null ? ReachableStatus.of(Reachable.State.JOINING, Instant.EPOCH) : reaching.status();
        String shared = text == null ? access.service() : text.name();
        return new Reachable(
                id,
                invitation.owner(),
                shared,
                inlet.name() == null ? shared : inlet.name(),
                text == null ? null : text.scheme(),
                text == null ? null : text.note(),
                status.state(),
                status.since(),
                status.problem(),
                address == null ? null : address.getAddress().getHostAddress() + ":" + address.getPort(),
                address == null ? inlet.port() : address.getPort(),
                inlet.paused(),
                trust(invitation.owner(), access.nodeIdentifier()),
                access.nodeIdentifier().toString(),
                reaching == null ? null : reaching.path(),
                traffic.traffic(Pulse.reachable(id)),
                reaching == null ? List.of() : connections(reaching.connections(), peer -> invitation.owner()));
    }

    private Trust trust(String email, Identifier identifier) {
        return friends.find(email).stream()
                .flatMap(friend -> friend.devices().stream())
                .filter(device -> device.identifier().equals(identifier.toString()))
                .map(Friend.Device::trust)
                .findFirst()
                .orElse(Trust.UNKNOWN);
    }

    private boolean isAnswered(String id, boolean accept) {
        return saved.answers().contains(new Answer(id, accept));
    }

    List<Received> received() {
        return list.received().stream()
                .filter(received -> !received.ignored() && !isOver(received.expiresAt()))
                .map(this::received)
                .sorted(Comparator.comparing(Received::from).thenComparing(Received::id))
                .toList();
    }

    private Received received(ReceivedInvitation received) {
        PortalText text = received.portal();
        return new Received(
                received.id(),
                received.owner(),
                text == null ? null : text.name(),
                text == null ? null : text.scheme(),
                text == null ? null : text.note(),
                received.expiresAt(),
                isAnswered(received.id(), true)
                        ? Received.State.ACCEPTING
                        : isAnswered(received.id(), false) ? Received.State.DECLINING : Received.State.WAITING,
                problems.get(received.id()));
    }

    /** Everybody with whom something is shared, and who is known otherwise. */
    List<Friend> friends(List<Portal> portals, List<Reachable> reachable) {
        Map<String, Friend> all = new java.util.TreeMap<>();
        friends.list().forEach(friend -> all.put(friend.email(), friend));
        portals.forEach(portal -> portal.people().forEach(guest -> add(all, guest.email())));
        reachable.forEach(each -> add(all, each.from()));
        SavedAccount account = saved.account();
        if (account != null) {
            all.remove(FriendBook.key(account.email()));
        }
        return all.values().stream()
                .map(friend -> new Friend(
                        friend.email(),
                        friend.name(),
                        friend.note(),
                        friend.trust(),
                        friend.blocked(),
                        friend.devices(),
                        portals.stream()
                                .filter(portal -> portal.people().stream()
                                        .anyMatch(guest -> isSame(guest.email(), friend.email())))
                                .map(Portal::name)
                                .toList(),
                        reachable.stream()
                                .filter(each -> isSame(each.from(), friend.email()))
                                .map(Reachable::id)
                                .toList(),
                        friend.lastSeen()))
                .toList();
    }

    private static void add(Map<String, Friend> all, String email) {
        String key = FriendBook.key(email);
        all.computeIfAbsent(
                key,
                missing -> new Friend(missing, "", "", Trust.UNKNOWN, false, List.of(), List.of(), List.of(), null));
    }

    private static boolean isSame(String email, String key) {
        return FriendBook.key(email).equals(key);
    }

    Traffic traffic(List<Portal> portals, List<Reachable> reachable) {
        return TrafficMeter.sum(java.util.stream.Stream.concat(
                        portals.stream().map(Portal::traffic),
                        reachable.stream().map(Reachable::traffic))
                .toList());
    }
}
