package dev.portals.engine.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Engine;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.application.Subscription;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does with an application what requests say ({@link Protocol}). Every call waits; it fails with {@link ActionException}s,
 * and with {@link InterruptedException} when who asked is gone.
 */
final class Actions {
    private static final Duration ACCEPT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(3);

    private final Engine application;
    private final Runnable quit;
    private final Consumer<String> show;
    private final NameLookup names;
    private final ChangeRequests changes;
    private final FriendRequests friends;
    private final DiagnosisRequests diagnosis;
    private final SettingRequests settings;

    Actions(Engine application, Settings settings, Runnable quit, Consumer<String> show) {
        this.application = application;
        this.quit = quit;
        this.show = show;
        this.names = new NameLookup(application);
        this.settings = new SettingRequests(settings);
        this.changes = new ChangeRequests(application, names);
        this.friends = new FriendRequests(application);
        this.diagnosis = new DiagnosisRequests(application, names);
    }

    /** The result of a request. */
    ObjectNode perform(JsonNode json, Consumer<ObjectNode> events) throws InterruptedException {
        Request request = new Request(json);
        String action = request.text("action");
        return switch (action) {
            case "status" -> status(request, events);
            case "whoami" -> whoami();
            case "enroll" -> enroll(request, events);
            case "sign_out" ->
                done(
                        request.flag("leave") ? application.leave() : application.signOut(),
                        StateJson.event("signed_out"));
            case "open" -> open(request);
            case "close" ->
                done(
                        application.closePortal(names.portal(request.text("name"))),
                        StateJson.event("closed").put("name", request.text("name")));
            case "invite" -> invite(request, events);
            case "invitations" -> invitations();
            case "resend" -> {
                String id = names.sent(request.text("id"));
                yield done(application.resend(id), StateJson.event("resent").put("id", id));
            }
            case "revoke" -> {
                String id = request.optional("id").isPresent()
                        ? names.sent(request.text("id"))
                        : names.sent(request.text("portal"), request.text("email"));
                yield done(application.revoke(id), StateJson.event("revoked").put("id", id));
            }
            case "accept" -> accept(request, events);
            case "decline" -> decline(request, "declined");
            case "delete" -> decline(request, "deleted");
            case "list" -> list();
            case "show" -> {
                show.accept(request.optional("link").orElse(""));
                yield StateJson.event("shown");
            }
            case "settings", "set" -> settings.perform(action, request);
            case "diagnose" -> diagnosis.perform(request);
            case "quit" -> StateJson.event("quitting");
            case "edit", "pause", "resume", "rename", "port", "probe", "traffic", "retry", "export", "import" ->
                changes.perform(action, request);
            case "friends",
                    "safety_number",
                    "verify",
                    "pin",
                    "accept_device",
                    "revoke_device",
                    "block",
                    "unblock",
                    "name_friend",
                    "forget",
                    "export_card",
                    "import_card" -> friends.perform(action, request);
            default -> throw new ActionException(Reason.INPUT, "there is no action " + action);
        };
    }

    /** Does what may be done only when the answer is under way. */
    void answered(JsonNode request) {
        if (request.path("action").asText().equals("quit")) {
            quit.run();
        }
    }

    private ObjectNode status(Request request, Consumer<ObjectNode> events) throws InterruptedException {
        if (!request.flag("watch")) {
            return StateJson.state(application.state());
        }
        ObjectNode[] last = new ObjectNode[1];
        return watch(state -> {
            ObjectNode now = StateJson.state(state);
            if (!now.equals(last[0])) {
                last[0] = now;
                events.accept(now);
            }
            return Optional.empty();
        });
    }

    /** Looks at every snapshot until the function has an answer. Those that come while it works are skipped but the last. */
    private <T> T watch(Function<ApplicationState, Optional<T>> look) throws InterruptedException {
        return watch(look, Duration.ofDays(36_500)).orElseThrow();
    }

    private <T> Optional<T> watch(Function<ApplicationState, Optional<T>> look, Duration patience)
            throws InterruptedException {
        BlockingQueue<ApplicationState> next = new ArrayBlockingQueue<>(1);
        long end = System.nanoTime() + patience.toNanos();
        Subscription subscription = application.subscribe(state -> {
            // There is one teller, so what is there now is older.
            next.clear();
            next.add(state);
        });
        try {
            while (true) {
                ApplicationState state = next.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (state == null) {
                    return Optional.empty();
                }
                Optional<T> answer = look.apply(state);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        } finally {
            subscription.close();
        }
    }

    private ObjectNode whoami() {
        ApplicationState state = application.state();
        Account account = state.account();
        if (account == null) {
            throw notEnrolled();
        }
        return StateJson.account(StateJson.event("account").put("identifier", state.identifier()), account);
    }

    private ObjectNode enroll(Request request, Consumer<ObjectNode> events) throws InterruptedException {
        URI orchestrator = Input.orchestrator(request.text("address"));
        String method = request.text("method");
        SignIn how = switch (method) {
            case "browser" -> new SignIn.Browser(page -> events.accept(signIn(page, null)));
            case "code" -> new SignIn.Code((page, code) -> events.accept(signIn(page, code)));
            default -> throw new ActionException(Reason.INPUT, "there is no method " + method);
        };
        CompletableFuture<Account> enrolled = application.enroll(orchestrator, how);
        try {
            return StateJson.account(StateJson.event("enrolled"), await(enrolled));
        } catch (InterruptedException e) {
            enrolled.cancel(true);
            throw e;
        }
    }

    private static ObjectNode signIn(URI page, @Nullable String code) {
        return StateJson.event("sign_in").put("page", page.toString()).put("code", code);
    }

    private ObjectNode open(Request request) throws InterruptedException {
        Portal portal = await(application.openPortal(
                request.text("name"),
                request.text("address"),
                request.optional("scheme").orElse(null),
                request.optional("note").orElse(null),
                request.time("expires_at").orElse(null)));
        return StateJson.portal(StateJson.event("opened"), portal);
    }

    private ObjectNode invite(Request request, Consumer<ObjectNode> events) throws InterruptedException {
        String portal = names.portal(request.text("portal"));
        List<String> emails = Input.emails(request.texts("emails"));
        Optional<Instant> end = request.time("expires_at");
        ActionException failure = null;
        for (String email : emails) {
            try {
                Guest guest = await(application.invite(portal, email, end.orElse(null)));
                events.accept(StateJson.guest(StateJson.event("invited").put("portal", portal), guest));
            } catch (ActionException e) {
                failure = failure == null ? e : failure;
                events.accept(StateJson.event("not_invited")
                        .put("portal", portal)
                        .put("email", email)
                        .put("reason", StateJson.word(e.reason()))
                        .put("message", e.getMessage()));
            }
        }
        if (failure != null) {
            throw failure;
        }
        return StateJson.event("invitations_sent").put("portal", portal).put("count", emails.size());
    }

    private ObjectNode invitations() throws InterruptedException {
        ApplicationState state = fresh();
        ObjectNode node = StateJson.event("invitations");
        node.set("received", StateJson.received(state));
        node.set("sent", StateJson.sent(state));
        return node;
    }

    private ObjectNode list() throws InterruptedException {
        ApplicationState state = fresh();
        ObjectNode node = StateJson.event("list");
        node.set("portals", StateJson.portals(state));
        node.set("reachable", StateJson.reachables(state));
        return node;
    }

    private ObjectNode accept(Request request, Consumer<ObjectNode> events) throws InterruptedException {
        String id = names.received(request.text("id"));
        await(application.accept(id, request.port("port")));
        List<Reachable> seen = new ArrayList<>();
        Optional<Reachable> up = watch(
                state -> {
                    Optional<Reachable> now = state.reachable().stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst();
                    now.filter(each -> !seen.contains(each)).ifPresent(each -> {
                        seen.add(each);
                        events.accept(StateJson.reachable(StateJson.event("reachable"), each));
                    });
                    return now.filter(Actions::isSettled);
                },
                ACCEPT_PATIENCE);
        if (up.isPresent() && up.get().state() == Reachable.State.UP) {
            return StateJson.reachable(StateJson.event("accepted"), up.get());
        }
        Reachable last = up.orElse(seen.isEmpty() ? null : seen.getLast());
        Problem problem = last == null ? null : last.problem();
        String reason = problem == null ? "the other computer doesn't answer" : problem.sentence();
        Reason kind = last == null
                ? Reason.OFFLINE
                : switch (last.state()) {
                    case DENIED -> Reason.DENIED;
                    case PORT_BUSY -> Reason.FAILED;
                    default -> Reason.OFFLINE;
                };
        throw new ActionException(kind, "it is accepted, and can't be used yet: " + reason);
    }

    private static boolean isSettled(Reachable reachable) {
        return switch (reachable.state()) {
            case UP -> reachable.address() != null;
            case DENIED, PORT_BUSY, PAUSED -> true;
            case JOINING, CONNECTING, WAITING, SERVICE_DOWN -> false;
        };
    }

    private ObjectNode decline(Request request, String event) throws InterruptedException {
        String id = names.received(request.text("id"));
        return done(application.decline(id), StateJson.event(event).put("id", id));
    }

    /** The state after one more look at the controller, if that is quick. */
    private ApplicationState fresh() throws InterruptedException {
        if (application.state().account() == null) {
            throw notEnrolled();
        }
        try {
            application.refresh().get(REFRESH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The state says since when its lists are stale.
        }
        return application.state();
    }

    private static ActionException notEnrolled() {
        return new ActionException(Reason.NOT_ENROLLED, "nobody is signed in: “portals enroll ADDRESS”");
    }

    private static ObjectNode done(CompletableFuture<?> future, ObjectNode result) throws InterruptedException {
        return Answers.done(future, result);
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        return Answers.await(future);
    }
}
