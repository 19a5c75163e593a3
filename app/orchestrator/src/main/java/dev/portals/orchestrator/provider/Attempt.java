package dev.portals.orchestrator.provider;

import dev.portals.orchestrator.account.Pkce;
import dev.portals.orchestrator.account.Secrets;

/**
 * One way to a provider and back. Everything that ties both ends together follows from one secret, which only the browser has.
 *
 * @param secret of {@link Secrets#random}
 */
public record Attempt(String secret) {
    /** Comes back with the browser. */
    public String state() {
        return Secrets.derive(secret, "provider state");
    }

    /** Comes back inside the provider's signed word. */
    public String nonce() {
        return Secrets.derive(secret, "provider nonce");
    }

    /** Shows the provider that who asks for the token is who began (RFC 7636). */
    public String verifier() {
        return Secrets.derive(secret, "provider verifier");
    }

    /** What of the verifier is told at the beginning. */
    public String challenge() {
        return Pkce.challenge(verifier());
    }

    @Override
    public String toString() {
        return "Attempt[]";
    }
}
