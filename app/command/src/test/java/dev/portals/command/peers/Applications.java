package dev.portals.command.peers;

import dev.portals.engine.application.Application;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Link;
import dev.portals.orchestrator.Orchestrator;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Applications in the test's own process: enrolled as people do it, and waited for. */
final class Applications {
    private Applications() {}

    /** The application of a person who has just signed in, connected. */
    static Application enrolled(Path home, String email, Orchestrator orchestrator, Outbox outbox) throws Exception {
        Application application = Application.open(home);
        application
                .enroll(
                        orchestrator.publicAddress().base(),
                        new SignIn.Code((page, code) -> Thread.startVirtualThread(() -> {
                            try (Person person =
                                    new Person(orchestrator.publicAddress().toString(), outbox)) {
                                person.signIn(orchestrator.publicAddress() + "/device", email);
                                person.allow(code);
                            }
                        })))
                .get(60, TimeUnit.SECONDS);
        await(application, state -> state.link().state() == Link.State.CONNECTED);
        return application;
    }

    static <T> T done(CompletableFuture<T> action) throws Exception {
        return action.get(30, TimeUnit.SECONDS);
    }

    /** The first state that fits; one in which something is not there yet doesn't. */
    static ApplicationState await(Application application, Predicate<ApplicationState> fits) {
        ApplicationState[] seen = new ApplicationState[1];
        try {
            Patience.until("a state", () -> {
                seen[0] = application.state();
                try {
                    return fits.test(seen[0]);
                } catch (NoSuchElementException e) {
                    return false;
                }
            });
        } catch (AssertionError e) {
            throw new AssertionError("not in time: " + seen[0], e);
        }
        return seen[0];
    }
}
