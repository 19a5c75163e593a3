package dev.portals.engine;

import dev.portals.core.api.ApiClient;
import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Method;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.Credential;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.project.MemberList;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.core.routing.Address;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.Connection;
import dev.portals.transport.node.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a project's credential authority (spec 04 section 5.5), with a connection and a channel of its own for each request,
 * as {@code ockam} does. Every call waits, so none is made on an event loop.
 *
 * <p>Calls fail with {@link ConnectException} (nobody answers, or it isn't the authority), {@link ApiFailure} (the authority
 * says no) or {@link DecodeException} (it says something else).
 */
public final class AuthorityClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final LocalNode local;
    private final Project project;

    /** A client that acts as the node's own identity. */
    public AuthorityClient(LocalNode local, Project project) {
        this.local = local;
        this.project = project;
    }

    /** Has a one-time code made; for enrollers. */
    public OneTimeCode issueToken(TokenRequest request) {
        return ask(
                AuthorityWorkers.TOKEN_ISSUER, api -> api.ask(Method.POST, "/", request.encode(), OneTimeCode::decode));
    }

    /**
     * Becomes a member by a code.
     *
     * @return false if we were a member before; then the code has not been used
     */
    public boolean redeem(OneTimeCode code) {
        try {
            ask(AuthorityWorkers.TOKEN_ACCEPTOR, api -> api.tell(Method.POST, "/", code.encode()));
            return true;
        } catch (ApiFailure e) {
            if (e.code() == 403 && e.sentence().toLowerCase(Locale.ROOT).contains("already a member")) {
                return false;
            }
            throw e;
        }
    }

    /** Fetches our own credential; not verified. */
    public Credential credential() {
        return ask(AuthorityWorkers.CREDENTIAL_ISSUER, api -> api.ask(Method.POST, "/", Credential::decode));
    }

    /** Makes somebody a member, or replaces a member's attributes; for enrollers. */
    public void addMember(NewMember member) {
        ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.POST, "/", member.encode()));
    }

    /** All members; for enrollers. */
    public MemberList members() {
        return ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.ask(Method.GET, "/", MemberList::decode));
    }

    /** All members' identifiers; for enrollers. */
    public List<Identifier> memberIdentifiers() {
        return ask(
                AuthorityWorkers.DIRECT_AUTHENTICATOR,
                api -> api.ask(Method.GET, "/member_ids", MemberList::decodeIdentifiers));
    }

    /** One member; for enrollers. Somebody who is none is an {@link ApiFailure}. */
    public AttributesEntry member(Identifier identifier) {
        return ask(
                AuthorityWorkers.DIRECT_AUTHENTICATOR,
                api -> api.ask(Method.GET, "/" + identifier, AttributesEntry::decode));
    }

    /** Deletes a member if there is one; for enrollers. */
    public void deleteMember(Identifier identifier) {
        ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.DELETE, "/" + identifier));
    }

    /** Deletes every member that we may delete, but ourselves; for enrollers. */
    public void deleteMembers() {
        ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.DELETE, "/members"));
    }

    private <T> T ask(Address worker, Function<ApiClient, CompletableFuture<T>> request) {
        ChannelOptions options = ChannelOptions.of(local.identifier())
                .withTrust(TrustPolicy.exactly(project.authorityIdentifier()))
                .withTimeout(TIMEOUT);
        try (Connection connection = local.connector()
                .connect(secure(project.authorityRoute()), options)
                .join()) {
            ApiClient api = new ApiClient(local.node(), connection.route().append(worker), TIMEOUT);
            return request.apply(api).join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof ApiFailure || cause instanceof DecodeException) {
            return (RuntimeException) cause;
        }
        String problem = cause instanceof TimeoutException ? "doesn't answer" : "can't be asked: " + cause;
        return new ConnectException(
                ConnectException.Reason.OFFLINE, "the authority at " + project.authorityRoute() + " " + problem);
    }

    /** The address of the channel listener that the route ends with. */
    private static MultiAddr secure(MultiAddr route) {
        List<MultiAddr.Component> parts = new ArrayList<>(route.components());
        if (parts.getLast() instanceof MultiAddr.Service listener) {
            parts.set(parts.size() - 1, new MultiAddr.Secure(listener.name()));
        }
        return new MultiAddr(parts);
    }
}
