package dev.portals.engine.application;

import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Portal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application as faces know it: snapshots out, actions in (spec 05 section 5). A window, the tray, the command line and
 * tests are equals.
 *
 * <p>No action blocks its caller. Futures are completed on threads of the engine and fail with {@link ActionException}s,
 * whose sentences are for the person. Every action may be repeated. Whoever subscribes is told on a thread of the engine
 * and must not block it.
 */
public interface Engine extends AutoCloseable {
    /** Everything, at this moment. */
    ApplicationState state();

    /** Tells of every new snapshot, beginning with the one there is; closing it ends that. */
    Subscription subscribe(Consumer<ApplicationState> listener);

    /** Tells of what happens from now on that a person may want to be notified of. */
    Subscription notices(Consumer<Notice> listener);

    // ---- the account

    /**
     * Signs in at the orchestrator at that address and gets a space, a project and a relay. Cancelling the future ends it; so
     * does another sign-in.
     */
    CompletableFuture<Account> enroll(URI orchestrator, SignIn how);

    /** Ends the sign-in that is under way, if any. Nothing else is lost. */
    CompletableFuture<Void> cancelEnrollment();

    /** Opens the page of the sign-in that is under way once more, in the way it was opened first. */
    CompletableFuture<Void> reopenPage();

    /** Forgets the account on this computer; keys and friends stay. Portals are closed and can't be reached any more. */
    CompletableFuture<Void> signOut();

    /** Takes back all invitations, gives up what was accepted, and signs out. Needs a connection. */
    CompletableFuture<Void> leave();

    /** Fetches everything anew. */
    CompletableFuture<Void> refresh();

    /** Tries at once whatever is being waited for; never fails. */
    CompletableFuture<Void> retryNow();

    // ---- what this computer shares

    /**
     * Shares a service of this computer, with nobody yet. The same again is fine.
     *
     * @param title what people see; its name in other actions is in the portal
     * @param address {@code HOST:PORT}, a port of this computer, or an address of the web
     */
    CompletableFuture<Portal> openPortal(String title, String address, @Nullable String scheme, @Nullable String note);

    /**
     * The same for a limited time.
     *
     * @param end when it is closed by itself; null: never
     */
    CompletableFuture<Portal> openPortal(
            String title, String address, @Nullable String scheme, @Nullable String note, @Nullable Instant end);

    /** Changes a portal; invitations to it stay valid. */
    CompletableFuture<Portal> editPortal(String name, PortalChange change);

    /** Stops sharing, and takes back the invitations to it. */
    CompletableFuture<Void> closePortal(String name);

    /** Lets nobody in until {@link #resumePortal}, and ends the connections; it stays so over restarts. */
    CompletableFuture<Void> pausePortal(String name);

    /** Ends a {@link #pausePortal}. */
    CompletableFuture<Void> resumePortal(String name);

    /** Looks now whether a portal's service answers. */
    CompletableFuture<Portal.Probe> probe(String name);

    /** Invites somebody by mail. Again is fine: the invitation stays the same while it waits. */
    CompletableFuture<Guest> invite(String portal, String email);

    /**
     * The same, to be accepted in a limited time.
     *
     * @param end when it can't be accepted any more; null: as the person has set
     */
    CompletableFuture<Guest> invite(String portal, String email, @Nullable Instant end);

    /** Takes back an invitation of ours, and what it gave: here at once, and at the controller as soon as it can be told. */
    CompletableFuture<Void> revoke(String invitation);

    /** Has the mail of an invitation of ours sent once more. */
    CompletableFuture<Void> resend(String invitation);

    // ---- what others share with this person; ids are those of invitations

    /**
     * Accepts an invitation and opens a local port for what it gives.
     *
     * @param port the local port; 0: any
     */
    CompletableFuture<Void> accept(String invitation, int port);

    /** Declines an invitation, or gives up what it gave. */
    CompletableFuture<Void> decline(String invitation);

    /** Takes no connections until {@link #resumeReachable}, and ends those there are; it stays so over restarts. */
    CompletableFuture<Void> pauseReachable(String invitation);

    /** Ends a {@link #pauseReachable}. */
    CompletableFuture<Void> resumeReachable(String invitation);

    /** Calls it otherwise, here only; empty: as the sharer does. */
    CompletableFuture<Void> renameReachable(String invitation, String name);

    /**
     * Moves it to another local port, for good.
     *
     * @param port 0: any
     */
    CompletableFuture<Void> setLocalPort(String invitation, int port);

    /** Pauses everything, both ways, until {@link #resumeAll}; what was paused by itself stays so then. */
    CompletableFuture<Void> pauseAll();

    /** Ends a {@link #pauseAll}, and safe mode. */
    CompletableFuture<Void> resumeAll();

    // ---- friends (spec 05 section 15.2)

    /** What this person and that device's person must both see. */
    CompletableFuture<SafetyNumber> safetyNumber(String email, String identifier);

    /**
     * The person has compared the numbers of that device, and they match. That clears a changed identity; the other devices
     * that were seen instead of it stay as they are.
     */
    CompletableFuture<Friend> verifyFriend(String email, String identifier);

    /** Takes a device as one of that friend's that has been seen in addition or instead, without comparing. */
    CompletableFuture<Friend> acceptDevice(String email, String identifier);

    /** Never lets that device in again, nor uses it. */
    CompletableFuture<Friend> revokeDevice(String email, String identifier);

    /** Pins a device before anything was shared, for example one that was read out on the phone. */
    CompletableFuture<Friend> pinFriend(String email, String identifier);

    /** What the person calls a friend, and a note. */
    CompletableFuture<Friend> renameFriend(String email, String name, String note);

    /** Accepts nothing of a friend any more, or again. */
    CompletableFuture<Friend> blockFriend(String email, boolean blocked);

    /** Forgets a friend's devices and what was written about them; the next identity seen is pinned anew. */
    CompletableFuture<Void> forgetFriend(String email);

    /** This person's contact card: a signed text for a file or a QR code. */
    CompletableFuture<String> exportCard(String name);

    /** Pins who made that contact card. */
    CompletableFuture<Friend> importCard(String card);

    // ---- to another computer (spec 05 section 15.15)

    /** Portals, friends with the trust in them, names and ports: a text for a file, without secrets. */
    CompletableFuture<String> exportData();

    /** What importing an export would do; nothing is done. */
    CompletableFuture<List<ImportItem>> previewImport(String export);

    /**
     * Imports what is chosen of an export. What is verified here is never overwritten; portals need an account.
     *
     * @param chosen keys of items; those that are no change stay as they are
     * @return what was done; an item that could not be done is {@link ImportItem.Change#KEPT} and says why
     */
    CompletableFuture<List<ImportItem>> importData(String export, Set<String> chosen);

    /** Quits. */
    @Override
    void close();
}
