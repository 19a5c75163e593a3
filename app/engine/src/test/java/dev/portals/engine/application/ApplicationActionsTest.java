package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.api.Status;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Attention;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Notice;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Space;
import dev.portals.engine.state.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ApplicationActionsTest {
    private static final String BOB = "bob@example.org";
    private static final Identifier BOBS = Identifier.parse("I" + "1".repeat(64));
    private static final Identifier OTHER = Identifier.parse("I" + "2".repeat(64));

    @TempDir
    Path home;

    private FakeOrchestrator orchestrator;
    private Application application;

    @BeforeEach
    void start() throws Exception {
        orchestrator = new FakeOrchestrator();
        application = Application.open(home);
        done(application.enroll(orchestrator.address(), new SignIn.Code((page, code) -> {})));
    }

    @AfterEach
    void stop() {
        application.close();
        orchestrator.close();
    }

    @Test
    void aPortalIsEditedAndKeepsItsName() throws Exception {
        Portal opened = done(application.openPortal("Web demo", "8080", "http", "hello"));
        assertThat(opened.name()).isEqualTo("web-demo");
        Portal edited = done(application.editPortal(
                opened.name(),
                PortalChange.NONE.withTitle("Überblick").withAddress("nas:81").withVerifiedOnly(true)));
        assertThat(edited.name()).isEqualTo("web-demo");
        assertThat(edited.title()).isEqualTo("Überblick");
        assertThat(edited.address()).isEqualTo("nas:81");
        assertThat(edited.scheme()).isEqualTo("http");
        assertThat(edited.note()).isEqualTo("hello");
        assertThat(edited.verifiedOnly()).isTrue();
        Portal bare = done(application.editPortal(edited.name(), new PortalChange(null, null, "", "", null)));
        assertThat(bare.scheme()).isNull();
        assertThat(bare.note()).isNull();
        Portal web = done(application.editPortal(bare.name(), PortalChange.NONE.withAddress("https://nas/")));
        assertThat(web.address()).isEqualTo("nas:443");
        assertThat(web.scheme()).isEqualTo("https");
        restart();
        assertThat(application.state().portals().getFirst().title()).isEqualTo("Überblick");
        assertThat(application.state().portals().getFirst().verifiedOnly()).isTrue();
    }

    @Test
    void aPortalForALimitedTimeIsClosedByItself() throws Exception {
        Instant soon = Instant.now().plusSeconds(2);
        Portal brief = done(application.openPortal("brief", "8080", null, null, soon));
        assertThat(brief.expiresAt()).isEqualTo(soon.truncatedTo(ChronoUnit.SECONDS));
        done(application.openPortal("kept", "8081", null, null));
        Portal later = done(application.editPortal("kept", PortalChange.NONE.withExpiry(soon.plusSeconds(3600))));
        assertThat(later.expiresAt()).isNotNull();
        await(state ->
                state.portals().stream().noneMatch(portal -> portal.name().equals("brief")));
        restart();
        assertThat(application.state().portals())
                .singleElement()
                .satisfies(kept -> assertThat(kept.expiresAt()).isEqualTo(later.expiresAt()));
        assertThat(done(application.editPortal("kept", PortalChange.NONE.withTitle("Kept")))
                        .expiresAt())
                .isEqualTo(later.expiresAt());
        assertThat(done(application.editPortal("kept", PortalChange.NONE.withExpiry(PortalChange.NEVER)))
                        .expiresAt())
                .isNull();
        refused(
                application.openPortal("past", "8082", null, null, Instant.now().minusSeconds(1)),
                Reason.INPUT,
                "in the past");
    }

    @Test
    void twoPortalsNeverHaveTheSameTitle() throws Exception {
        done(application.openPortal("web", "8080", null, null));
        Portal other = done(application.openPortal("Other", "8081", null, null));
        refused(application.openPortal("WEB", "8082", null, null), Reason.INPUT, "for example WEB 2");
        refused(application.editPortal(other.name(), PortalChange.NONE.withTitle("Web")), Reason.INPUT, "Web 2");
        refused(application.editPortal("none", PortalChange.NONE), Reason.NOT_FOUND, "no portal named none");
        refused(application.editPortal("web", PortalChange.NONE.withAddress("x")), Reason.INPUT, "not an address");
    }

    @Test
    void aPauseLastsOverRestartsAndWhatWasPausedByItselfStaysSo() throws Exception {
        done(application.openPortal("web", "8080", null, null));
        done(application.openPortal("db", "5432", null, null));
        accepted(BOBS);
        done(application.pausePortal("web"));
        done(application.pauseReachable("i1"));
        assertThat(portal("web").state()).isEqualTo(Portal.State.PAUSED);
        assertThat(portal("web").paused()).isTrue();
        assertThat(portal("db").paused()).isFalse();
        assertThat(reachable().state()).isEqualTo(Reachable.State.PAUSED);
        done(application.pauseAll());
        assertThat(application.state().paused()).isTrue();
        restart();
        assertThat(portal("db").state()).isEqualTo(Portal.State.PAUSED);
        done(application.resumeAll());
        assertThat(portal("db").state()).isNotEqualTo(Portal.State.PAUSED);
        assertThat(portal("web").state()).isEqualTo(Portal.State.PAUSED);
        assertThat(reachable().state()).isEqualTo(Reachable.State.PAUSED);
        done(application.resumePortal("web"));
        done(application.resumeReachable("i1"));
        assertThat(portal("web").state()).isNotEqualTo(Portal.State.PAUSED);
        await(state -> state.reachable().getFirst().state() == Reachable.State.DENIED);
        refused(application.pausePortal("none"), Reason.NOT_FOUND, "no portal");
        refused(application.pauseReachable("none"), Reason.NOT_FOUND, "nothing is reachable");
    }

    @Test
    void theServiceOfAPortalIsLookedAt() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            done(application.openPortal("web", "127.0.0.1:" + service.getLocalPort(), null, null));
            Portal.Probe up = done(application.probe("web"));
            assertThat(up.error()).isNull();
            assertThat(up.latency()).isNotNull();
            await(state -> state.portals().getFirst().state() == Portal.State.OPEN);
        }
        assertThat(done(application.probe("web")).error()).contains("refuses");
        assertThat(portal("web").state()).isEqualTo(Portal.State.SERVICE_DOWN);
        assertThat(mode(portal("web").problem())).isEqualTo(FailureMode.SERVICE_DOWN);
        assertThat(application.state().attention()).anySatisfy(each -> {
            assertThat(each.kind()).isEqualTo(Attention.Kind.PORTAL);
            assertThat(each.subject()).isEqualTo("web");
        });
        refused(application.probe("none"), Reason.NOT_FOUND, "no portal");
    }

    @Test
    void whatIsReachableHasTheNameAndThePortThatThePersonGivesIt() throws Exception {
        accepted(BOBS);
        String first = String.valueOf(reachable().address());
        done(application.renameReachable("i1", "  My wiki "));
        assertThat(reachable().name()).isEqualTo("My wiki");
        assertThat(reachable().service()).isEqualTo("wiki");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        done(application.setLocalPort("i1", free));
        await(state -> ("127.0.0.1:" + free).equals(state.reachable().getFirst().address()));
        restart();
        await(state -> ("127.0.0.1:" + free).equals(state.reachable().getFirst().address()));
        assertThat(reachable().name()).isEqualTo("My wiki");
        assertThat(reachable().port()).isEqualTo(free);
        done(application.setLocalPort("i1", 0));
        await(state -> state.reachable().getFirst().address() != null
                && state.reachable().getFirst().port() != free);
        done(application.renameReachable("i1", ""));
        assertThat(reachable().name()).isEqualTo("wiki");
        assertThat(first).startsWith("127.0.0.1:4");
        refused(application.setLocalPort("i1", 65_536), Reason.INPUT, "65535");
        refused(application.renameReachable("i1", "a\nb"), Reason.INPUT, "characters");
        refused(application.setLocalPort("i9", 0), Reason.NOT_FOUND, "nothing is reachable");
    }

    @Test
    void whoSharesSomethingIsPinnedAndAnotherIdentityIsNotConnected() throws Exception {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Subscription listening = application.notices(notices::add)) {
            assertThat(listening).isNotNull();
            accepted(BOBS);
            Friend bob = friend();
            assertThat(bob.trust()).isEqualTo(Trust.PINNED);
            assertThat(bob.reachable()).containsExactly("i1");
            assertThat(reachable().trust()).isEqualTo(Trust.PINNED);
            accepted(OTHER);
            await(state -> state.reachable().getFirst().identifier().equals(OTHER.toString())
                    && state.reachable().getFirst().state() == Reachable.State.DENIED
                    && state.reachable().getFirst().trust() == Trust.CHANGED);
            assertThat(String.valueOf(reachable().problem())).contains("different identity");
            await(state -> state.attention().stream()
                    .anyMatch(each -> each.kind() == Attention.Kind.IDENTITY_CHANGED
                            && each.subject().equals(BOB)));
            await(state -> notices.stream().anyMatch(each -> each.kind() == Notice.Kind.IDENTITY_CHANGED));
        }
        // Only the ticket is wrong afterwards.
        done(application.verifyFriend(BOB, OTHER.toString()));
        await(state -> mode(state.reachable().getFirst().problem()) == FailureMode.TICKET_REFUSED);
        assertThat(reachable().trust()).isEqualTo(Trust.VERIFIED);
        done(application.revokeDevice(BOB, OTHER.toString()));
        await(state -> mode(state.reachable().getFirst().problem()) == FailureMode.ACCESS_ENDED);
        done(application.forgetFriend(BOB));
        await(state -> state.reachable().getFirst().trust() == Trust.PINNED);
        refused(application.forgetFriend("carol@example.org"), Reason.NOT_FOUND, "nothing is known");
    }

    @Test
    void friendsAreNamedBlockedAndOutliveASignOut() throws Exception {
        done(application.pinFriend(BOB, BOBS.toString()));
        done(application.renameFriend("BOB@example.org", "Bob", "from work"));
        assertThat(done(application.blockFriend(BOB, true)).blocked()).isTrue();
        accepted(BOBS);
        await(state -> String.valueOf(state.reachable().getFirst().problem()).contains("blocked"));
        done(application.blockFriend(BOB, false));
        refused(application.pinFriend(BOB, OTHER.toString()), Reason.DENIED, "another identity");
        refused(application.pinFriend("bob", OTHER.toString()), Reason.INPUT, "e-mail");
        refused(application.pinFriend(BOB, "I12"), Reason.INPUT, "identifier");
        refused(application.verifyFriend(BOB, "I" + "9".repeat(64)), Reason.NOT_FOUND, "no device");
        done(application.signOut());
        assertThat(friend().name()).isEqualTo("Bob");
        assertThat(friend().note()).isEqualTo("from work");
        refused(application.safetyNumber(BOB, BOBS.toString()), Reason.NOT_ENROLLED, "sign in");
    }

    @Test
    void safetyNumbersAndCardsAreAboutThisIdentity() throws Exception {
        SafetyNumber number = done(application.safetyNumber(BOB, BOBS.toString()));
        assertThat(number)
                .isEqualTo(SafetyNumber.of(
                        BOBS, BOB, Identifier.parse(application.state().identifier()), FakeOrchestrator.EMAIL));
        String card = done(application.exportCard(""));
        refused(application.importCard(card), Reason.INPUT, "your own");
        refused(application.importCard("portals-card:1:AAAA"), Reason.INPUT, "no contact card");
    }

    @Test
    void anAnswerThatDidNotGetThroughIsShownAndToldLater() throws Exception {
        orchestrator.publish(List.of(), List.of(FakeOrchestrator.received("i1", BOB, null)), List.of());
        await(state -> state.received().size() == 1);
        orchestrator.refusal = Status.FORBIDDEN;
        assertThatThrownBy(() -> done(application.accept("i1", 0)))
                .cause()
                .isInstanceOfSatisfying(
                        ActionException.class, e -> assertThat(e.mode()).isEqualTo(FailureMode.ANSWER_NOT_TAKEN));
        assertThat(mode(application.state().received().getFirst().problem())).isEqualTo(FailureMode.ANSWER_NOT_TAKEN);
        assertThat(application.state().attention())
                .anySatisfy(each -> assertThat(each.kind()).isEqualTo(Attention.Kind.ANSWER));
        orchestrator.refusal = null;
        done(application.accept("i1", 0));
        assertThat(application.state().received().getFirst().problem()).isNull();
    }

    @Test
    void invitationsThatAreOverDisappearOrAreMarked() throws Exception {
        done(application.openPortal("web", "8080", null, null));
        var sent = orchestrator.sent("i1", application.local().identifier(), "web", BOB);
        orchestrator.publish(
                List.of(new dev.portals.core.controller.SentInvitation(
                        "i1", "2020-01-01T00:00:00Z", sent.role(), 7, BOB, 1, sent.scope(), "t", 0, sent.access())),
                List.of(new dev.portals.core.controller.ReceivedInvitation(
                        "i2", "2020-01-01T00:00:00Z", sent.role(), BOB, sent.scope(), "t", false, null)),
                List.of());
        await(state -> !state.portals().getFirst().people().isEmpty());
        Guest guest = portal("web").people().getFirst();
        assertThat(guest.state()).isEqualTo(Guest.State.EXPIRED);
        assertThat(guest.link()).isEqualTo("ockam://invitations/accept/i1");
        assertThat(application.state().received()).isEmpty();
    }

    @Test
    void leavingTakesBackAndGivesUpEverything() throws Exception {
        done(application.openPortal("web", "8080", null, null));
        orchestrator.publish(
                List.of(orchestrator.sent("i2", application.local().identifier(), "web", BOB)),
                List.of(),
                List.of(new InvitationWithAccess(
                        FakeOrchestrator.received("i1", BOB, null), orchestrator.access(BOBS, "wiki"))));
        await(state -> !state.reachable().isEmpty()
                && !state.portals().getFirst().people().isEmpty());
        done(application.leave());
        assertThat(orchestrator.told).contains("revoke i2", "ignore i1");
        assertThat(application.state().account()).isNull();
        assertThat(application.state().enrollment()).isEqualTo(Enrollment.NONE);
    }

    @Test
    void spacesAndProjectsAreShownOfflineToo() throws Exception {
        await(state -> state.loaded() && !state.spaces().isEmpty());
        Space space = application.state().spaces().getFirst();
        assertThat(space.name()).isEqualTo("space");
        assertThat(space.projects())
                .containsExactly(new Space.Project("p1", "default", true, List.of(FakeOrchestrator.EMAIL)));
        orchestrator.close();
        restart();
        assertThat(application.state().spaces()).containsExactly(space);
        assertThat(application.state().loaded()).isFalse();
        assertThat(application.state().staleSince()).isNotNull();
    }

    @Test
    void whatCantBeWrittenIsSaidAndNotDone() throws Exception {
        done(application.openPortal("web", "8080", null, null));
        Path file = home.resolve("application.json");
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectory(file);
        Files.writeString(file.resolve("x"), "");
        assertThatThrownBy(() -> done(application.openPortal("db", "5432", null, null)))
                .cause()
                .isInstanceOfSatisfying(
                        ActionException.class, e -> assertThat(e.mode()).isEqualTo(FailureMode.STORAGE));
        assertThat(application.state().portals()).hasSize(1);
        assertThat(application.state().attention().getFirst().kind()).isEqualTo(Attention.Kind.STORAGE);
        Files.delete(file.resolve("x"));
        Files.delete(file);
        Files.write(file, content);
        done(application.openPortal("db", "5432", null, null));
        assertThat(application.state().attention()).noneMatch(each -> each.kind() == Attention.Kind.STORAGE);
    }

    @Test
    void retryingNeverFails() throws Exception {
        done(application.retryNow());
        orchestrator.close();
        done(application.retryNow());
        done(application.cancelEnrollment());
        refused(application.reopenPage(), Reason.INPUT, "nobody is signing in");
    }

    @Test
    void theFileOfALaterProgramIsRefusedAndTheOneOfBeforeIsKept() throws IOException {
        application.close();
        ApplicationStore store = new ApplicationStore(home);
        Saved before = store.read();
        store.write(before.withPaused(true));
        assertThat(Files.readString(home.resolve("application.json.previous"))).contains("\"paused\":false");
        Path file = home.resolve("application.json");
        Files.writeString(file, Files.readString(file).replace("\"schema\":1", "\"schema\":2"));
        assertThatThrownBy(() -> Application.open(home)).hasMessageContaining("later version");
        Files.delete(file);
        application = Application.open(home);
    }

    private static @Nullable FailureMode mode(@Nullable Problem problem) {
        return problem == null ? null : problem.mode();
    }

    private Portal portal(String name) {
        return application.state().portals().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Reachable reachable() {
        return application.state().reachable().getFirst();
    }

    private Friend friend() {
        return application.state().friends().stream()
                .filter(each -> each.email().equals(BOB))
                .findFirst()
                .orElseThrow();
    }

    /** Bob's wiki has been accepted, and leads to that identity; its ticket is none. */
    private void accepted(Identifier sharer) {
        orchestrator.publish(
                List.of(),
                List.of(),
                List.of(new InvitationWithAccess(
                        FakeOrchestrator.received("i1", BOB, null), orchestrator.access(sharer, "wiki"))));
        await(state -> state.reachable().size() == 1
                && state.reachable().getFirst().identifier().equals(sharer.toString())
                && state.reachable().getFirst().address() != null
                && state.reachable().getFirst().state() != Reachable.State.JOINING);
    }

    private void restart() {
        application.close();
        application = Application.open(home);
    }

    private static <T> T done(CompletableFuture<T> action) throws Exception {
        return action.get(30, TimeUnit.SECONDS);
    }

    private static void refused(CompletableFuture<?> action, Reason reason, String words) {
        assertThatThrownBy(() -> action.get(40, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ActionException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageContaining(words);
                });
    }

    private ApplicationState await(Predicate<ApplicationState> fits) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (true) {
            ApplicationState state = application.state();
            if (fits.test(state)) {
                return state;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + state);
            }
            Thread.onSpinWait();
        }
    }
}
