package dev.portals.core.project;

import dev.portals.core.routing.Address;

/** The workers of a credential authority (spec 04 section 5.1), all behind its channel listener. */
public final class AuthorityWorkers {
    /** The channel listener. */
    public static final Address LISTENER = Address.local("api");
    /** Lists, adds and deletes members. */
    public static final Address DIRECT_AUTHENTICATOR = Address.local("direct_authenticator");
    /** Makes one-time codes. */
    public static final Address TOKEN_ISSUER = Address.local("enrollment_token_issuer");
    /** Takes one-time codes. */
    public static final Address TOKEN_ACCEPTOR = Address.local("enrollment_token_acceptor");
    /** Issues members' credentials. */
    public static final Address CREDENTIAL_ISSUER = Address.local("credential_issuer");

    private AuthorityWorkers() {}
}
