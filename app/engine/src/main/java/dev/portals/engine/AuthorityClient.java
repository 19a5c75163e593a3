package dev.portals.engine;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Method;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.project.MemberList;
import dev.portals.core.project.NewMember;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.LocalNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks a project's credential authority (spec 04 section 5.5), with a connection and a channel of its own for each request,
 * as {@code ockam} does. Every call waits, so none is made on an event loop.
 *
 * <p>Calls fail with {@link ConnectException} (nobody answers, or it isn't the authority), {@link ApiFailure} (the authority
 * says no) or {@link DecodeException} (it says something else).
 */
public final class AuthorityClient {
    private final ServiceApi service;

    /** A client that acts as the node's own identity. */
    public AuthorityClient(LocalNode local, Project project) {
        this(local, project, null);
    }

    /**
     * A client that acts as the node's own identity.
     *
     * @param administrator a credential of the controller that says we administer the project; null for none
     */
    public AuthorityClient(LocalNode local, Project project, @Nullable CredentialSource administrator) {
        this.service = new ServiceApi(
                local, "the authority", project.authorityRoute(), project.authorityIdentifier(), administrator);
    }

    /** Has a one-time code made; for enrollers. */
    public OneTimeCode issueToken(TokenRequest request) {
        return service.ask(
                AuthorityWorkers.TOKEN_ISSUER, api -> api.ask(Method.POST, "/", request.encode(), OneTimeCode::decode));
    }

    /**
     * Becomes a member by a code.
     *
     * @return false if we were a member before; then the code has not been used
     */
    public boolean redeem(OneTimeCode code) {
        try {
            service.ask(AuthorityWorkers.TOKEN_ACCEPTOR, api -> api.tell(Method.POST, "/", code.encode()));
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
        return service.ask(AuthorityWorkers.CREDENTIAL_ISSUER, api -> api.ask(Method.POST, "/", Credential::decode));
    }

    /** Makes somebody a member, or replaces a member's attributes; for enrollers. */
    public void addMember(NewMember member) {
        service.ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.POST, "/", member.encode()));
    }

    /** All members; for enrollers. */
    public MemberList members() {
        return service.ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.ask(Method.GET, "/", MemberList::decode));
    }

    /** All members' identifiers; for enrollers. */
    public List<Identifier> memberIdentifiers() {
        return service.ask(
                AuthorityWorkers.DIRECT_AUTHENTICATOR,
                api -> api.ask(Method.GET, "/member_ids", MemberList::decodeIdentifiers));
    }

    /** One member; for enrollers. Somebody who is none is an {@link ApiFailure}. */
    public AttributesEntry member(Identifier identifier) {
        return service.ask(
                AuthorityWorkers.DIRECT_AUTHENTICATOR,
                api -> api.ask(Method.GET, "/" + identifier, AttributesEntry::decode));
    }

    /** Deletes a member if there is one; for enrollers. */
    public void deleteMember(Identifier identifier) {
        service.ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.DELETE, "/" + identifier));
    }

    /** Deletes every member that we may delete, but ourselves; for enrollers. */
    public void deleteMembers() {
        service.ask(AuthorityWorkers.DIRECT_AUTHENTICATOR, api -> api.tell(Method.DELETE, "/members"));
    }
}
