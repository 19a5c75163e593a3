package dev.portals.engine.application;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.ListKind;
import dev.portals.engine.account.SiteCheck;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.friend.FriendBook;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.transport.node.LocalNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application knows and runs at this moment. Actions, the controller's lists and what the network does change it
 * here and nowhere else; snapshots are taken of it.
 */
final class Truth implements AutoCloseable {
    private static final InvitationList NONE = new InvitationList(List.of(), List.of(), List.of());
    private static final Logger LOG = LoggerFactory.getLogger(Truth.class);

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
    private final Accounts accounts;
    private final AnswerProblems problems = new AnswerProblems();
    private final Attentions attentions = new Attentions();
    private final ActionQueue actions;
    private final ScheduledExecutorService heart;
    private final CrashReports crashes;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Attention safeMode;
    private volatile InvitationList invitations;
    private volatile boolean loaded;
    private volatile @Nullable Instant staleSince;
    private volatile @Nullable Online online;

    /** What is remembered; nothing runs yet. */
    Truth(
            Path home,
            LocalNode local,
            Memory memory,
            FriendBook friends,
            ActionQueue actions,
            ScheduledExecutorService heart) {
        this.local = local;
        this.heart = heart;
        this.clock = local.node().clock();
        this.memory = memory;
        this.friends = friends;
        this.actions = actions;
        this.gate = new FriendGate(local, friends, memory);
        this.traffic = new TrafficBook(home, ZoneId.systemDefault());
        this.snapshots = new Snapshots(this::state, clock);
        this.progress = new SignInProgress(clock, this::changed);
        this.site = new SiteWatch(new SiteCheck(clock)::look, Thread::startVirtualThread, this::changed);
        this.pulse = new Pulse(traffic, new NetworkWatch(LocalAddresses::current, this::networkEvent), this::changed);
        this.journal = new Journal(memory);
        this.crashes = new CrashReports(home);
        this.accounts = new Accounts(this, home, memory, journal, progress);
        this.invitations = decoded(memory.saved().invitations());
    }

    /** Takes up what was done before. */
    void resume() {
        beSafe();
        SavedAccount account = memory.saved().account();
        if (account != null) {
            progress.end(Enrollment.DONE, null);
            staleSince = Instant.ofEpochSecond(memory.saved().fetchedAt());
            goOnline(account);
        }
        heart.scheduleAtFixedRate(() -> beat(clock.instant(), System.nanoTime()), 1, 1, TimeUnit.SECONDS);
    }

    private void beSafe() {
        Instant now = clock.instant();
        if (crashes.isSafeModeDue(now) && memory.saved().account() != null) {
            memory.tryToChange(saved -> saved.withPaused(true));
            safeMode = new Attention(
                    Attention.Kind.SAFE_MODE,
                    "",
                    "Portals ended unexpectedly twice in a short time, so everything is paused",
                    now,
                    FailureMode.SAFE_MODE,
                    null);
        }
    }

    /** Pauses everything, or nothing any more but what is paused by itself. */
    void pauseAll(boolean paused) {
        online();
        memory.change(saved -> saved.withPaused(paused));
        if (!paused) {
            safeMode = null;
            crashes.acknowledge();
        }
        applyPauses();
    }

    private List<Attention> attention() {
        List<Attention> all = new ArrayList<>(site.attention());
        Attention safe = safeMode;
        if (safe != null) {
            all.add(safe);
        }
        return all;
    }

    /** What is done once a second; see {@link Pulse#beat}. */
    void beat(Instant now, long monotonic) {
        try {
            Online current = online;
            SavedAccount account = memory.saved().account();
            pulse.beat(now, monotonic, memory.saved(), current);
            site.beat(
                    now,
                    account == null ? null : URI.create(account.base()),
                    current == null ? Link.NONE : current.link().link());
            closeWhatIsOver(now, current);
        } catch (RuntimeException e) {
            LOG.error("a regular task failed", e);
        }
    }

    private void closeWhatIsOver(Instant now, @Nullable Online current) {
        if (current != null
                && memory.saved().portals().stream().anyMatch(portal -> portal.isOver(now))
                && closing.compareAndSet(false, true)) {
            actions.add(() -> {
                        new PortalActions(this, memory, journal).closeWhatIsOver(now);
                        return null;
                    })
                    .whenComplete((done, failure) -> closing.set(false));
        }
    }

    /** Everything, at this moment. */
    ApplicationState state() {
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
                        picture.now(), link, memory.problem(), attention(), shared, reachable, received, everybody)),
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
                boolean paused = saved.paused() || portal.paused() || portal.isOver(clock.instant());
                now.sharing().find(portal.name()).ifPresent(shared -> shared.pause(paused));
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
        now.begin(memory.saved(), invitations, clock.instant());
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
                            refresh(from);
                            accounts.fetchSpacesIfDue(from, clock.instant());
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

    private void networkEvent(NetworkWatch.Event event) {
        site.forget();
        repair();
    }

    /** Tries at once whatever is being waited for. */
    void repair() {
        Online now = online;
        if (now != null) {
            now.retryNow();
        }
        changed();
    }

    Snapshots snapshots() {
        return snapshots;
    }

    SignInProgress progress() {
        return progress;
    }

    Memory memory() {
        return memory;
    }

    FriendBook friends() {
        return friends;
    }

    Journal journal() {
        return journal;
    }

    Accounts accounts() {
        return accounts;
    }

    AnswerProblems problems() {
        return problems;
    }

    @Override
    public void close() {
        heart.shutdownNow();
        goOffline();
        traffic.write();
        snapshots.close();
        friends.close();
        local.close();
    }
}
