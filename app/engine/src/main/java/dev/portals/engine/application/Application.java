package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
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
import dev.portals.transport.node.ConnectException;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Path home;
    private final LocalNode local;
    private final ApplicationStore store;
    private final Snapshots snapshots;
    private final ExecutorService actions =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("actions").factory());
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Saved saved;
    private volatile Enrollment enrollment = Enrollment.NONE;
    private volatile Link link = Link.NONE;
    private volatile InvitationList invitations = new InvitationList(List.of(), List.of(), List.of());
    private volatile @Nullable Instant staleSince;
    private volatile @Nullable Online online;
    /** The thread of the last sign-in; also the lock on it. */
    private final AtomicReference<@Nullable Thread> signing = new AtomicReference<>();

    private volatile boolean closed;

    /** What there is only while somebody is signed in. */
    record Online(
            ControllerClient controller, Project project, Sharing sharing, Reachables reachables, Thread watcher) {}

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
    public AutoCloseable subscribe(Consumer<ApplicationState> listener) {
        return snapshots.subscribe(listener);
    }

    /**
     * Signs in at the orchestrator at that address and gets a space, a project and a relay. Cancelling the future ends it; so
     * does another sign-in.
     */
    public CompletableFuture<ApplicationState.Account> enroll(URI orchestrator, SignIn how) {
        CompletableFuture<ApplicationState.Account> answer = new CompletableFuture<>();
        synchronized (signing) {
            Thread before = signing.get();
            Thread thread = Thread.ofVirtual().name("sign-in").unstarted(() -> {
                try {
                    if (before != null) {
                        before.join();
                    }
                    answer.complete(signIn(orchestrator, how));
                } catch (InterruptedException e) {
                    answer.cancel(false);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(Failures.explain(e));
                }
            });
            signing.set(thread);
            if (before != null) {
                before.interrupt();
            }
            answer.whenComplete((account, failure) -> {
                if (answer.isCancelled()) {
                    thread.interrupt();
                }
            });
            thread.start();
        }
        return answer;
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
            return action(() -> {
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

    private void cancelSignIn() {
        synchronized (signing) {
            Thread thread = signing.get();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Forgets the account on this computer; keys stay. Portals are closed and can't be reached any more. */
    public CompletableFuture<Void> signOut() {
        cancelSignIn();
        return action(() -> {
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
        return action(() -> {
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
        return action(() -> {
            Online now = online();
            if (saved.portal(name).isEmpty()) {
                throw noPortal(name);
            }
            now.sharing().close(name);
            save(current -> current.withPortals(portals -> {
                portals.removeIf(portal -> portal.name().equals(name));
                return portals;
            }));
            snapshots.changed();
            for (ApplicationState.Guest guest : Snapshots.guests(invitations, local.identifier(), name)) {
                now.controller().revoke(guest.invitation());
            }
            refresh(now);
            return null;
        });
    }

    /** Invites somebody to a portal by mail. Again is fine: the invitation stays the same while it waits. */
    public CompletableFuture<ApplicationState.Guest> invite(String portal, String email) {
        return action(() -> {
            Online now = online();
            SavedPortal shared = saved.portal(portal).orElseThrow(() -> noPortal(portal));
            ApplicationState.Guest guest = new Inviter(local, now).invite(shared, email);
            refresh(now);
            return guest;
        });
    }

    /** Takes back an invitation of ours, and what it gave. */
    public CompletableFuture<Void> revoke(String invitation) {
        return action(() -> {
            Online now = online();
            now.controller().revoke(invitation);
            refresh(now);
            return null;
        });
    }

    /** Has the mail of an invitation of ours sent once more. */
    public CompletableFuture<Void> resend(String invitation) {
        return action(() -> {
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
        return answer(
                invitation,
                true,
                () -> save(current -> current.inlet(invitation).isPresent()
                        ? current
                        : current.withInlets(inlets -> {
                            inlets.add(new Saved.SavedInlet(invitation, port, false));
                            return inlets;
                        })));
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
        return action(() -> {
            Online now = online();
            boolean known =
                    invitations.received().stream().anyMatch(each -> each.id().equals(invitation))
                            || invitations.accepted().stream()
                                    .anyMatch(each -> each.invitation().id().equals(invitation));
            if (!known) {
                // It may have come a moment ago, or be known to the controller alone.
                refresh(now);
            }
            save(current -> current.withAnswers(list -> {
                list.removeIf(each -> each.invitation().equals(invitation));
                list.add(new Saved.Answer(invitation, accept));
                return list;
            }));
            remember.run();
            tellAnswers(now);
            refresh(now);
            return null;
        });
    }

    /** Fetches everything anew. */
    public CompletableFuture<Void> refresh() {
        return action(() -> {
            refresh(online());
            return null;
        });
    }

    /** Tells the controller what the person answered. An answer that it refuses is forgotten and told to the person. */
    private void tellAnswers(Online now) {
        for (Saved.Answer answer : saved.answers()) {
            try {
                if (answer.accept()) {
                    now.controller().accept(answer.invitation());
                } else {
                    now.controller().ignore(answer.invitation());
                }
                forget(answer);
            } catch (ApiFailure e) {
                forget(answer);
                save(current -> current.withInlets(inlets -> {
                    inlets.removeIf(inlet -> inlet.invitation().equals(answer.invitation()));
                    return inlets;
                }));
                throw e;
            }
        }
    }

    private void forget(Saved.Answer answer) {
        save(current -> current.withAnswers(list -> {
            list.remove(answer);
            return list;
        }));
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
            List<String> emails = Snapshots.guests(invitations, local.identifier(), portal.name()).stream()
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
        Thread watcher = Thread.ofVirtual().name("changes").unstarted(this::watch);
        Online now = new Online(controller, project, sharing, reachables, watcher);
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
        watcher.start();
    }

    private void goOffline() {
        Online before = online;
        online = null;
        link = Link.NONE;
        if (before != null) {
            before.watcher().interrupt();
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

    /** Fetches the lists whenever the controller says that something has changed, and once in a while if it can't say. */
    private void watch() {
        long revision = 0;
        Duration pause = FIRST_PAUSE;
        boolean first = true;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            Online now = online;
            if (now == null) {
                return;
            }
            try {
                if (first) {
                    action(() -> {
                                tellAnswers(now);
                                refresh(now);
                                return null;
                            })
                            .join();
                    first = false;
                }
                long next = now.controller().changes(revision);
                if (next != revision) {
                    revision = next;
                    refresh().join();
                }
                now.reachables().retry();
                pause = FIRST_PAUSE;
            } catch (CompletionException | ApiFailure | ConnectException | DecodeException e) {
                LOG.debug("the lists can't be fetched", e);
                first = true;
                if (staleSince == null) {
                    staleSince = Instant.now();
                    snapshots.changed();
                }
                now.reachables().retry();
                if (!sleep(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> action(Supplier<T> work) {
        // Whoever waits goes on in another thread: the next action must not wait for that.
        return CompletableFuture.supplyAsync(work, actions)
                .handleAsync(
                        (result, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(Failures.explain(failure));
                            }
                            return result;
                        },
                        answers);
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
        closed = true;
        cancelSignIn();
        goOffline();
        actions.shutdownNow();
        answers.shutdown();
        snapshots.close();
        local.close();
    }
}
