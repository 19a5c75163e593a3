package dev.portals.desktop.backend;

import dev.portals.engine.application.Application;
import dev.portals.engine.application.ApplicationState;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.application.Subscription;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine of this process. It is called on threads of its own, never on that of the screens. */
public final class EngineBackend implements Backend {
    private static final Executor CALLS = call -> Thread.ofVirtual().name("action").start(call);

    private final Application application;

    /** Over that application. */
    public EngineBackend(Application application) {
        this.application = application;
    }

    @Override
    public Subscription subscribe(Consumer<ApplicationState> listener) {
        return application.subscribe(listener);
    }

    @Override
    public CompletableFuture<ApplicationState.Account> enroll(URI orchestrator, SignIn how) {
        return call(engine -> engine.enroll(orchestrator, how));
    }

    @Override
    public CompletableFuture<Void> signOut() {
        return call(Application::signOut);
    }

    @Override
    public CompletableFuture<Void> openPortal(
            String name, String address, @Nullable String scheme, @Nullable String note) {
        return call(engine -> engine.openPortal(name, address, scheme, note));
    }

    @Override
    public CompletableFuture<Void> closePortal(String name) {
        return call(engine -> engine.closePortal(name));
    }

    @Override
    public CompletableFuture<ApplicationState.Guest> invite(String portal, String email) {
        return call(engine -> engine.invite(portal, email));
    }

    @Override
    public CompletableFuture<Void> revoke(String invitation) {
        return call(engine -> engine.revoke(invitation));
    }

    @Override
    public CompletableFuture<Void> resend(String invitation) {
        return call(engine -> engine.resend(invitation));
    }

    @Override
    public CompletableFuture<Void> accept(String invitation, int port) {
        return call(engine -> engine.accept(invitation, port));
    }

    @Override
    public CompletableFuture<Void> decline(String invitation) {
        return call(engine -> engine.decline(invitation));
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return call(Application::refresh);
    }

    private <T> CompletableFuture<T> call(Function<Application, CompletableFuture<T>> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CALLS.execute(() -> {
            CompletableFuture<T> running;
            try {
                running = action.apply(application);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return;
            }
            running.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            answer.whenComplete((value, failure) -> {
                if (answer.isCancelled()) {
                    running.cancel(true);
                }
            });
        });
        return answer;
    }
}
