package dev.portals.orchestrator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.orchestrator.OrchestratorSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A provider that speaks OAuth 2.0 and has a page about its user, as GitHub does: {@code id} and {@code name} there, and the
 * addresses at {@code /emails} below it, each with {@code primary} and {@code verified}.
 */
final class OAuthProvider implements SignInProvider {
    private final OrchestratorSettings.Provider setting;
    private final URI authorize;
    private final URI token;
    private final URI user;
    private final ProviderHttp http;

    OAuthProvider(OrchestratorSettings.Provider setting) {
        this.setting = setting;
        this.authorize = URI.create(Objects.requireNonNull(setting.authorizeUrl(), "authorize-url"));
        this.token = URI.create(Objects.requireNonNull(setting.tokenUrl(), "token-url"));
        this.user = URI.create(Objects.requireNonNull(setting.userUrl(), "user-url"));
        this.http = new ProviderHttp(setting.name());
    }

    @Override
    public String name() {
        return setting.name();
    }

    @Override
    public URI page(Attempt attempt, URI back) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", setting.clientId());
        query.put("redirect_uri", back.toString());
        query.put("scope", "read:user user:email");
        query.put("state", attempt.state());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return URI.create(authorize + (authorize.getRawQuery() == null ? "?" : "&") + ProviderHttp.form(query));
    }

    @Override
    public Somebody finish(Attempt attempt, URI back, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("code_verifier", attempt.verifier());
        String access = http.token(token, setting.clientId(), setting.clientSecret(), form)
                .path("access_token")
                .asText();
        if (access.isEmpty()) {
            throw http.failed();
        }
        JsonNode about = http.get(user, access);
        String subject = about.path("id").asText(about.path("sub").asText());
        if (subject.isEmpty()) {
            throw http.failed();
        }
        String email = about.path("email_verified").asBoolean()
                ? about.path("email").asText()
                : verified(http.get(URI.create(user + "/emails"), access))
                        .orElseThrow(() -> new ProviderException(
                                setting.name() + " has not verified your e-mail address. Verify it there first."));
        return new Somebody(subject, email, about.path("name").asText(""));
    }

    private static Optional<String> verified(JsonNode emails) {
        return StreamSupport.stream(emails.spliterator(), false)
                .filter(entry -> entry.path("primary").asBoolean()
                        && entry.path("verified").asBoolean())
                .map(entry -> entry.path("email").asText())
                .findFirst();
    }
}
