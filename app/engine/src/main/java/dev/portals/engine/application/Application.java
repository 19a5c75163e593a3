package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.account.Proxies;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Portal;
import dev.portals.transport.node.Connector;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application: one person on one computer. It owns the truth; faces render its snapshots and call its actions.
 *
 * <p>Actions that change something run one after another, so what one of them decides is still so when it is saved. All
 * may be repeated; answers to invitations are written down before the controller is told, and told again after a crash.
 */
public final class Application implements Engine {
    static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(9);

    private final Settings settings;
    private final Truth truth;
    private final ActionQueue actions;
    private final SignInDesk desk = new SignInDesk();
    private final PortalActions portals;
    private final ReachableActions reachables;
    private final FriendActions friends;
    private final Transfer transfer;

    private Application(Truth truth, ActionQueue actions, Settings settings) {
        this.settings = settings;
        this.truth = truth;
        this.actions = actions;
        this.portals = new PortalActions(truth, truth.memory(), truth.journal());
        this.reachables = new ReachableActions(truth, truth.memory(), truth.journal(), truth.problems());
        this.friends = new FriendActions(truth, truth.local(), truth.memory(), truth.friends());
        this.transfer = new Transfer(truth, truth.memory(), truth.friends(), portals);
    }

    /**
     * Opens the application of that home and takes up what it did before. One process at a time.
     *
     * @throws dev.portals.vault.VaultException if the home is in use or can't be read
     * @throws DecodeException if a file in it is damaged; its message names the file
     */
    public static Application open(Path home) {
        return open(home, new Settings(home));
    }

    /** Opens the application of that home, which follows these settings of it. */
    public static Application open(Path home, Settings settings) {
        return open(
                home,
                settings,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("pulse").factory()));
    }

    /** The same with a heart that beats as it likes; it ends with the application. */
    static Application open(Path home, Settings settings, ScheduledExecutorService heart) {
        ProjectStore projects = new ProjectStore(home);
        LocalNode local = new LocalNode(
                NodeHome.open(home),
                Runtime.getRuntime().availableProcessors() <= 2 ? 1 : 2,
                name -> projects.find(name)
                        .map(found -> new Connector.KnownProject(
                                found.route(), found.history().identifier())));
        try {
            Changes changes = new Changes();
            Memory memory = new Memory(new ApplicationStore(home), local.node().clock(), settings);
            Proxies.choose(settings.get(Setting.PROXY));
            settings.listen(changed -> Proxies.choose(settings.get(Setting.PROXY)));
            FriendBook friends = new FriendBook(home, local.node().clock(), changes);
            ActionQueue actions = new ActionQueue();
            Truth truth = new Truth(home, local, memory, friends, actions, heart);
            changes.told = truth::trustChanged;
            truth.resume();
            HomeReset.deleteOld(home, local.node().clock().instant());
            return new Application(truth, actions, settings);
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

    Truth truth() {
        return truth;
    }

    /** What the person chose. */
    public Settings settings() {
        return settings;
    }

    @Override
    public ApplicationState state() {
        return truth.state();
    }

    @Override
    public Subscription subscribe(Consumer<ApplicationState> listener) {
        return truth.snapshots().subscribe(listener);
    }

    @Override
    public Subscription notices(Consumer<Notice> listener) {
        return truth.snapshots().notices(listener);
    }

    // ---- the account

    @Override
    public CompletableFuture<Account> enroll(URI orchestrator, SignIn how) {
        return desk.begin(() -> truth.accounts().signIn(orchestrator, how, actions));
    }

    @Override
    public CompletableFuture<Void> cancelEnrollment() {
        desk.cancel();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> reopenPage() {
        return actions.add(() -> {
            truth.progress().showAgain();
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> signOut() {
        desk.cancel();
        return actions.add(truth.accounts()::signOut);
    }

    @Override
    public CompletableFuture<Void> leave() {
        desk.cancel();
        return actions.add(truth.accounts()::leave);
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return actions.add(() -> {
            truth.refresh(truth.online());
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> retryNow() {
        truth.repair();
        return CompletableFuture.completedFuture(null);
    }

    // ---- what this computer shares

    @Override
    public CompletableFuture<Portal> openPortal(
            String title, String address, @Nullable String scheme, @Nullable String note) {
        return actions.add(() -> portals.open(title, address, scheme, note));
    }

    @Override
    public CompletableFuture<Portal> openPortal(
            String title, String address, @Nullable String scheme, @Nullable String note, @Nullable Instant end) {
        return actions.add(() -> portals.open(title, address, scheme, note, end));
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
        return invite(portal, email, null);
    }

    @Override
    public CompletableFuture<Guest> invite(String portal, String email, @Nullable Instant end) {
        return actions.add(() -> portals.invite(portal, email, end));
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
        truth.pauseAll(paused);
        return null;
    }

    // ---- friends

    @Override
    public CompletableFuture<SafetyNumber> safetyNumber(String email, String identifier) {
        return ActionQueue.start(() -> friends.safetyNumber(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> verifyFriend(String email, String identifier) {
        return actions.add(() -> friends.verify(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> acceptDevice(String email, String identifier) {
        return actions.add(() -> friends.accept(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> revokeDevice(String email, String identifier) {
        return actions.add(() -> friends.revokeDevice(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> pinFriend(String email, String identifier) {
        return actions.add(() -> friends.pin(email, identifier));
    }

    @Override
    public CompletableFuture<Friend> renameFriend(String email, String name, String note) {
        return actions.add(() -> friends.rename(email, name, note));
    }

    @Override
    public CompletableFuture<Friend> blockFriend(String email, boolean blocked) {
        return actions.add(() -> friends.block(email, blocked));
    }

    @Override
    public CompletableFuture<Void> forgetFriend(String email) {
        return actions.add(() -> friends.forget(email));
    }

    @Override
    public CompletableFuture<String> exportCard(String name) {
        return actions.add(() -> friends.exportCard(name));
    }

    @Override
    public CompletableFuture<Friend> importCard(String card) {
        return actions.add(() -> friends.importCard(card));
    }

    // ---- to another computer

    @Override
    public CompletableFuture<String> exportData() {
        return actions.add(transfer::export);
    }

    @Override
    public CompletableFuture<List<ImportItem>> previewImport(String export) {
        return actions.add(() -> transfer.preview(export));
    }

    @Override
    public CompletableFuture<List<ImportItem>> importData(String export, Set<String> chosen) {
        return actions.add(() -> transfer.run(export, chosen));
    }

    LocalNode local() {
        return truth.local();
    }

    Saved saved() {
        return truth.memory().saved();
    }

    @Override
    public void close() {
        desk.close();
        actions.close();
        truth.close();
    }
}
