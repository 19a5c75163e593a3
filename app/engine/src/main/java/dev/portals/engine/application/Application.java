package dev.portals.engine.application;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.ListKind;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.account.SiteCheck;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.transport.node.Connector;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application: one person on one computer. It owns the truth; faces render its snapshots and call its actions.
 *
 * <p>Actions that change something run one after another, so what one of them decides is still so when it is saved. All
 * may be repeated; answers to invitations are written down before the controller is told, and told again after a crash.
 */
public final class Application implements Engine {
    static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(9);

    private static final InvitationList NONE = new InvitationList(List.of(), List.of(), List.of());
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Path home;
    private final LocalNode local;
    private final InstantSource clock;
    private final Memory memory;
    private final FriendBook friends;
    private final FriendGate gate;
    private final TrafficBook traffic;
    private final Snapshots snapshots;
    private final SignInProgress progress;
    private final Pulse pulse;
    private final SiteWatch site;
    private final Journal journal;
    private final AnswerProblems problems = new AnswerProblems();
    private final Attentions attentions = new Attentions();
    private final ActionQueue actions = new ActionQueue();
    private final SignInDesk desk = new SignInDesk();
    private final Accounts accounts;
    private final PortalActions portals;
    private final ReachableActions reachables;
    private final FriendActions friendActions;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());
    private volatile InvitationList invitations;
    private volatile boolean loaded;
    private volatile @Nullable Instant staleSince;
    private volatile @Nullable Online online;

    private Application(Path home, LocalNode local, Memory memory, FriendBook friends) {
        this.home = home;
        this.local = local;
        this.clock = local.node().clock();
        this.memory = memory;
        this.friends = friends;
        this.gate = new FriendGate(local, friends, memory);
        this.traffic = new TrafficBook(home, ZoneId.systemDefault());
        this.snapshots = new Snapshots(this::state, clock);
        this.progress = new SignInProgress(clock, this::changed);
        this.site = new SiteWatch(new SiteCheck(clock)::look, Thread::startVirtualThread, this::changed);
        this.pulse = new Pulse(traffic, new NetworkWatch(LocalAddresses::current, this::networkEvent), this::changed);
        this.journal = new Journal(memory);
        this.accounts = new Accounts(this, home, memory, journal, progress);
        this.portals = new PortalActions(this, memory, journal);
        this.reachables = new ReachableActions(this, memory, journal, problems);
        this.friendActions = new FriendActions(this, local, memory, friends);
        this.invitations = decoded(memory.saved().invitations());
    }

    /**
     * Opens the application of that home and takes up what it did before. One process at a time.
     *
     * @throws dev.portals.vault.VaultException if the home is in use or can't be read
     * @throws DecodeException if a file in it is damaged; its message names the file
     */
    public static Application open(Path home) {
        ProjectStore projects = new ProjectStore(home);
        LocalNode local = new LocalNode(
                NodeHome.open(home),
                Runtime.getRuntime().availableProcessors() <= 2 ? 1 : 2,
                name -> projects.find(name)
                        .map(found -> new Connector.KnownProject(
                                found.route(), found.history().identifier())));
        try {
            Changes changes = new Changes();
            Memory memory = new Memory(new ApplicationStore(home), local.node().clock());
            FriendBook friends = new FriendBook(home, local.node().clock(), changes);
            Application application = new Application(home, local, memory, friends);
            changes.told = application::trustChanged;
            application.resume();
            return application;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    /** Who is told of changes, who is made later than who tells. */
    private static final class Changes implements Runnable {
        private volatile Runnable told = () -> {};

        @Override
        public void run() {
            told.run();
        }
    }

    private void resume() {
        SavedAccount account = memory.saved().account();
        if (account != null) {
            progress.end(Enrollment.DONE, null);
            staleSince = Instant.ofEpochSecond(memory.saved().fetchedAt());
            goOnline(account);
        }
        heart.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            Instant now = clock.instant();
            Online current = online;
            SavedAccount account = memory.saved().account();
            pulse.beat(now, System.nanoTime(), memory.saved(), current);
            site.beat(
                    now,
                    account == null ? null : URI.create(account.base()),
                    current == null ? Link.NONE : current.link().link());
        } catch (RuntimeException e) {
            LOG.error("a regular task failed", e);
        }
    }

    @Override
    public ApplicationState state() {
        Picture picture = picture();
        Saved saved = picture.saved();
        SavedAccount account = saved.account();
        Online now = picture.online();
        Link link = now == null ? Link.NONE : now.link().link();
        List<Portal> shared = picture.portals();
        List<Reachable> reachable = picture.reachable();
        List<Received> received = picture.received();
        List<Friend> everybody = picture.friends(shared, reachable);
        return new ApplicationState(
                local.identifier().toString(),
                account == null ? null : Picture.account(account),
                progress.enrollment(),
                progress.signingIn(),
                link,
                picture.spaces(),
                shared,
                reachable,
                received,
                everybody,
                attentions.find(new Attentions.Parts(
                        picture.now(),
                        link,
                        memory.problem(),
                        site.attention(),
                        shared,
                        reachable,
                        received,
                        everybody)),
                picture.traffic(shared, reachable),
                saved.paused(),
                loaded,
                staleSince);
    }

    /** The parts of a snapshot at this moment. */
    Picture picture() {
        return new Picture(
                local.identifier(),
                memory.saved(),
                invitations,
                online,
                friends,
                gate,
                traffic,
                problems.all(),
                clock.instant());
    }

    @Override
    public Subscription subscribe(Consumer<ApplicationState> listener) {
        return snapshots.subscribe(listener);
    }

    @Override
    public Subscription notices(Consumer<Notice> listener) {
        return snapshots.notices(listener);
    }

    // ---- the account

    @Override
    public CompletableFuture<Account> enroll(URI orchestrator, SignIn how) {
        return desk.begin(() -> accounts.signIn(orchestrator, how, actions));
    }

    @Override
    public CompletableFuture<Void> cancelEnrollment() {
        desk.cancel();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> reopenPage() {
        return actions.add(() -> {
            progress.showAgain();
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> signOut() {
        desk.cancel();
        return actions.add(accounts::signOut);
    }

    @Override
    public CompletableFuture<Void> leave() {
        desk.cancel();
        return actions.add(accounts::leave);
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return actions.add(() -> {
            refresh(online());
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> retryNow() {
        repair();
        return CompletableFuture.completedFuture(null);
    }

    private void networkEvent(NetworkWatch.Event event) {
        site.forget();
        repair();
    }

    private void repair() {
        Online now = online;
        if (now != null) {
            now.retryNow();
        }
        changed();
    }

    // ---- what this computer shares

    @Override
    public CompletableFuture<Portal> openPortal(
            String title, String address, @Nullable String scheme, @Nullable String note) {
        return actions.add(() -> portals.open(title, address, scheme, note));
    }

    @Override
    public CompletableFuture<Portal> editPortal(String name, PortalChange change) {
        return actions.add(() -> portals.edit(name, change));
    }

    @Override
    public CompletableFuture<Void> closePortal(String name) {
        return actions.add(() -> portals.close(name));
    }

    @Override
    public CompletableFuture<Void> pausePortal(String name) {
        return actions.add(() -> portals.pause(name, true));
    }

    @Override
    public CompletableFuture<Void> resumePortal(String name) {
        return actions.add(() -> portals.pause(name, false));
    }

    @Override
    public CompletableFuture<Portal.Probe> probe(String name) {
        return ActionQueue.start(() -> portals.probe(name));
    }

    @Override
    public CompletableFuture<Guest> invite(String portal, String email) {
        return actions.add(() -> portals.invite(portal, email));
    }

    @Override
    public CompletableFuture<Void> revoke(String invitation) {
        return actions.add(() -> portals.revoke(invitation));
    }

    @Override
    public CompletableFuture<Void> resend(String invitation) {
        return actions.add(() -> portals.resend(invitation));
    }

    // ---- what others share

    @Override
    public CompletableFuture<Void> accept(String invitation, int port) {
        return actions.add(() -> reachables.accept(invitation, port));
    }

    @Override
    public CompletableFuture<Void> decline(String invitation) {
        return actions.add(() -> reachables.decline(invitation));
    }

    @Override
    public CompletableFuture<Void> pauseReachable(String invitation) {
        return actions.add(() -> reachables.pause(invitation, true));
    }

    @Override
    public CompletableFuture<Void> resumeReachable(String invitation) {
        return actions.add(() -> reachables.pause(invitation, false));
    }

    @Override
    public CompletableFuture<Void> renameReachable(String invitation, String name) {
        return actions.add(() -> reachables.rename(invitation, name));
    }

    @Override
    public CompletableFuture<Void> setLocalPort(String invitation, int port) {
        return actions.add(() -> reachables.setPort(invitation, port));
    }

    @Override
    public CompletableFuture<Void> pauseAll() {
        return actions.add(() -> pauseAll(true));
    }

    @Override
    public CompletableFuture<Void> resumeAll() {
        return actions.add(() -> pauseAll(false));
    }

    private @Nullable Void pauseAll(boolean paused) {
        online();
        memory.change(saved -> saved.withPaused(paused));
        applyPauses();
        return null;
    }

    // ---- friends

    @Override
    public CompletableFuture<SafetyNumber> safetyNumber(String email, String identifier) {
        return ActionQueue.start(() -> friendActions.safetyNumber(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> verifyFriend(String email, String identifier) {
        return actions.add(() -> friendActions.verify(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> acceptDevice(String email, String identifier) {
        return actions.add(() -> friendActions.accept(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> revokeDevice(String email, String identifier) {
        return actions.add(() -> friendActions.revokeDevice(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> pinFriend(String email, String identifier) {
        return actions.add(() -> friendActions.pin(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> renameFriend(String email, String name, String note) {
        return actions.add(() -> friendActions.rename(email, name, note));
    }

    @Override
    public CompletableFuture<Friend> blockFriend(String email, boolean blocked) {
        return actions.add(() -> friendActions.block(email, blocked));
    }

    @Override
    public CompletableFuture<Void> forgetFriend(String email) {
        return actions.add(() -> friendActions.forget(email));
    }

    @Override
    public CompletableFuture<String> exportCard(String name) {
        return actions.add(() -> friendActions.exportCard(name));
    }

    @Override
    public CompletableFuture<Friend> importCard(String card) {
        return actions.add(() -> friendActions.importCard(card));
    }

    // ---- for the actions

    /** Something that a snapshot shows may have changed. */
    void changed() {
        snapshots.changed();
    }

    /** Who is believed to be whom may have changed. */
    void trustChanged() {
        gate.changed();
        Online now = online;
        if (now != null) {
            Thread.startVirtualThread(now::check);
        }
        changed();
    }

    void applyPauses() {
        Online now = online;
        if (now != null) {
            Saved saved = memory.saved();
            for (SavedPortal portal : saved.portals()) {
                now.sharing().find(portal.name()).ifPresent(shared -> shared.pause(saved.paused() || portal.paused()));
            }
            now.reachables().applyPauses();
        }
        changed();
    }

    /** Fetches the lists and makes what runs agree with them. */
    void refresh(Online now) {
        InvitationList list = now.controller().invitations(ListKind.ALL);
        invitations = list;
        memory.change(current -> current.withInvitations(
                HexFormat.of().formatHex(list.encode()), clock.instant().getEpochSecond()));
        staleSince = null;
        loaded = true;
        now.link().controller(null);
        problems.retain(java.util.Set.copyOf(
                list.received().stream().map(each -> each.id()).toList()));
        allowGuests(now);
        now.reachables().reconcile(list);
        changed();
    }

    /** Lets in who is invited, and nobody else. */
    void allowGuests(Online now) {
        SavedAccount account = memory.saved().account();
        String own = account == null ? "" : account.email();
        Picture picture = picture();
        for (SavedPortal portal : memory.saved().portals()) {
            List<String> emails =
                    picture.guests(portal.name()).stream().map(Guest::email).toList();
            now.sharing().allow(portal.name(), emails, emails.stream().anyMatch(own::equalsIgnoreCase));
        }
    }

    void goOnline(SavedAccount account) {
        Online now = accounts.connect(account, gate, new Fetching());
        online = now;
        now.begin(memory.saved(), invitations);
        allowGuests(now);
        changed();
        now.watch();
    }

    void goOffline() {
        Online before = online;
        online = null;
        if (before != null) {
            before.close();
        }
    }

    /** Forgets what was fetched. */
    void forgetLists() {
        invitations = NONE;
        loaded = false;
        staleSince = null;
    }

    private final class Fetching implements Online.Lists {
        @Override
        public void fetch(Online from) {
            actions.add(() -> {
                        if (online == from) {
                            journal.tell(from.controller());
                            accounts.fetchSpaces(from);
                            refresh(from);
                        }
                        return null;
                    })
                    .join();
        }

        @Override
        public void failed(Online from, RuntimeException failure) {
            ActionException explained = Failures.explain(failure);
            from.link()
                    .controller(new Problem(
                            Accounts.mode(explained), String.valueOf(explained.getMessage()), clock.instant()));
            if (staleSince == null) {
                staleSince = clock.instant();
            }
            changed();
        }
    }

    /** What there is while somebody is signed in; nobody is a failure. */
    Online online() {
        Online now = online;
        if (now == null) {
            throw new ActionException(Reason.NOT_ENROLLED, "sign in first: “portals enroll ADDRESS”");
        }
        return now;
    }

    private static InvitationList decoded(String hex) {
        try {
            return hex.isEmpty()
                    ? NONE
                    : InvitationList.decode(new CborReader(HexFormat.of().parseHex(hex)));
        } catch (DecodeException | IllegalArgumentException e) {
            LOG.warn("the cached invitations can't be read and are fetched anew");
            return NONE;
        }
    }

    LocalNode local() {
        return local;
    }

    Saved saved() {
        return memory.saved();
    }

    InvitationList invitations() {
        return invitations;
    }

    @Override
    public void close() {
        desk.close();
        actions.close();
        heart.shutdownNow();
        goOffline();
        traffic.write();
        snapshots.close();
        friends.close();
        local.close();
    }
}
