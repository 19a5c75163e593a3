package dev.portals.orchestrator.controller;

import dev.portals.core.api.ApiCall;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.ApiHandler;
import dev.portals.core.api.ApiServer;
import dev.portals.core.api.Method;
import dev.portals.core.api.Status;
import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.controller.AccountToken;
import dev.portals.core.controller.AdminInfo;
import dev.portals.core.controller.Body;
import dev.portals.core.controller.ControllerWorkers;
import dev.portals.core.controller.NewProject;
import dev.portals.core.controller.NewSpace;
import dev.portals.core.controller.VersionInfo;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Node;
import dev.portals.core.service.Echo;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.invitation.Invitations;
import dev.portals.orchestrator.invitation.UsersWorker;
import dev.portals.orchestrator.metrics.Metrics;
import dev.portals.orchestrator.space.Projects;
import dev.portals.orchestrator.space.Spaces;
import dev.portals.orchestrator.store.Database;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.tcp.TcpMetrics;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.transport.tcp.TransportException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The controller's node: a channel listener on a port of its own that takes anyone, and the workers behind it (spec 04
 * section 3). Who asks is known by the identity that was proved.
 */
public final class Controller implements AutoCloseable {
    /** How long an administrator's credential lasts: a removed one keeps what it has until then (spec 04 section 3.9). */
    private static final Duration ADMINISTRATOR_LIFE = Duration.ofHours(1);

    private static final String PROJECT = "project";

    private final Parts parts;
    private final Callers callers;
    private final Credentials credentials;
    private final Node node;
    private final TcpTransport tcp;
    private final TcpListener listener;
    private final SecureChannels channels;
    private final List<Address> workers = new ArrayList<>();

    /**
     * What the controller answers with.
     *
     * @param self its identity, which also signs what administrators present to authorities
     * @param version what it says it runs
     */
    public record Parts(
            Identifier self,
            String version,
            Identities identities,
            Database database,
            Accounts accounts,
            Spaces spaces,
            Projects projects,
            Invitations invitations,
            Revisions revisions,
            AuditLog audit,
            Metrics metrics) {}

    private Controller(NettyNode netty, InetSocketAddress bind, Parts parts) {
        this.parts = parts;
        this.callers = new Callers(parts.accounts);
        this.node = netty.node().sibling();
        this.tcp = new TcpTransport(node, netty.loops());
        this.credentials = new Credentials(parts.identities, AttributeStore.inMemory(), node.clock());
        this.channels = new SecureChannels(node, parts.identities, credentials);
        try {
            // Made before the first request: a credential may not be older than the key that signs it.
            parts.identities.credentialKey(parts.self);
            accounts();
            authenticator();
            spaces();
            projects();
            versions();
            subscriptions();
            UsersWorker.start(
                    node,
                    parts.invitations,
                    parts.revisions,
                    parts.database,
                    callers::number,
                    handler -> measured("users", handler));
            Echo.start(node, ControllerWorkers.ECHO, AccessControl.ANY_CHANNEL_PEER);
            workers.add(ControllerWorkers.USERS);
            workers.add(ControllerWorkers.ECHO);
            ChannelListener api = channels.listen(ControllerWorkers.LISTENER, ChannelOptions.of(parts.self));
            workers.forEach(worker -> node.flows().addConsumer(worker, api.flow()));
            this.listener = tcp.listen(bind).join();
            // Workers are reachable from outside channels too, to say that they need one (spec 04 section 0.6).
            node.flows().addConsumer(ControllerWorkers.LISTENER, listener.spawner());
            workers.stream()
                    .filter(worker -> !worker.equals(ControllerWorkers.ECHO))
                    .forEach(worker -> node.flows().addConsumer(worker, listener.spawner()));
        } catch (CompletionException e) {
            tcp.close();
            throw e.getCause() instanceof TransportException failure ? failure : e;
        } catch (RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /**
     * Starts it; when this returns it answers.
     *
     * @param bind a literal address; port 0 picks one
     * @throws TransportException if the address can't be used
     */
    public static Controller start(NettyNode netty, InetSocketAddress bind, Parts parts) {
        return new Controller(netty, bind, parts);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.socketAddress();
    }

    /** Whether clients can come in. */
    public boolean isListening() {
        return !listener.closed().isDone();
    }

    /** What goes through its port. */
    public TcpMetrics tcp() {
        return tcp.metrics();
    }

    /** Handshakes that have ended with a channel. */
    public long handshakes() {
        return channels.succeeded();
    }

    /** Handshakes that have ended without one. */
    public long failedHandshakes() {
        return channels.failed();
    }

    /** How many channels with it are up. */
    public int channels() {
        return channels.channels().size();
    }

    private void authenticator() {
        start(
                ControllerWorkers.AUTH0_AUTHENTICATOR,
                ApiServer.builder().on(Method.POST, "/v0/enroll", measured("auth0_authenticator", this::enroll)));
    }

    /** Binds an identity to an account (spec 04 section 3.3): what follows from that is done before the answer. */
    private byte[] enroll(ApiCall call) {
        Identifier identifier = call.caller();
        AccountToken token = AccountToken.decode(call.body());
        User user = parts.accounts.byAccessToken(token.token()).orElse(null);
        if (user == null) {
            throw new ApiFailure(Status.UNAUTHORIZED, "unknown or expired access token: sign in again");
        }
        if (!user.verified()) {
            throw new ApiFailure(Status.FORBIDDEN, "confirm the e-mail address first");
        }
        Optional<User> before = parts.accounts.byIdentifier(identifier);
        List<String> concerned = new ArrayList<>(List.of(user.email()));
        before.map(User::email).ifPresent(concerned::add);
        parts.database.change(handle -> {
            parts.accounts.bind(handle, identifier, user);
            if (before.map(User::id).filter(id -> id == user.id()).isEmpty()) {
                parts.audit.done(handle, user.email(), "device.enroll", identifier.toString(), "");
            }
        });
        parts.spaces.ensureOne(Callers.caller(user));
        parts.projects.deviceChanged(identifier, concerned);
        return ApiHandler.DONE;
    }

    private void spaces() {
        Spaces spaces = parts.spaces;
        start(
                ControllerWorkers.SPACES,
                ApiServer.builder()
                        .on(
                                Method.GET,
                                "/v0",
                                measured("spaces", call -> Body.encodeList(spaces.list(callers.of(call)))))
                        .on(Method.POST, "/v0", measured("spaces", call -> {
                            NewSpace wish = NewSpace.decode(call.body());
                            return spaces.create(callers.of(call), wish.name(), wish.users())
                                    .encode();
                        }))
                        .on(
                                Method.GET,
                                "/v0/{space}",
                                measured(
                                        "spaces",
                                        call -> spaces.show(callers.of(call), call.parameter("space"))
                                                .encode()))
                        .on(Method.DELETE, "/v0/{space}", measured("spaces", call -> {
                            spaces.delete(callers.of(call), call.parameter("space"));
                            return ApiHandler.DONE;
                        }))
                        .on(
                                Method.GET,
                                "/v0/{space}/admins",
                                measured(
                                        "spaces",
                                        call -> admins(
                                                spaces.administrators(callers.of(call), call.parameter("space")))))
                        .on(
                                Method.PUT,
                                "/v0/{space}/admins/{email...}",
                                measured(
                                        "spaces",
                                        call -> admins(spaces.addAdministrator(
                                                callers.of(call), call.parameter("space"), call.parameter("email")))))
                        .on(
                                Method.DELETE,
                                "/v0/{space}/admins/{email...}",
                                measured(
                                        "spaces",
                                        call -> admins(spaces.removeAdministrator(
                                                callers.of(call), call.parameter("space"), call.parameter("email"))))));
    }

    private void projects() {
        Projects projects = parts.projects;
        start(
                ControllerWorkers.PROJECTS,
                ApiServer.builder()
                        .on(
                                Method.GET,
                                "/v0",
                                measured("projects", call -> Body.encodeList(projects.list(callers.of(call)))))
                        .on(Method.POST, "/v1/spaces/{space}/projects", measured("projects", call -> {
                            NewProject wish = NewProject.decode(call.body());
                            return projects.create(callers.of(call), call.parameter("space"), wish.name(), wish.users())
                                    .encode();
                        }))
                        .on(
                                Method.GET,
                                "/v0/{project}",
                                measured(
                                        "projects",
                                        call -> projects.show(callers.of(call), call.parameter("project"))
                                                .encode()))
                        .on(Method.DELETE, "/v0/{space}/{project}", measured("projects", call -> {
                            projects.delete(callers.of(call), call.parameter("space"), call.parameter("project"));
                            return ApiHandler.DONE;
                        }))
                        .on(
                                Method.GET,
                                "/v0/{project}/admins",
                                measured(
                                        "projects",
                                        call -> admins(
                                                projects.administrators(callers.of(call), call.parameter("project")))))
                        .on(
                                Method.PUT,
                                "/v0/{project}/admins/{email...}",
                                measured(
                                        "projects",
                                        call -> admins(projects.addAdministrator(
                                                callers.of(call), call.parameter("project"), call.parameter("email")))))
                        .on(
                                Method.DELETE,
                                "/v0/{project}/admins/{email...}",
                                measured(
                                        "projects",
                                        call -> admins(projects.removeAdministrator(
                                                callers.of(call), call.parameter("project"), call.parameter("email")))))
                        .on(
                                Method.GET,
                                "/v1/operations/{operation}",
                                measured(
                                        "projects",
                                        call -> projects.operation(callers.of(call), call.parameter("operation"))
                                                .encode()))
                        .on(
                                Method.GET,
                                "/v0/{project}/addons",
                                measured(
                                        "projects",
                                        call -> Body.encodeList(
                                                projects.addons(callers.of(call), call.parameter("project")))))
                        .on(
                                Method.POST,
                                "/v1/projects/{project}/configure_addon/{kind}",
                                measured("projects", this::refuseAddon))
                        .on(
                                Method.POST,
                                "/v1/projects/{project}/disable_addon",
                                measured("projects", this::refuseAddon)));
    }

    private byte[] refuseAddon(ApiCall call) {
        throw parts.projects.refuseAddon(callers.of(call), call.parameter("project"));
    }

    private void accounts() {
        start(
                ControllerWorkers.ACCOUNTS,
                ApiServer.builder()
                        .on(Method.GET, "/v0/project/{project}", measured("accounts", this::administratorCredential))
                        .on(Method.GET, "/v0/account", measured("accounts", call -> {
                            throw new ApiFailure(Status.NOT_IMPLEMENTED, "there are no account credentials");
                        })));
    }

    private byte[] administratorCredential(ApiCall call) {
        String project = call.parameter("project");
        String email = callers.of(call).email();
        if (!parts.database.read(handle -> parts.projects.administers(handle, project, email))) {
            throw new ApiFailure(Status.FORBIDDEN, "only administrators of the project get this credential");
        }
        return credentials
                .issue(parts.self, call.caller(), Attributes.of(Map.of(PROJECT, project)), ADMINISTRATOR_LIFE)
                .encode();
    }

    private void versions() {
        VersionInfo versions = new VersionInfo(parts.version, parts.version);
        start(
                ControllerWorkers.VERSION_INFO,
                ApiServer.builder().on(Method.GET, "", measured("version_info", call -> versions.encode())));
    }

    /** Clients of two generations expect different answers here, so there is none (spec 06, A 04 section 3.11). */
    private void subscriptions() {
        ApiServer.Builder server = ApiServer.builder();
        ApiHandler none = measured("subscriptions", call -> {
            throw new ApiFailure(
                    Status.NOT_IMPLEMENTED, "no subscription is needed here: everything is part of the installation");
        });
        for (Method method : Method.values()) {
            server.on(method, "/{path...}", none);
        }
        start(ControllerWorkers.SUBSCRIPTIONS, server);
    }

    private void start(Address worker, ApiServer.Builder server) {
        server.start(node, worker, AccessControl.ALLOW_ALL);
        workers.add(worker);
    }

    /** Counts what a handler answers, and records whom it refused. */
    private ApiHandler measured(String worker, ApiHandler handler) {
        return call -> {
            long begun = System.nanoTime();
            int status = Status.OK.code();
            try {
                return handler.handle(call);
            } catch (ApiFailure e) {
                status = e.code();
                callers.refused(call, worker, e, parts.audit);
                throw e;
            } catch (RuntimeException e) {
                status = Status.INTERNAL_SERVER_ERROR.code();
                throw e;
            } finally {
                parts.metrics.answered(worker, status, Duration.ofNanos(System.nanoTime() - begun));
            }
        };
    }

    private static byte[] admins(Collection<String> emails) {
        Function<String, AdminInfo> info = AdminInfo::new;
        return Body.encodeList(emails.stream().map(info).toList());
    }

    @Override
    public void close() {
        listener.close();
        channels.channels().forEach(channel -> channel.close());
        tcp.close();
    }
}
