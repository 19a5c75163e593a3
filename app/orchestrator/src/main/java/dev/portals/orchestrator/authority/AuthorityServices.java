package dev.portals.orchestrator.authority;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.ApiHandler;
import dev.portals.core.api.ApiServer;
import dev.portals.core.api.Method;
import dev.portals.core.api.Status;
import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.project.MemberList;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.TokenRequest;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.service.Echo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The workers through which an authority is asked (spec 04 sections 5.1 and 5.5). */
public final class AuthorityServices {
    private final Authority authority;
    private final Node node;
    private final List<Address> workers = new ArrayList<>();

    private AuthorityServices(Authority authority, Node node) {
        this.authority = authority;
        this.node = node;
    }

    /**
     * Starts the workers of that authority in a node, and its channel listener at {@code api}.
     *
     * @return the listener, which is still to be made reachable from a transport
     */
    public static ChannelListener start(Authority authority, Node node, SecureChannels channels) {
        ChannelListener listener = channels.listen(
                AuthorityWorkers.LISTENER,
                ChannelOptions.of(authority.identifier()).withAuthority(authority.accountAuthority()));
        for (Address worker : startWorkers(authority, node)) {
            node.flows().addConsumer(worker, listener.flow());
        }
        return listener;
    }

    /** Lets handshakes with the listener come in through that flow, of a transport's listener. */
    public static void reachableThrough(Node node, FlowControlId entrance) {
        node.flows().addConsumer(AuthorityWorkers.LISTENER, entrance);
    }

    /** Starts the workers alone. */
    static List<Address> startWorkers(Authority authority, Node node) {
        AuthorityServices services = new AuthorityServices(authority, node);
        services.credentialIssuer();
        if (authority.settings().tokenEnrollment()) {
            services.tokenIssuer();
            services.tokenAcceptor();
        }
        if (authority.settings().directAuthentication()) {
            services.directAuthenticator();
        }
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        services.workers.add(Echo.ADDRESS);
        return List.copyOf(services.workers);
    }

    private void credentialIssuer() {
        ApiHandler issue = call -> authority.credential(call.caller()).encode();
        start(
                AuthorityWorkers.CREDENTIAL_ISSUER,
                ApiServer.builder().on(Method.POST, "/", issue).on(Method.POST, "/credential", issue));
    }

    private void tokenIssuer() {
        ApiHandler issue = call -> authority
                .issueToken(call.caller(), TokenRequest.decode(call.body()))
                .encode();
        start(
                AuthorityWorkers.TOKEN_ISSUER,
                ApiServer.builder().on(Method.POST, "/", issue).on(Method.POST, "/tokens", issue));
    }

    private void tokenAcceptor() {
        ApiHandler redeem = call -> {
            authority.redeem(call.caller(), OneTimeCode.decode(call.body()));
            return ApiHandler.DONE;
        };
        start(
                AuthorityWorkers.TOKEN_ACCEPTOR,
                ApiServer.builder().on(Method.POST, "/", redeem).on(Method.POST, "/credential", redeem));
    }

    private void directAuthenticator() {
        ApiHandler add = call -> {
            authority.addMember(call.caller(), NewMember.decode(call.body()));
            return ApiHandler.DONE;
        };
        ApiHandler list = call -> {
            SequencedMap<Identifier, AttributesEntry> entries = new LinkedHashMap<>();
            authority.members(call.caller()).forEach((identifier, member) -> entries.put(identifier, member.entry()));
            return new MemberList(entries).encode();
        };
        ApiHandler show = call -> authority
                .member(call.caller(), Identifier.parse(call.parameter("member")))
                .entry()
                .encode(new CborWriter())
                .toBytes();
        ApiHandler delete = call -> {
            authority.deleteMember(call.caller(), Identifier.parse(call.parameter("member")));
            return ApiHandler.DONE;
        };
        start(
                AuthorityWorkers.DIRECT_AUTHENTICATOR,
                ApiServer.builder()
                        .on(Method.POST, "/", add)
                        .on(Method.POST, "/members", add)
                        .on(Method.GET, "/", list)
                        .on(Method.GET, "/members", list)
                        .on(
                                Method.GET,
                                "/member_ids",
                                call -> MemberList.encodeIdentifiers(authority.memberIdentifiers(call.caller())))
                        .on(Method.DELETE, "/members", call -> {
                            authority.deleteMembers(call.caller());
                            return ApiHandler.DONE;
                        })
                        .on(Method.GET, "/members/{member}", show)
                        .on(Method.DELETE, "/members/{member}", delete)
                        .on(Method.GET, "/{member}", show)
                        .on(Method.DELETE, "/{member}", delete));
    }

    private void start(Address address, ApiServer.Builder server) {
        // The reference answers another method at a known path like an unknown path.
        for (Method method : Method.values()) {
            ApiHandler unknown = call -> {
                throw new ApiFailure(Status.BAD_REQUEST, "unknown path");
            };
            server.on(method, "/", unknown).on(method, "/{path...}", unknown);
        }
        server.start(node, address, AccessControl.ALLOW_ALL);
        workers.add(address);
    }
}
