package dev.portals.orchestrator.invitation;

import dev.portals.core.api.ApiCall;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.ApiHandler;
import dev.portals.core.api.ApiServer;
import dev.portals.core.api.Method;
import dev.portals.core.api.Status;
import dev.portals.core.controller.ChangesReply;
import dev.portals.core.controller.ChangesRequest;
import dev.portals.core.controller.ControllerWorkers;
import dev.portals.core.controller.ListKind;
import dev.portals.core.controller.NewInvitation;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.RedeemInvitation;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Node;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The controller's worker {@code users}: the requests of spec 04 section 6.1, and of our own DELETE
 * {@code /v0/invites/{id}}, POST {@code /v0/invites/{id}/resend} and GET {@code /v0/changes}.
 */
public final class UsersWorker {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final Invitations invitations;
    private final Revisions revisions;
    private final Database database;
    private final Function<Identifier, Optional<Long>> users;

    private UsersWorker(
            Invitations invitations,
            Revisions revisions,
            Database database,
            Function<Identifier, Optional<Long>> users) {
        this.invitations = invitations;
        this.revisions = revisions;
        this.database = database;
        this.users = users;
    }

    /**
     * Starts it in a node.
     *
     * @param users the number of the user to whom an identity belongs
     * @param around what is done about every request, except for those that wait
     */
    public static Context start(
            Node node,
            Invitations invitations,
            Revisions revisions,
            Database database,
            Function<Identifier, Optional<Long>> users,
            UnaryOperator<ApiHandler> around) {
        UsersWorker worker = new UsersWorker(invitations, revisions, database, users);
        return ApiServer.builder()
                // Beside calls that only wait for changes there is room for others.
                .mostCalls(2 * Revisions.MOST)
                .on(Method.POST, "/v0/invites", around.apply(worker::invite))
                .on(Method.POST, "/v0/invites/service", around.apply(worker::share))
                .on(Method.GET, "/v0/invites", around.apply(worker::list))
                .on(Method.GET, "/v0/invites/{id}", around.apply(worker::show))
                .on(Method.DELETE, "/v0/invites/{id}", around.apply(worker::revoke))
                .on(Method.POST, "/v0/invites/{id}/ignore", around.apply(worker::ignore))
                .on(Method.POST, "/v0/invites/{id}/resend", around.apply(worker::resend))
                .on(Method.POST, "/v0/redeem_invite", around.apply(worker::redeem))
                .on(Method.GET, "/v0/changes", worker::changes)
                .start(node, ControllerWorkers.USERS, AccessControl.ALLOW_ALL);
    }

    private byte[] invite(ApiCall call) {
        return invitations.invite(user(call), NewInvitation.decode(call.body())).encode();
    }

    private byte[] share(ApiCall call) {
        return invitations
                .invite(user(call), NewServiceInvitation.decode(call.body()))
                .encode();
    }

    private byte[] list(ApiCall call) {
        return invitations.list(user(call), ListKind.decode(call.body())).encode();
    }

    private byte[] show(ApiCall call) {
        return invitations.show(user(call), call.parameter("id")).encode();
    }

    private byte[] redeem(ApiCall call) {
        return invitations
                .accept(user(call), RedeemInvitation.decode(call.body()).id())
                .encode();
    }

    private byte[] ignore(ApiCall call) {
        invitations.ignore(user(call), call.parameter("id"));
        return ApiHandler.DONE;
    }

    private byte[] revoke(ApiCall call) {
        invitations.revoke(user(call), call.parameter("id"));
        return ApiHandler.DONE;
    }

    private byte[] resend(ApiCall call) {
        invitations.resend(user(call), call.parameter("id"));
        return ApiHandler.DONE;
    }

    private byte[] changes(ApiCall call) throws InterruptedException {
        long user = user(call);
        long known = ChangesRequest.decode(call.body()).revision();
        String key = database.read(handle -> Person.of(handle, user).key());
        return new ChangesReply(revisions.await(key, known, LONGEST_WAIT)).encode();
    }

    private long user(ApiCall call) {
        return users.apply(call.caller())
                .orElseThrow(() -> new ApiFailure(Status.UNAUTHORIZED, "enroll first: this identity has no account"));
    }
}
