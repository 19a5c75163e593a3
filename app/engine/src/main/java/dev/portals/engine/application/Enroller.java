package dev.portals.engine.application;

import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.NewSpace;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Space;
import dev.portals.core.project.Project;
import dev.portals.engine.ControllerClient;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.account.AccountClient;
import dev.portals.engine.account.BrowserCallback;
import dev.portals.engine.account.DeviceCode;
import dev.portals.engine.account.Installation;
import dev.portals.engine.account.Pkce;
import dev.portals.engine.account.UserInfo;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.state.Enrollment;
import dev.portals.transport.node.LocalNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs a person in: account service, controller, space, project (spec 04 section 3.12, 05 section 7.1). Every step may be
 * repeated, so a sign-in that was cut off is simply begun again.
 *
 * @param progress told how far it got
 */
record Enroller(LocalNode local, Path home, SignInProgress progress) {
    private static final Duration BROWSER_PATIENCE = Duration.ofMinutes(10);
    private static final Duration EMAIL_PATIENCE = Duration.ofMinutes(10);
    private static final Duration PROJECT_PATIENCE = Duration.ofMinutes(10);
    /** What the person's first project is called by every client. */
    private static final String PROJECT = "default";

    private static final SecureRandom RANDOM = new SecureRandom();

    SavedAccount enroll(URI orchestrator, SignIn how) {
        try (AccountClient accounts = new AccountClient(orchestrator)) {
            Installation installation = accounts.discover();
            progress.step(Enrollment.WAITING_FOR_BROWSER);
            String token = switch (how) {
                case SignIn.Code code -> byCode(accounts, installation.clientId(), code);
                case SignIn.Browser browser -> byBrowser(accounts, installation.clientId(), browser);
            };
            UserInfo user = confirmed(accounts, token);
            progress.step(Enrollment.RETRIEVING_SPACE);
            ControllerClient controller = new ControllerClient(local, installation);
            controller.enroll(token);
            Project project = project(controller, user.email());
            local.identities().learn(project.history(), null);
            local.identities().learn(project.authority(), null);
            new ProjectStore(home).put(project);
            return new SavedAccount(
                    user.email(),
                    user.name(),
                    user.picture(),
                    orchestrator.toString(),
                    installation.controller().toString(),
                    installation.controllerIdentifier().toString(),
                    installation.clientId(),
                    project.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionException(Reason.FAILED, "signing in was interrupted: begin again");
        }
    }

    private String byCode(AccountClient accounts, String clientId, SignIn.Code how) throws InterruptedException {
        DeviceCode code = accounts.beginDevice(clientId);
        progress.page(code.page(), code.userCode(), () -> how.show().accept(code.page(), code.userCode()));
        for (Optional<String> token = accounts.poll(clientId, code); ; token = accounts.poll(clientId, code)) {
            if (token.isPresent()) {
                return token.get();
            }
            Thread.sleep(code.interval());
        }
    }

    private String byBrowser(AccountClient accounts, String clientId, SignIn.Browser how) throws InterruptedException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String state = HexFormat.of().formatHex(random);
        Pkce pkce = Pkce.random(RANDOM);
        try (BrowserCallback callback = new BrowserCallback(state, accounts.donePage())) {
            URI page = accounts.authorizePage(clientId, pkce, callback.redirect(), state);
            progress.page(page, null, () -> how.open().accept(page));
            String code = callback.await(BROWSER_PATIENCE);
            return accounts.exchange(clientId, pkce, callback.redirect(), code);
        }
    }

    private UserInfo confirmed(AccountClient accounts, String token) throws InterruptedException {
        UserInfo first = accounts.userInfo(token);
        if (first.verified()) {
            return first;
        }
        progress.confirm(first.email());
        return await(
                EMAIL_PATIENCE,
                "the address " + first.email() + " was not confirmed: press the link in the mail and sign in again",
                () -> Optional.of(accounts.userInfo(token)).filter(UserInfo::verified));
    }

    private Project project(ControllerClient controller, String email) throws InterruptedException {
        Optional<ProjectRecord> mine = controller.projects().stream()
                .filter(project -> project.isAdministeredBy(email))
                .findFirst();
        ProjectRecord record;
        if (mine.isPresent()) {
            record = mine.get();
            progress.step(Enrollment.RETRIEVING_PROJECT);
        } else {
            List<Space> spaces = controller.spaces();
            Space space = spaces.isEmpty()
                    ? controller.createSpace(new NewSpace(randomName(), List.of()))
                    : spaces.getFirst();
            progress.step(Enrollment.RETRIEVING_PROJECT);
            record = controller.createProject(space.id(), new NewProject(PROJECT, List.of()));
        }
        if (record.ready()) {
            return record.toProject();
        }
        String id = record.id();
        return await(
                        PROJECT_PATIENCE,
                        "the project " + record.name() + " isn't ready yet: sign in again in a while",
                        () -> Optional.of(controller.project(id)).filter(ProjectRecord::ready))
                .toProject();
    }

    private static <T> T await(Duration patience, String otherwise, Supplier<Optional<T>> question)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
        throw new ActionException(Reason.FAILED, otherwise);
    }

    private static String randomName() {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return "space-" + HexFormat.of().formatHex(random);
    }
}
