package dev.portals.orchestrator.account;

import org.jspecify.annotations.Nullable;

/**
 * What a program got for its user.
 *
 * @param secret what it presents
 * @param user whose it is; null while the address isn't confirmed
 * @param nonce what the program asked to see again; empty if nothing
 */
public record AccessToken(
        String secret,
        String clientId,
        String scope,
        String nonce,
        @Nullable User user) {
    @Override
    public String toString() {
        return "AccessToken[" + clientId + ']';
    }
}
