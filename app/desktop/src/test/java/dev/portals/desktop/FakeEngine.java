package dev.portals.desktop;

import dev.portals.engine.application.Engine;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.application.Subscription;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Guest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** An engine that does nothing but note what it was asked for; its answers are given by the test. */
public final class FakeEngine {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, CompletableFuture<?>> answers = new HashMap<>();
    private final List<Consumer<ApplicationState>> listeners = new ArrayList<>();
    private Consumer<SignIn> enrolling = how -> {};
    private Function<String, CompletableFuture<Guest>> inviting =
            email -> CompletableFuture.completedFuture(Sample.guest("sent-" + email, email, Guest.State.INVITED));
    private ApplicationState state = Sample.nobody();

    /** It as an engine. */
    public Engine engine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> answer(method, arguments));
    }

    private Object answer(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "state" -> state;
            case "subscribe" -> {
                @SuppressWarnings("unchecked")
                Consumer<ApplicationState> listener = (Consumer<ApplicationState>) arguments[0];
                listeners.add(listener);
                listener.accept(state);
                yield (Subscription) () -> listeners.remove(listener);
            }
            case "notices" -> (Subscription) () -> {};
            case "close" -> null;
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> false;
            case "toString" -> "fake engine";
            case "enroll" -> {
                calls.add("enroll[" + arguments[0] + "]");
                enrolling.accept((SignIn) arguments[1]);
                yield answers.getOrDefault("enroll", new CompletableFuture<>());
            }
            case "invite" -> {
                calls.add("invite" + Arrays.toString(arguments));
                yield inviting.apply((String) arguments[1]);
            }
            default -> {
                calls.add(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
                yield answers.getOrDefault(method.getName(), CompletableFuture.completedFuture(null));
            }
        };
    }

    /** What it was asked for, in order. */
    public List<String> calls() {
        return calls;
    }

    /** Tells how somebody wants to sign in. */
    public void onEnroll(Consumer<SignIn> listener) {
        enrolling = listener;
    }

    /** What becomes of invitations, by address. */
    public void onInvite(Function<String, CompletableFuture<Guest>> answer) {
        inviting = answer;
    }

    /** What an action answers from now on. */
    public <T> CompletableFuture<T> willAnswer(String action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        answers.put(action, answer);
        return answer;
    }

    /** Tells everybody of a new snapshot. */
    public void publish(ApplicationState next) {
        state = next;
        List.copyOf(listeners).forEach(listener -> listener.accept(next));
    }
}
