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
import dev.portals.core.routing.AddressInUseException;
import dev.portals.core.service.Echo;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.NodeSettings;
import dev.portals.engine.OwnCredential;
import dev.portals.engine.ProjectCredential;
import dev.portals.engine.Way;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Outlet;
import dev.portals.transport.portal.OutletOptions;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalListener;
import dev.portals.transport.tcp.HostnamePort;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This computer's own portals: its relay at the person's project, the channel listener behind it, and the outlets, each
 * with the list of who may use it. Thread-safe.
 */
final class Sharing implements AutoCloseable {
    private static final Address API = Address.local("api");
    private static final String ENROLLER = "(= subject.ockam-role \"enroller\")";

    private final LocalNode local;
    private final Project project;
    private final ProjectCredential credential;
    private final ChannelListener listener;
    private final Way relay;
    private final Consumer<Served> told;
    private final Map<String, Opened> outlets = new HashMap<>();

    /** What became of the last connection to a portal; null: it was served. */
    record Served(String portal, @Nullable String problem) {}

    private record Opened(Outlet outlet, PeerPolicy policy) {}

    /**
     * Begins; the relay comes up later.
     *
     * @param events tells of the relay, under the name of this computer's identifier
     */
    Sharing(LocalNode local, Project project, Path home, Consumer<NodeEvent> events, Consumer<Served> told) {
        this.local = local;
        this.project = project;
        this.told = told;
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

    /** The project whose members may be let in. */
    Project project() {
        return project;
    }

    /** This computer's credential of that project. */
    ProjectCredential credential() {
        return credential;
    }

    /**
     * Opens a portal, for nobody else yet.
     *
     * @throws ActionException if the name is taken
     */
    synchronized void open(String name, HostnamePort service) {
        Address address = Address.local(name);
        PeerPolicy policy = new PeerPolicy(
                local.node(),
                allowed(local.identifier(), List.of(), false),
                name,
                "tcp-outlet",
                project.authorityIdentifier(),
                local.credentials());
        try {
            Outlet outlet = local.portals()
                    .openOutlet(OutletOptions.to(address, service)
                            .withRules(policy.incoming(), policy.outgoing())
                            .withListener(new Told(name)));
            local.node().flows().addConsumer(address, listener.flow());
            outlets.put(name, new Opened(outlet, policy));
        } catch (AddressInUseException e) {
            throw new ActionException(
                    ActionException.Reason.INPUT, "there is a portal named " + name + " already: choose another name");
        }
    }

    /** Says who may use a portal from now on; the connections of others end. */
    synchronized void allow(String name, Collection<String> emails, boolean ownDevices) {
        Opened opened = outlets.get(name);
        if (opened != null) {
            PolicyExpression policy = allowed(local.identifier(), emails, ownDevices);
            if (!policy.equals(opened.policy.policy())) {
                opened.policy.replace(policy);
                opened.outlet.retain(opened.policy::allows, "you are no longer invited to this portal");
            }
        }
    }

    /** How many connections a portal has. */
    synchronized int connections(String name) {
        Opened opened = outlets.get(name);
        return opened == null ? 0 : opened.outlet.portals();
    }

    /** Closes a portal, if it is open. */
    synchronized void close(String name) {
        Opened opened = outlets.remove(name);
        if (opened != null) {
            opened.outlet.close();
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
            text.append(" (member? subject.invitation_email [")
                    .append(String.join(" ", quoted))
                    .append("])");
        }
        return PolicyExpression.parse(text.append(')').toString());
    }

    private final class Told implements PortalListener {
        private final String name;

        Told(String name) {
            this.name = name;
        }

        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            told.accept(new Served(name, null));
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            if (end.reason() == PortalEnd.Reason.REFUSED || end.reason() == PortalEnd.Reason.UNREACHABLE) {
                told.accept(new Served(name, end.sentence()));
            }
        }
    }

    @Override
    public synchronized void close() {
        relay.close();
        outlets.values().forEach(opened -> opened.outlet.close());
        outlets.clear();
        listener.close();
        credential.close();
    }
}
