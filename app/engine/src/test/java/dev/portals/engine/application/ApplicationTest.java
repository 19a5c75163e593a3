package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.api.Status;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.PortalText;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Link;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Received;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try") // Subscriptions are closed and not used otherwise.
class ApplicationTest {
    private static final SignIn.Code CODE = new SignIn.Code((page, code) -> {});

    @TempDir
    Path home;

    private FakeOrchestrator orchestrator;
    private Application application;

    @BeforeEach
    void start() throws IOException {
        orchestrator = new FakeOrchestrator();
        application = Application.open(home);
    }

    @AfterEach
    void stop() {
        application.close();
        orchestrator.close();
    }

    @Test
    void aNewHomeHasAnIdentityAndNothingElse() {
        ApplicationState state = application.state();
        assertThat(state.identifier()).matches("I[0-9a-f]{64}");
        assertThat(state.account()).isNull();
        assertThat(state.enrollment()).isEqualTo(Enrollment.NONE);
        assertThat(state.link().state()).isEqualTo(Link.State.OFFLINE);
        assertThat(state.portals()).isEmpty();
        restart();
        assertThat(application.state()).isEqualTo(state);
    }

    @Test
    void aHomeIsForOneProcess() {
        assertThatThrownBy(() -> Application.open(home)).isInstanceOf(VaultException.class);
    }

    @Test
    void signingInByCodeGoesThroughItsSteps() throws Exception {
        orchestrator.tokens.add("{\"error\":\"authorization_pending\"}");
        orchestrator.verified.add(false);
        List<Enrollment> steps = new CopyOnWriteArrayList<>();
        List<String> shown = new ArrayList<>();
        try (Subscription telling1 = application.subscribe(state -> {
            if (steps.isEmpty() || steps.getLast() != state.enrollment()) {
                steps.add(state.enrollment());
            }
        })) {
            Account account = application
                    .enroll(orchestrator.address(), new SignIn.Code((page, code) -> shown.add(page + " " + code)))
                    .get(30, TimeUnit.SECONDS);
            assertThat(account)
                    .isEqualTo(new Account(
                            FakeOrchestrator.EMAIL,
                            "Ada",
                            "",
                            orchestrator.address().toString(),
                            "p1"));
            await(state -> state.enrollment() == Enrollment.DONE && state.link().state() == Link.State.CONNECTING);
        }
        assertThat(shown).containsExactly("http://h/device ABCD-EFGH");
        assertThat(steps)
                .startsWith(Enrollment.NONE, Enrollment.WAITING_FOR_BROWSER)
                .contains(Enrollment.WAITING_FOR_EMAIL)
                .endsWith(Enrollment.DONE);
        assertThat(orchestrator.told).startsWith("enroll", "project");
        assertThat(new ProjectStore(home).defaultProject().orElseThrow().id()).isEqualTo("p1");
    }

    @Test
    void signingInAgainIsFineAndElsewhereIsNot() throws Exception {
        Account first = enroll();
        assertThat(application.enroll(orchestrator.address(), CODE).get(30, TimeUnit.SECONDS))
                .isEqualTo(first);
        refused(application.enroll(URI.create("http://other.example"), CODE), Reason.INPUT, "sign out there first");
        assertThat(orchestrator.told.stream().filter("project"::equals)).hasSize(1);
    }

    @Test
    void aSignInThatWasRefusedLeavesNothing() {
        orchestrator.tokens.add("{\"error\":\"access_denied\"}");
        refused(application.enroll(orchestrator.address(), CODE), Reason.DENIED, "refused");
        await(state -> state.enrollment() == Enrollment.NONE);
        assertThat(application.state().account()).isNull();
        restart();
        assertThat(application.state().account()).isNull();
    }

    @Test
    void whereNobodyAnswersOneIsOffline() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused(application.enroll(URI.create("http://127.0.0.1:" + free), CODE), Reason.OFFLINE, "nobody answers");
    }

    @Test
    void aSignInCanBeCancelledAndANewOneEndsTheOldOne() throws Exception {
        for (int i = 0; i < 100; i++) {
            orchestrator.tokens.add("{\"error\":\"authorization_pending\"}");
        }
        CountDownLatch shown = new CountDownLatch(1);
        CompletableFuture<Account> first =
                application.enroll(orchestrator.address(), new SignIn.Code((page, code) -> shown.countDown()));
        assertThat(shown.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch again = new CountDownLatch(1);
        CompletableFuture<Account> second =
                application.enroll(orchestrator.address(), new SignIn.Code((page, code) -> again.countDown()));
        assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first).isCancelled();
        second.cancel(true);
        await(state -> state.enrollment() == Enrollment.NONE);
        assertThat(application.state().account()).isNull();
    }

    @Test
    void closingFailsWhatIsStillToBeDone() throws Exception {
        for (int i = 0; i < 100; i++) {
            orchestrator.tokens.add("{\"error\":\"authorization_pending\"}");
        }
        CountDownLatch shown = new CountDownLatch(1);
        CompletableFuture<Account> waiting =
                application.enroll(orchestrator.address(), new SignIn.Code((page, code) -> shown.countDown()));
        assertThat(shown.await(10, TimeUnit.SECONDS)).isTrue();
        application.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).isNotNull();
        refused(application.signOut(), Reason.FAILED, "quitting");
    }

    @Test
    void whoIsNotSignedInCanDoNothing() {
        refused(application.openPortal("web", "80", null, null), Reason.NOT_ENROLLED, "sign in first");
        refused(application.closePortal("web"), Reason.NOT_ENROLLED, "sign in first");
        refused(application.invite("web", "bob@example.org"), Reason.NOT_ENROLLED, "sign in first");
        refused(application.accept("i1", 0), Reason.NOT_ENROLLED, "sign in first");
        refused(application.refresh(), Reason.NOT_ENROLLED, "sign in first");
    }

    @Test
    void portalsAreOpenedOnceAndStayAfterARestart() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, "hello"));
        done(application.openPortal("web", "8080", null, "hello"));
        refused(application.openPortal("web", "8081", null, null), Reason.INPUT, "already");
        refused(application.openPortal(" ", "8081", null, null), Reason.INPUT, "1 to 64 characters");
        done(application.openPortal("db", "nas:5432", "postgresql", null));
        List<Portal> portals = application.state().portals();
        assertThat(portals).extracting(Portal::name).containsExactly("db", "web");
        assertThat(portals).extracting(Portal::address).containsExactly("nas:5432", "localhost:8080");
        restart();
        assertThat(application.state().portals())
                .usingRecursiveComparison()
                .ignoringFields("state", "problem", "probe")
                .isEqualTo(portals);
        assertThat(application.state().account()).isNotNull();
    }

    @Test
    void closingAPortalTakesItsInvitationsBack() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, null));
        done(application.openPortal("db", "5432", null, null));
        orchestrator.publish(
                List.of(
                        orchestrator.sent("i1", application.local().identifier(), "web", "bob@example.org"),
                        orchestrator.sent("i2", application.local().identifier(), "db", "bob@example.org"),
                        orchestrator.sent("i3", application.local().identifier(), "web", "Carol@example.org")),
                List.of(),
                List.of());
        await(state -> state.portals().stream()
                        .mapToInt(portal -> portal.people().size())
                        .sum()
                == 3);
        done(application.closePortal("web"));
        assertThat(orchestrator.told).contains("revoke i1", "revoke i3").doesNotContain("revoke i2");
        assertThat(application.state().portals()).extracting(Portal::name).containsExactly("db");
        refused(application.closePortal("web"), Reason.NOT_FOUND, "no portal named web");
    }

    @Test
    void invitationsOfOtherComputersAreNotGuestsHere() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, null));
        orchestrator.publish(
                List.of(
                        orchestrator.sent("i1", Identifier.parse("I" + "1".repeat(64)), "web", "mallory@example.org"),
                        orchestrator.sent("i2", application.local().identifier(), "web", "bob@example.org")),
                List.of(),
                List.of());
        await(state -> !state.portals().getFirst().people().isEmpty());
        assertThat(application.state().portals().getFirst().people())
                .extracting(Guest::email)
                .containsExactly("bob@example.org");
    }

    @Test
    void receivedInvitationsAppearByThemselvesAndCanBeDeclined() throws Exception {
        enroll();
        orchestrator.publish(
                List.of(),
                List.of(
                        FakeOrchestrator.received("i2", "carol@example.org", null),
                        FakeOrchestrator.received(
                                "i1", "bob@example.org", new PortalText("wiki", "http", "have a look"))),
                List.of());
        ApplicationState state = await(now -> now.received().size() == 2);
        assertThat(state.received())
                .containsExactly(
                        new Received(
                                "i1",
                                "bob@example.org",
                                "wiki",
                                "http",
                                "have a look",
                                FakeOrchestrator.EXPIRES,
                                Received.State.WAITING,
                                null),
                        new Received(
                                "i2",
                                "carol@example.org",
                                null,
                                null,
                                null,
                                FakeOrchestrator.EXPIRES,
                                Received.State.WAITING,
                                null));
        done(application.decline("i2"));
        assertThat(orchestrator.told).contains("ignore i2");
        assertThat(application.saved().answers()).isEmpty();
    }

    @Test
    void anAnswerThatIsRefusedIsToldAndForgotten() throws Exception {
        enroll();
        orchestrator.refusal = Status.NOT_FOUND;
        refused(application.accept("i9", 0), Reason.NOT_FOUND, "the test says no");
        assertThat(application.saved().answers()).isEmpty();
        assertThat(application.saved().inlets()).isEmpty();
    }

    @Test
    void anAcceptedPortalHasAPortThatStaysEvenIfItsTicketIsNone() throws Exception {
        enroll();
        accepted();
        Reachable reachable = await(state -> state.reachable().size() == 1
                        && state.reachable().getFirst().state() == Reachable.State.DENIED)
                .reachable()
                .getFirst();
        assertThat(reachable.service()).isEqualTo("wiki");
        assertThat(reason(reachable)).contains("ticket");
        assertThat(reachable.address()).startsWith("127.0.0.1:");
        restart();
        assertThat(await(state -> state.reachable().getFirst().address() != null)
                        .reachable()
                        .getFirst()
                        .address())
                .isEqualTo(reachable.address());
    }

    @Test
    void aPortThatIsTakenIsNotReplacedUntilThePersonSaysSo() throws Exception {
        enroll();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            done(application.accept("i1", taken.getLocalPort()));
            accepted();
            ApplicationState busy = await(state -> state.reachable().size() == 1
                    && state.reachable().getFirst().state() == Reachable.State.PORT_BUSY);
            assertThat(reason(busy.reachable().getFirst())).contains(Integer.toString(taken.getLocalPort()));
            int other;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                other = free.getLocalPort();
            }
            done(application.accept("i1", other));
            await(state ->
                    ("127.0.0.1:" + other).equals(state.reachable().getFirst().address()));
        }
    }

    @Test
    void whatIsNoLongerAcceptedIsClosed() throws Exception {
        enroll();
        accepted();
        String address = String.valueOf(await(state -> state.reachable().size() == 1
                        && state.reachable().getFirst().address() != null)
                .reachable()
                .getFirst()
                .address());
        orchestrator.publish(List.of(), List.of(), List.of());
        await(state -> state.reachable().isEmpty());
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(again.isBound()).isTrue();
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    @Test
    void aControllerThatDoesNotTellOfChangesIsAskedInstead() throws Exception {
        orchestrator.tellsChanges = false;
        enroll();
        await(state -> orchestrator.told.contains("list"));
        assertThat(application.state().staleSince()).isNull();
    }

    @Test
    void offlineTheLastListsAreShownAndAnswersAreToldLater() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, null));
        orchestrator.publish(
                List.of(orchestrator.sent("i2", application.local().identifier(), "web", "bob@example.org")),
                List.of(FakeOrchestrator.received("i1", "bob@example.org", null)),
                List.of());
        await(state -> state.received().size() == 1);
        application.close();
        // What a process that was killed between writing and telling leaves.
        ApplicationStore store = new ApplicationStore(home);
        store.write(store.read()
                .withAnswers(list -> List.of(new Saved.Answer("i1", false)))
                .withRevoked(list -> List.of("i2")));
        orchestrator.told.clear();
        application = Application.open(home);
        assertThat(application.state().portals().getFirst().people()).isEmpty();
        await(state -> application.saved().answers().isEmpty()
                && application.saved().revoked().isEmpty());
        assertThat(orchestrator.told).contains("ignore i1", "revoke i2");
        await(state -> state.staleSince() == null);
    }

    @Test
    void revokingOfflineShutsTheGuestOutAtOnce() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, null));
        orchestrator.publish(
                List.of(orchestrator.sent("i2", application.local().identifier(), "web", "bob@example.org")),
                List.of(),
                List.of());
        await(state -> !state.portals().getFirst().people().isEmpty());
        orchestrator.close();
        refused(application.revoke("i2"), Reason.OFFLINE, "");
        assertThat(application.state().portals().getFirst().people()).isEmpty();
        await(state -> state.staleSince() != null);
        restart();
        assertThat(application.state().portals().getFirst().people()).isEmpty();
        assertThat(application.saved().revoked()).containsExactly("i2");
    }

    @Test
    void signingOutLeavesNothingButTheIdentity() throws Exception {
        enroll();
        done(application.openPortal("web", "8080", null, null));
        accepted();
        await(state -> state.reachable().size() == 1);
        String identifier = application.state().identifier();
        done(application.signOut());
        ApplicationState state = application.state();
        assertThat(state.account()).isNull();
        assertThat(state.portals()).isEmpty();
        assertThat(state.reachable()).isEmpty();
        assertThat(state.link().state()).isEqualTo(Link.State.OFFLINE);
        restart();
        assertThat(application.state()).isEqualTo(state);
        assertThat(application.state().identifier()).isEqualTo(identifier);
        enroll();
        assertThat(application.state().portals()).isEmpty();
    }

    @Test
    void oneSnapshotIsNotToldTwice() throws Exception {
        enroll();
        LinkedBlockingQueue<ApplicationState> seen = new LinkedBlockingQueue<>();
        try (Subscription telling2 = application.subscribe(seen::add)) {
            for (int i = 0; i < 20; i++) {
                done(application.refresh());
            }
            done(application.openPortal("last", "1", null, null));
            List<ApplicationState> all = new ArrayList<>();
            do {
                ApplicationState next = seen.poll(10, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                all.add(next);
            } while (all.getLast().portals().isEmpty());
            // The first is told to whoever subscribes, even if it was told before.
            for (int i = 2; i < all.size(); i++) {
                assertThat(all.get(i)).isNotEqualTo(all.get(i - 1));
            }
        }
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws Exception {
        LinkedBlockingQueue<ApplicationState> seen = new LinkedBlockingQueue<>();
        try (Subscription telling3 = application.subscribe(state -> {
                    throw new IllegalStateException("a face with a fault");
                });
                Subscription telling4 = application.subscribe(seen::add)) {
            enroll();
            ApplicationState last;
            do {
                last = seen.poll(10, TimeUnit.SECONDS);
                assertThat(last).isNotNull();
            } while (last.account() == null);
        }
    }

    private static String reason(Reachable reachable) {
        Problem problem = reachable.problem();
        return problem == null ? "" : problem.sentence();
    }

    private void accepted() {
        orchestrator.publish(
                List.of(),
                List.of(),
                List.of(new InvitationWithAccess(
                        FakeOrchestrator.received("i1", "bob@example.org", null),
                        orchestrator.access(Identifier.parse("I" + "1".repeat(64)), "wiki"))));
    }

    private Account enroll() throws Exception {
        return application.enroll(orchestrator.address(), CODE).get(30, TimeUnit.SECONDS);
    }

    private void restart() {
        application.close();
        application = Application.open(home);
    }

    private static void done(CompletableFuture<?> action) throws Exception {
        action.get(30, TimeUnit.SECONDS);
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
        CompletableFuture<ApplicationState> found = new CompletableFuture<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        try (Subscription telling5 = application.subscribe(state -> {
            if (fits.test(state)) {
                found.complete(state);
            }
        })) {
            while (!found.isDone()) {
                // Some of what is awaited isn't in snapshots, so it is looked at even when none is told.
                if (fits.test(application.state())) {
                    return application.state();
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("not in time: " + application.state());
                }
                Thread.onSpinWait();
            }
            return found.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
