package dev.portals.engine.application;

import com.sun.net.httpserver.HttpServer;
import dev.portals.core.api.ApiCall;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.ApiHandler;
import dev.portals.core.api.ApiServer;
import dev.portals.core.api.Method;
import dev.portals.core.api.Status;
import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.controller.AcceptedInvitation;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.ChangesReply;
import dev.portals.core.controller.ChangesRequest;
import dev.portals.core.controller.ControllerWorkers;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.ReceivedInvitation;
import dev.portals.core.controller.RedeemInvitation;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.Space;
import dev.portals.core.controller.UserRole;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An account service and a controller that say what a test wants. Its project is nobody who could be reached. */
final class FakeOrchestrator implements AutoCloseable {
    static final String EMAIL = "ada@example.org";
    static final String EXPIRES = "2030-01-01T00:00:00Z";

    final List<String> told = new CopyOnWriteArrayList<>();
    final Deque<String> tokens = new ArrayDeque<>();
    final Deque<Boolean> verified = new ArrayDeque<>();
    volatile boolean tellsChanges = true;
    volatile @Nullable Status refusal;

    private final LocalNode node = new LocalNode(NodeHome.inMemory(), 1, name -> Optional.empty());
    private final HttpServer web;
    private final InetSocketAddress controller;
    private final List<ProjectRecord> projects = new ArrayList<>();
    private InvitationList invitations = new InvitationList(List.of(), List.of(), List.of());
    private long revision = 1;

    FakeOrchestrator() throws IOException {
        ChannelListener listener =
                node.channels().listen(ControllerWorkers.LISTENER, ChannelOptions.of(node.identifier()));
        var tcp = node.tcp()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .join();
        node.node().flows().addConsumer(ControllerWorkers.LISTENER, tcp.spawner());
        controller = tcp.socketAddress();
        serve(
                listener,
                ControllerWorkers.AUTH0_AUTHENTICATOR,
                ApiServer.builder().on(Method.POST, "v0/enroll", call -> {
                    told.add("enroll");
                    return ApiHandler.DONE;
                }));
        serve(
                listener,
                ControllerWorkers.SPACES,
                ApiServer.builder()
                        .on(Method.GET, "/v0/", call -> spaces())
                        .on(Method.POST, "/v0/", call -> new Space("s1", "space", List.of(EMAIL), null).encode()));
        serve(
                listener,
                ControllerWorkers.PROJECTS,
                ApiServer.builder()
                        .on(Method.GET, "/v0", call -> {
                            synchronized (this) {
                                return Body.encodeList(projects);
                            }
                        })
                        .on(Method.POST, "/v1/spaces/{id}/projects", call -> {
                            synchronized (this) {
                                projects.add(project());
                                told.add("project");
                                return projects.getLast().encode();
                            }
                        }));
        serve(
                listener,
                ControllerWorkers.USERS,
                ApiServer.builder()
                        .on(Method.GET, "/v0/invites", call -> list())
                        .on(Method.POST, "/v0/redeem_invite", call -> {
                            String id = RedeemInvitation.decode(call.body()).id();
                            return answered("accept " + id, new AcceptedInvitation(id, Role.SERVICE, "t").encode());
                        })
                        .on(
                                Method.POST,
                                "/v0/invites/{id}/ignore",
                                call -> answered("ignore " + id(call), ApiHandler.DONE))
                        .on(
                                Method.POST,
                                "/v0/invites/{id}/resend",
                                call -> answered("resend " + id(call), ApiHandler.DONE))
                        .on(Method.DELETE, "/v0/invites/{id}", call -> answered("revoke " + id(call), ApiHandler.DONE))
                        .on(Method.GET, "/v0/changes", this::changes));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page(
                "/.well-known/portals",
                () -> "{\"controller\":\"/ip4/127.0.0.1/tcp/" + controller.getPort()
                        + "/service/api\",\"controller_identifier\":\"" + node.identifier()
                        + "\",\"client_id\":\"portals\"}");
        page(
                "/oauth/device/code",
                () -> "{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\"http://h/device\","
                        + "\"verification_uri_complete\":\"http://h/device?c=1\",\"expires_in\":600,\"interval\":1}");
        page(
                "/oauth/token",
                () -> tokens.isEmpty() ? "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}" : tokens.remove());
        page(
                "/userinfo",
                () -> "{\"sub\":\"1\",\"email\":\"" + EMAIL + "\",\"email_verified\":"
                        + (verified.isEmpty() || verified.remove())
                        + ",\"name\":\"Ada\",\"nickname\":\"\",\"picture\":\"\"}");
        web.start();
    }

    private interface Page {
        String content();
    }

    private void page(String path, Page page) {
        web.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] content = page.content().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(content[1] == '"' && content[2] == 'e' ? 403 : 200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private void serve(ChannelListener listener, Address address, ApiServer.Builder server) {
        server.start(node.node(), address, AccessControl.ALLOW_ALL);
        node.node().flows().addConsumer(address, listener.flow());
    }

    private static String id(ApiCall call) {
        return call.parameter("id");
    }

    private ProjectRecord project() {
        ChangeHistory history =
                node.identities().find(node.identifier()).orElseThrow().history();
        MultiAddr route = MultiAddr.parse("/ip4/127.0.0.1/tcp/1/service/api");
        return ProjectRecord.starting(
                        "p1",
                        "default",
                        "s1",
                        "space",
                        List.of(EMAIL),
                        List.of(new UserRole(EMAIL, 7, Role.ADMIN, Scope.PROJECT)),
                        null,
                        null)
                .running(route, history, route, history);
    }

    private synchronized byte[] spaces() {
        return Body.encodeList(
                projects.isEmpty() ? List.of() : List.of(new Space("s1", "space", List.of(EMAIL), null)));
    }

    private byte[] answered(String what, byte[] answer) {
        told.add(what);
        Status no = refusal;
        if (no != null) {
            throw new ApiFailure(no, "the test says no");
        }
        return answer;
    }

    private synchronized byte[] list() {
        told.add("list");
        return invitations.encode();
    }

    private byte[] changes(ApiCall call) throws InterruptedException {
        if (!tellsChanges) {
            throw new ApiFailure(Status.NOT_FOUND, "no such thing");
        }
        long known = ChangesRequest.decode(call.body()).revision();
        synchronized (this) {
            while (revision == known) {
                wait(20_000);
            }
            return new ChangesReply(revision).encode();
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + web.getAddress().getPort());
    }

    /** From now on these are the invitations; who waits for changes is told. */
    synchronized void publish(
            List<SentInvitation> sent, List<ReceivedInvitation> received, List<InvitationWithAccess> accepted) {
        invitations = new InvitationList(sent, received, accepted);
        revision++;
        notifyAll();
    }

    static ReceivedInvitation received(String id, String from, @Nullable PortalText text) {
        return new ReceivedInvitation(id, EXPIRES, Role.SERVICE, from, Scope.SERVICE, "t", false, text);
    }

    SentInvitation sent(String id, Identifier by, String portal, String recipient) {
        return new SentInvitation(
                id, EXPIRES, Role.SERVICE, 7, recipient, 1, Scope.SERVICE, "t", 0, access(by, portal));
    }

    /** Leads nowhere: its ticket isn't one. */
    ServiceAccessDetails access(Identifier by, String portal) {
        return new ServiceAccessDetails(
                node.identifier(),
                "/ip4/127.0.0.1/tcp/1/service/api",
                node.identifier(),
                "/ip4/127.0.0.1/tcp/1/service/api",
                by,
                "/service/" + portal,
                "no ticket",
                null);
    }

    @Override
    public void close() {
        synchronized (this) {
            revision++;
            notifyAll();
        }
        web.stop(0);
        node.close();
    }
}
