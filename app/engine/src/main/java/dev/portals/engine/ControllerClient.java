package dev.portals.engine;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Method;
import dev.portals.core.controller.AcceptedInvitation;
import dev.portals.core.controller.AccountToken;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.ChangesReply;
import dev.portals.core.controller.ChangesRequest;
import dev.portals.core.controller.ControllerWorkers;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.ListKind;
import dev.portals.core.controller.NewInvitation;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.NewSpace;
import dev.portals.core.controller.Operation;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.RedeemInvitation;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.Space;
import dev.portals.core.controller.VersionInfo;
import dev.portals.core.credential.Credential;
import dev.portals.engine.account.Installation;
import dev.portals.transport.node.LocalNode;
import java.time.Duration;
import java.util.List;

/**
 * Asks an orchestrator's controller, as {@code ockam} does (spec 04 sections 3 and 6). Every call waits, so none is made on
 * an event loop.
 *
 * <p>Calls fail with {@link dev.portals.transport.node.ConnectException} (nobody answers, or it isn't the controller),
 * {@link ApiFailure} (the controller says no) or {@link dev.portals.core.codec.DecodeException} (it says something else).
 */
public final class ControllerClient {
    /** How long the controller may keep a question about changes, and a little more. */
    private static final Duration CHANGES_TIMEOUT = Duration.ofSeconds(45);

    private final ServiceApi service;

    /** A client that acts as the node's own identity. */
    public ControllerClient(LocalNode local, Installation installation) {
        this.service = new ServiceApi(
                local, "the controller", installation.controller(), installation.controllerIdentifier(), null);
    }

    /** Binds our identity to the account that the access token stands for. */
    public void enroll(String accessToken) {
        byte[] body = new AccountToken(accessToken).encode();
        service.ask(ControllerWorkers.AUTH0_AUTHENTICATOR, api -> api.tell(Method.POST, "v0/enroll", body));
    }

    /** The spaces that we administer or have a share in; the default one first. */
    public List<Space> spaces() {
        return service.ask(
                ControllerWorkers.SPACES, api -> api.ask(Method.GET, "/v0/", in -> Body.decodeList(in, Space::decode)));
    }

    /** Makes a space. */
    public Space createSpace(NewSpace space) {
        return service.ask(
                ControllerWorkers.SPACES, api -> api.ask(Method.POST, "/v0/", space.encode(), Space::decode));
    }

    /** The projects in which we have a role, the oldest first. */
    public List<ProjectRecord> projects() {
        return service.ask(
                ControllerWorkers.PROJECTS,
                api -> api.ask(Method.GET, "/v0", in -> Body.decodeList(in, ProjectRecord::decode)));
    }

    /** One project. */
    public ProjectRecord project(String id) {
        return service.ask(ControllerWorkers.PROJECTS, api -> api.ask(Method.GET, "/v0/" + id, ProjectRecord::decode));
    }

    /** Makes a project; it may become ready later. */
    public ProjectRecord createProject(String spaceId, NewProject project) {
        return service.ask(
                ControllerWorkers.PROJECTS,
                api -> api.ask(
                        Method.POST, "/v1/spaces/" + spaceId + "/projects", project.encode(), ProjectRecord::decode));
    }

    /** What became of something that takes its time. */
    public Operation operation(String id) {
        return service.ask(
                ControllerWorkers.PROJECTS, api -> api.ask(Method.GET, "/v1/operations/" + id, Operation::decode));
    }

    /** A credential that says we administer the project; not verified. */
    public Credential administratorCredential(String projectId) {
        return service.ask(
                ControllerWorkers.ACCOUNTS, api -> api.ask(Method.GET, "/v0/project/" + projectId, Credential::decode));
    }

    /** What the controller runs. */
    public VersionInfo version() {
        return service.ask(ControllerWorkers.VERSION_INFO, api -> api.ask(Method.GET, "", VersionInfo::decode));
    }

    /** Invitations that we sent, received and accepted. */
    public InvitationList invitations(ListKind kind) {
        return service.ask(
                ControllerWorkers.USERS,
                api -> api.ask(Method.GET, "/v0/invites", kind.encode(), InvitationList::decode));
    }

    /** One invitation of ours; somebody else's is a {@link ApiFailure} 404. */
    public InvitationWithAccess invitation(String id) {
        return service.ask(
                ControllerWorkers.USERS, api -> api.ask(Method.GET, "/v0/invites/" + id, InvitationWithAccess::decode));
    }

    /** Invites somebody to a space or project. */
    public SentInvitation invite(NewInvitation invitation) {
        return service.ask(
                ControllerWorkers.USERS,
                api -> api.ask(Method.POST, "/v0/invites", invitation.encode(), SentInvitation::decode));
    }

    /** Invites somebody to a service. */
    public SentInvitation invite(NewServiceInvitation invitation) {
        return service.ask(
                ControllerWorkers.USERS,
                api -> api.ask(Method.POST, "/v0/invites/service", invitation.encode(), SentInvitation::decode));
    }

    /** Accepts an invitation; again is fine. */
    public AcceptedInvitation accept(String id) {
        byte[] body = new RedeemInvitation(id).encode();
        return service.ask(
                ControllerWorkers.USERS,
                api -> api.ask(Method.POST, "/v0/redeem_invite", body, AcceptedInvitation::decode));
    }

    /** Declines an invitation, or gives up what it gave; again is fine. */
    public void ignore(String id) {
        service.ask(ControllerWorkers.USERS, api -> api.tell(Method.POST, "/v0/invites/" + id + "/ignore"));
    }

    /** Takes back an invitation that we sent, and what it gave; only our orchestrators do this. */
    public void revoke(String id) {
        service.ask(ControllerWorkers.USERS, api -> api.tell(Method.DELETE, "/v0/invites/" + id));
    }

    /** Has the mail of an invitation that we sent sent once more; only our orchestrators do this. */
    public void resend(String id) {
        service.ask(ControllerWorkers.USERS, api -> api.tell(Method.POST, "/v0/invites/" + id + "/resend"));
    }

    /**
     * Waits until something that concerns us has changed since that revision, or for half a minute; only our orchestrators
     * do this.
     *
     * @return the revision now
     */
    public long changes(long known) {
        byte[] body = new ChangesRequest(known).encode();
        return service.ask(
                        ControllerWorkers.USERS,
                        CHANGES_TIMEOUT,
                        api -> api.ask(Method.GET, "/v0/changes", body, ChangesReply::decode))
                .revision();
    }
}
