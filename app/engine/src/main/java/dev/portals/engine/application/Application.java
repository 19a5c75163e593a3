package dev.portals.engine.application;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.ListKind;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.engine.ControllerClient;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.account.Installation;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.ApplicationState.Enrollment;
import dev.portals.engine.application.ApplicationState.Link;
import dev.portals.engine.application.ApplicationState.LinkState;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.node.Connector;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import dev.portals.transport.tcp.HostnamePort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application: one person on one computer. It owns the truth; faces render its {@linkplain #state() snapshots} and call
 * its actions, whose futures fail with {@link ActionException}s.
 *
 * <p>Actions that touch the account run one after another, so what one of them decides is still so when it is saved. All
 * may be repeated; answers to invitations are written down before the controller is told, and told again after a crash.
 */
public final class Application implements AutoCloseable {
    static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(9);

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Path home;
    private final LocalNode local;
    private final ApplicationStore store;
    private final Snapshots snapshots;
    private final ActionQueue actions = new ActionQueue();
    private final SignInDesk desk = new SignInDesk();
    private final Journal journal = new Journal(this::saved, this::save);
    private volatile Saved saved;
    private volatile Enrollment enrollment = Enrollment.NONE;
    private volatile Link link = Link.NONE;
    private volatile InvitationList invitations = new InvitationList(List.of(), List.of(), List.of());
    private volatile @Nullable Instant staleSince;
    private volatile @Nullable Online online;
    private volatile Thread watching = Thread.ofVirtual().unstarted(() -> {});

    /** What there is only while somebody is signed in. */
    record Online(ControllerClient controller, Project project, Sharing sharing, Reachables reachables) {}

    private Application(Path home, LocalNode local, ApplicationStore store, Saved saved) {
        this.home = home;
        this.local = local;
        this.store = store;
        this.saved = saved;
        this.snapshots = new Snapshots(this);
        this.invitations = decoded(saved.invitations());
    }

    /**
     * Opens the application of that home and takes up what it did before. One process at a time.
     *
     * @throws dev.portals.vault.VaultException if the home is in use or can't be read
     * @throws DecodeException if a file in it is damaged; its message names the file
     */
    public static Application open(Path home) {
        ApplicationStore store = new ApplicationStore(home);
        ProjectStore projects = new ProjectStore(home);
        LocalNode local = new LocalNode(
                NodeHome.open(home),
                Runtime.getRuntime().availableProcessors() <= 2 ? 1 : 2,
                name -> projects.find(name)
                        .map(found -> new Connector.KnownProject(
                                found.route(), found.history().identifier())));
        try {
            Application application = new Application(home, local, store, store.read());
            application.resume();
            return application;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    /** Everything, at this moment. */
    public ApplicationState state() {
        return snapshots.current();
    }

    /** Tells of every new snapshot, beginning with the one there is; closing it ends that. */
    public Subscription subscribe(Consumer<ApplicationState> listener) {
        return snapshots.subscribe(listener);
    }

    /**
     * Signs in at the orchestrator at that address and gets a space, a project and a relay. Cancelling the future ends it; so
     * does another sign-in.
     */
    public CompletableFuture<ApplicationState.Account> enroll(URI orchestrator, SignIn how) {
        return desk.begin(() -> signIn(orchestrator, how));
    }

    private ApplicationState.Account signIn(URI orchestrator, SignIn how) {
        SavedAccount known = saved.account();
        if (known != null) {
            if (known.base().equals(orchestrator.toString())) {
                return snapshots.account(known);
            }
            throw new ActionException(
                    Reason.INPUT,
                    "this computer is signed in at " + known.base() + " as " + known.email()
                            + ": sign out there first");
        }
        try {
            SavedAccount account = new Enroller(local, home, this::step).enroll(orchestrator, how);
            // An interrupt that comes this late is too late: the account is bound to this computer already.
            return actions.add(() -> {
                        save(current -> current.withAccount(account));
                        enrollment = Enrollment.DONE;
                        goOnline(account);
                        return snapshots.account(account);
                    })
                    .join();
        } catch (RuntimeException e) {
            step(saved.account() == null ? Enrollment.NONE : Enrollment.DONE);
            throw e;
        }
    }

    private void step(Enrollment next) {
        enrollment = next;
        snapshots.changed();
    }

    /** Forgets the account on this computer; keys stay. Portals are closed and can't be reached any more. */
    public CompletableFuture<Void> signOut() {
        desk.cancel();
        return actions.add(() -> {
            goOffline();
            invitations = new InvitationList(List.of(), List.of(), List.of());
            save(current -> Saved.NOTHING);
            enrollment = Enrollment.NONE;
            snapshots.changed();
            return null;
        });
    }

    /** Shares a service of this computer under a name, for nobody yet. */
    public CompletableFuture<Void> openPortal(
            String name, String address, @Nullable String scheme, @Nullable String note) {
        return actions.add(() -> {
            Online now = online();
            SavedPortal portal = PortalInput.check(name, address, scheme, note);
            Optional<SavedPortal> known = saved.portal(name);
            if (known.isPresent()) {
                if (known.get().equals(portal)) {
                    return null;
                }
                throw new ActionException(
                        Reason.INPUT, "there is a portal named " + name + " already: choose another name");
            }
            now.sharing().open(name, HostnamePort.parse(portal.address()));
            save(current -> current.withPortals(portals -> {
                portals.add(portal);
                return portals;
            }));
            allowGuests(now);
            snapshots.changed();
            return null;
        });
    }

    /** Stops sharing, and takes back the invitations to it. */
    public CompletableFuture<Void> closePortal(String name) {
        return actions.add(() -> {
            Online now = online();
            if (saved.portal(name).isEmpty()) {
                throw noPortal(name);
            }
            Snapshots.guests(invitations, saved.revoked(), local.identifier(), name)
                    .forEach(guest -> journal.revoke(guest.invitation()));
            now.sharing().close(name);
            save(current -> current.withPortals(portals -> {
                portals.removeIf(portal -> portal.name().equals(name));
                return portals;
            }));
            snapshots.changed();
            journal.tell(now.controller());
            refresh(now);
            return null;
        });
    }

    /** Invites somebody to a portal by mail. Again is fine: the invitation stays the same while it waits. */
    public CompletableFuture<ApplicationState.Guest> invite(String portal, String email) {
        return actions.add(() -> {
            Online now = online();
            SavedPortal shared = saved.portal(portal).orElseThrow(() -> noPortal(portal));
            ApplicationState.Guest guest = new Inviter(local, now).invite(shared, email);
            refresh(now);
            return guest;
        });
    }

    /** Takes back an invitation of ours, and what it gave: here at once, and at the controller as soon as it can be told. */
    public CompletableFuture<Void> revoke(String invitation) {
        return actions.add(() -> {
            Online now = online();
            journal.revoke(invitation);
            allowGuests(now);
            snapshots.changed();
            journal.tell(now.controller());
            refresh(now);
            return null;
        });
    }

    /** Has the mail of an invitation of ours sent once more. */
    public CompletableFuture<Void> resend(String invitation) {
        return actions.add(() -> {
            online().controller().resend(invitation);
            return null;
        });
    }

    /**
     * Accepts an invitation and opens a local port for what it gives.
     *
     * @param port the local port; 0: any
     */
    public CompletableFuture<Void> accept(String invitation, int port) {
        return answer(invitation, true, () -> {
            Saved.SavedInlet before = saved.inlet(invitation).orElse(null);
            if (before != null && (port == 0 || port == before.port())) {
                return;
            }
            saveInlet(new Saved.SavedInlet(invitation, port, before != null && before.joined()));
            Online now = online;
            if (now != null) {
                now.reachables().forget(invitation);
            }
        });
    }

    /** Declines an invitation, or gives up what it gave. */
    public CompletableFuture<Void> decline(String invitation) {
        return answer(
                invitation,
                false,
                () -> save(current -> current.withInlets(inlets -> {
                    inlets.removeIf(inlet -> inlet.invitation().equals(invitation));
                    return inlets;
                })));
    }

    private CompletableFuture<Void> answer(String invitation, boolean accept, Runnable remember) {
        return actions.add(() -> {
            Online now = online();
            boolean known =
                    invitations.received().stream().anyMatch(each -> each.id().equals(invitation))
                            || invitations.accepted().stream()
                                    .anyMatch(each -> each.invitation().id().equals(invitation));
            if (!known) {
                // It may have come a moment ago, or be known to the controller alone.
                refresh(now);
            }
            journal.answer(new Saved.Answer(invitation, accept));
            remember.run();
            journal.tell(now.controller());
            refresh(now);
            return null;
        });
    }

    /** Fetches everything anew. */
    public CompletableFuture<Void> refresh() {
        return actions.add(() -> {
            refresh(online());
            return null;
        });
    }

    private void refresh(Online now) {
        InvitationList list = now.controller().invitations(ListKind.ALL);
        invitations = list;
        staleSince = null;
        save(current -> current.withInvitations(
                HexFormat.of().formatHex(list.encode()), Instant.now().getEpochSecond()));
        allowGuests(now);
        now.reachables().remember(saved.inlets());
        now.reachables().reconcile(list);
        snapshots.changed();
    }

    private void allowGuests(Online now) {
        SavedAccount account = saved.account();
        String own = account == null ? "" : account.email();
        for (SavedPortal portal : saved.portals()) {
            List<String> emails =
                    Snapshots.guests(invitations, saved.revoked(), local.identifier(), portal.name()).stream()
                            .map(ApplicationState.Guest::email)
                            .toList();
            now.sharing().allow(portal.name(), emails, emails.stream().anyMatch(own::equalsIgnoreCase));
        }
    }

    private void resume() {
        SavedAccount account = saved.account();
        if (account != null) {
            enrollment = Enrollment.DONE;
            staleSince = Instant.ofEpochSecond(saved.fetchedAt());
            goOnline(account);
        }
    }

    private void goOnline(SavedAccount account) {
        Project project = new ProjectStore(home)
                .list().stream()
                        .filter(each -> each.id().equals(account.projectId()))
                        .findFirst()
                        .orElseThrow(() -> new DecodeException(
                                "the file projects.json lacks the project of this account: sign out and in again"));
        ControllerClient controller = new ControllerClient(
                local,
                new Installation(
                        URI.create(account.base()),
                        MultiAddr.parse(account.controller()),
                        Identifier.parse(account.controllerIdentifier()),
                        account.clientId()));
        link = new Link(LinkState.CONNECTING, null, Instant.now());
        Sharing sharing = new Sharing(local, project, home, this::relayEvent, snapshots::served);
        Reachables reachables = new Reachables(local, home, this::saveInlet, snapshots::changed);
        Online now = new Online(controller, project, sharing, reachables);
        online = now;
        for (SavedPortal portal : saved.portals()) {
            try {
                sharing.open(portal.name(), HostnamePort.parse(portal.address()));
            } catch (ActionException e) {
                snapshots.served(new Sharing.Served(portal.name(), e.getMessage()));
            }
        }
        allowGuests(now);
        reachables.remember(saved.inlets());
        reachables.reconcile(invitations);
        snapshots.changed();
        watching = Thread.ofVirtual()
                .name("changes")
                .start(new Watcher(controller::changes, () -> fetch(now), this::stale, reachables::retry));
    }

    private void goOffline() {
        Online before = online;
        online = null;
        link = Link.NONE;
        if (before != null) {
            watching.interrupt();
            before.reachables().close();
            before.sharing().close();
        }
    }

    private void saveInlet(Saved.SavedInlet inlet) {
        save(current -> current.withInlets(inlets -> {
            inlets.removeIf(each -> each.invitation().equals(inlet.invitation()));
            inlets.add(inlet);
            return inlets;
        }));
    }

    private void relayEvent(NodeEvent event) {
        link = switch (event) {
            case NodeEvent.Up up -> new Link(LinkState.CONNECTED, null, Instant.now());
            case NodeEvent.Down down -> new Link(LinkState.CONNECTING, down.reason(), Instant.now());
            default -> link;
        };
        snapshots.changed();
    }

    private void fetch(Online now) {
        actions.add(() -> {
                    if (online == now) {
                        journal.tell(now.controller());
                        refresh(now);
                    }
                    return null;
                })
                .join();
    }

    private void stale() {
        if (staleSince == null) {
            staleSince = Instant.now();
            snapshots.changed();
        }
    }

    private Online online() {
        Online now = online;
        if (now == null) {
            throw new ActionException(Reason.NOT_ENROLLED, "sign in first: “portals enroll ADDRESS”");
        }
        return now;
    }

    private static ActionException noPortal(String name) {
        return new ActionException(Reason.NOT_FOUND, "there is no portal named " + name);
    }

    private synchronized void save(UnaryOperator<Saved> change) {
        Saved next = change.apply(saved);
        if (!next.equals(saved)) {
            store.write(next);
            saved = next;
        }
    }

    private static InvitationList decoded(String hex) {
        try {
            return hex.isEmpty()
                    ? new InvitationList(List.of(), List.of(), List.of())
                    : InvitationList.decode(new CborReader(HexFormat.of().parseHex(hex)));
        } catch (DecodeException | IllegalArgumentException e) {
            LOG.warn("the cached invitations can't be read and are fetched anew");
            return new InvitationList(List.of(), List.of(), List.of());
        }
    }

    LocalNode local() {
        return local;
    }

    Saved saved() {
        return saved;
    }

    Enrollment enrollment() {
        return enrollment;
    }

    Link link() {
        return link;
    }

    InvitationList invitations() {
        return invitations;
    }

    @Nullable Instant staleSince() {
        return staleSince;
    }

    @Nullable Online onlineOrNull() {
        return online;
    }

    @Override
    public void close() {
        desk.close();
        actions.close();
        goOffline();
        snapshots.close();
        local.close();
    }
}
