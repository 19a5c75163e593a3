package dev.portals.engine.application;

import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.policy.PeerPolicy;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.project.Project;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.service.Echo;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.NodeSettings;
import dev.portals.engine.OwnCredential;
import dev.portals.engine.ProjectCredential;
import dev.portals.engine.Way;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.node.LocalNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * This computer's own portals: its relay at the person's project, the channel listener behind it, and the outlets, each
 * with the list of who may use it. Thread-safe.
 */
final class Sharing implements AutoCloseable {
    private static final Address API = Address.local("api");
    /** A credential without one of the attributes must not end the question: the other may be there. */
    private static final String ENROLLER = "(and (exists? subject.ockam-role) (= subject.ockam-role \"enroller\"))";

    private static final String GUEST = " (and (exists? subject.invitation_email) (member? subject.invitation_email [";

    private final LocalNode local;
    private final Project project;
    private final ProjectCredential credential;
    private final ChannelListener listener;
    private final Way relay;
    private final BiPredicate<String, Identifier> gate;
    private final Shared.GuestListener guests;
    private final Runnable changed;
    private final Map<String, Shared> all = new HashMap<>();
    private final ServiceProbe probe;
    private final ExecutorService probing = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Begins; the relay comes up later.
     *
     * @param events tells of the relay, under the name of this computer's identifier
     * @param gate whether somebody whom the credential admits to a portal is who this person thinks
     */
    Sharing(
            LocalNode local,
            Project project,
            Path home,
            Consumer<NodeEvent> events,
            BiPredicate<String, Identifier> gate,
            Shared.GuestListener guests,
            Runnable changed) {
        this.local = local;
        this.project = project;
        this.gate = gate;
        this.guests = guests;
        this.changed = changed;
        this.probe = new ServiceProbe(local.node().clock());
        this.credential = new ProjectCredential(local, project, home);
        ChannelOptions channels = ChannelOptions.of(local.identifier())
                .withAuthority(project.authorityIdentifier())
                .withCredential(credential.source())
                .withTimeout(Application.CHANNEL_TIMEOUT);
        this.listener = local.channels().listen(API, channels);
        Echo.start(local.node(), Echo.ADDRESS, AccessControl.ANY_CHANNEL_PEER);
        local.node().flows().addConsumer(Echo.ADDRESS, listener.flow());
        this.relay = Way.toRelay(
                local,
                channels,
                new NodeSettings.RelaySetting(
                        local.identifier().toString(), new MultiAddr(List.of(new MultiAddr.Project(project.name())))),
                new RelayClient(local.node()),
                new OwnCredential(local, project.authorityIdentifier(), credential.source()),
                events);
    }

    /** The way to the relay. */
    Way relay() {
        return relay;
    }

    /** Opens a portal, for nobody else yet. */
    synchronized void open(SavedPortal portal, boolean paused) {
        PeerPolicy policy = new PeerPolicy(
                local.node(),
                allowed(local.identifier(), List.of(), false),
                portal.name(),
                "tcp-outlet",
                project.authorityIdentifier(),
                local.credentials());
        Shared shared = new Shared(local, portal, policy, listener.flow(), gate, guests, changed);
        Shared before = all.put(portal.name(), shared);
        if (before != null) {
            before.close();
        }
        shared.pause(paused);
        shared.open();
        if (!paused) {
            later(shared);
        }
    }

    synchronized Optional<Shared> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** Says who may use a portal from now on; the connections of others end. */
    void allow(String name, Collection<String> emails, boolean ownDevices) {
        find(name).ifPresent(shared -> shared.allow(allowed(local.identifier(), emails, ownDevices)));
    }

    /** Ends the connections of those whom the gate no longer lets in. */
    void check() {
        List.copyOf(shared()).forEach(Shared::check);
    }

    private synchronized Collection<Shared> shared() {
        return List.copyOf(all.values());
    }

    /** Closes a portal, if it is open. */
    synchronized void close(String name) {
        Shared shared = all.remove(name);
        if (shared != null) {
            shared.close();
        }
    }

    /** Looks at the services for which it is time. */
    void probeIfDue(Instant now) {
        shared().stream().filter(each -> each.isProbeDue(now)).forEach(this::later);
    }

    /** Looks at a portal's service. Waits. */
    dev.portals.engine.state.Portal.Probe probe(Shared shared) {
        return shared.probe(probe);
    }

    private void later(Shared shared) {
        try {
            probing.execute(() -> shared.probe(probe));
        } catch (RejectedExecutionException e) {
            // It is being closed.
        }
    }

    /**
     * This very identity, and whoever the project's authority gave a credential for one of the addresses (spec 04 section
     * 6.6); other devices of the person are enrollers of the project.
     */
    static PolicyExpression allowed(Identifier self, Collection<String> emails, boolean ownDevices) {
        StringBuilder text = new StringBuilder("(or (= subject.identifier \"" + self + "\")");
        if (ownDevices) {
            text.append(' ').append(ENROLLER);
        }
        // Tickets are for addresses in lower case; other programs write them as they were typed.
        TreeSet<String> all = new TreeSet<>(emails);
        emails.forEach(email -> all.add(email.toLowerCase(Locale.ROOT)));
        List<String> quoted = all.stream()
                .filter(email -> email.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' '))
                .map(email -> '"' + email + '"')
                .toList();
        if (!quoted.isEmpty()) {
            text.append(GUEST).append(String.join(" ", quoted)).append("]))");
        }
        return PolicyExpression.parse(text.append(')').toString());
    }

    @Override
    public void close() {
        probing.shutdown();
        relay.close();
        synchronized (this) {
            all.values().forEach(Shared::close);
            all.clear();
        }
        listener.close();
        credential.close();
    }
}
