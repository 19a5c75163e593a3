package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Space;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.Project;
import dev.portals.engine.ControllerClient;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.account.Installation;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedProject;
import dev.portals.engine.application.Saved.SavedSpace;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Problem;
import dev.portals.transport.node.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is signed in: signing in and out, and what the account has at the orchestrator. */
record Accounts(Truth truth, Path home, Memory memory, Journal journal, SignInProgress progress) {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    /** Signs in; waits for as long as the person takes. */
    Account signIn(URI orchestrator, SignIn how, ActionQueue actions) {
        SavedAccount known = memory.saved().account();
        if (known != null) {
            if (known.base().equals(orchestrator.toString())) {
                return Picture.account(known);
            }
            throw new ActionException(
                    Reason.INPUT,
                    "this computer is signed in at " + known.base() + " as " + known.email()
                            + ": sign out there first");
        }
        try {
            SavedAccount account = new Enroller(truth.local(), home, progress).enroll(orchestrator, how);
            // An interrupt that comes this late is too late: the account is bound to this computer already.
            return actions.add(() -> {
                        memory.change(current -> current.withAccount(account));
                        progress.end(Enrollment.DONE, null);
                        truth.goOnline(account);
                        return Picture.account(account);
                    })
                    .join();
        } catch (RuntimeException e) {
            boolean wished =
                    e instanceof CancellationException || Thread.currentThread().isInterrupted();
            ActionException failure = Failures.explain(e);
            progress.end(
                    memory.saved().account() == null ? Enrollment.NONE : Enrollment.DONE,
                    wished
                            ? null
                            : new Problem(
                                    failure.mode(),
                                    String.valueOf(failure.getMessage()),
                                    truth.local().node().clock().instant()));
            throw e;
        }
    }

    @Nullable Void signOut() {
        truth.goOffline();
        truth.forgetLists();
        memory.change(current -> Saved.NOTHING);
        progress.end(Enrollment.NONE, null);
        return null;
    }

    @Nullable Void leave() {
        Online online = truth.online();
        Picture picture = truth.picture();
        for (Saved.SavedPortal portal : memory.saved().portals()) {
            picture.guests(portal.name()).stream().map(Guest::invitation).forEach(journal::revoke);
        }
        truth.invitations().accepted().stream()
                .filter(each -> each.access() != null)
                .forEach(each ->
                        journal.answer(new Saved.Answer(each.invitation().id(), false)));
        journal.tell(online.controller());
        return signOut();
    }

    /** Connects the account; nothing is there yet when this returns. */
    Online connect(SavedAccount account, FriendGate gate, Online.Lists lists) {
        Project project = new ProjectStore(home)
                .list().stream()
                        .filter(each -> each.id().equals(account.projectId()))
                        .findFirst()
                        .orElseThrow(() -> new DecodeException(
                                "the file projects.json lacks the project of this account: sign out and in again"));
        ControllerClient controller = new ControllerClient(
                truth.local(),
                new Installation(
                        URI.create(account.base()),
                        MultiAddr.parse(account.controller()),
                        Identifier.parse(account.controllerIdentifier()),
                        account.clientId()));
        return new Online(truth.local(), home, controller, project, memory, gate, lists, truth::changed);
    }

    /** Fetches the spaces and projects now and then, for faces; nothing else depends on them. */
    void fetchSpacesIfDue(Online online, Instant now) {
        if (!online.isFetchOfSpacesDue(now)) {
            return;
        }
        try {
            fetchSpaces(online);
        } catch (ApiFailure | ConnectException | DecodeException e) {
            LOG.debug("the spaces can't be fetched", e);
        }
    }

    private void fetchSpaces(Online online) {
        List<ProjectRecord> projects = online.controller().projects();
        List<Space> spaces = online.controller().spaces();
        memory.change(saved -> saved.withSpaces(spaces.stream()
                .map(space -> new SavedSpace(
                        space.id(),
                        space.name(),
                        projects.stream()
                                .filter(project -> project.spaceId().equals(space.id()))
                                .map(project -> new SavedProject(project.id(), project.name(), project.users()))
                                .toList()))
                .toList()));
    }

    /** What a failure of the controller means. */
    static FailureMode mode(ActionException failure) {
        return switch (failure.reason()) {
            case DENIED, NOT_FOUND -> FailureMode.PROJECT_GONE;
            default -> FailureMode.ORCHESTRATOR_UNREACHABLE;
        };
    }
}
