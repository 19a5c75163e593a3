package dev.portals.orchestrator.provider;

import dev.portals.orchestrator.OrchestratorSettings;
import java.net.URI;

/** A service where people have an account already. Its methods wait for it, for seconds at most. */
public interface SignInProvider {
    /** What it is called, in paths and on buttons. */
    String name();

    /**
     * The page of the provider to send the browser to.
     *
     * @param back where it sends the browser afterwards
     * @throws ProviderException if it can't be asked
     */
    URI page(Attempt attempt, URI back);

    /**
     * Asks the provider who came back.
     *
     * @param code that the browser brought
     * @throws ProviderException if it doesn't say, or hasn't verified the person's address
     */
    Somebody finish(Attempt attempt, URI back, String code);

    /** The provider of a setting: OpenID Connect if its endpoints are found at its issuer, else as GitHub does it. */
    static SignInProvider of(OrchestratorSettings.Provider setting) {
        return setting.authorizeUrl() == null ? new OidcProvider(setting) : new OAuthProvider(setting);
    }
}
