package dev.portals.orchestrator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider that speaks OpenID Connect; its endpoints and keys are found at its issuer. */
final class OidcProvider implements SignInProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    /** Signatures by public keys only: with another kind, its key could be ours. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private final OrchestratorSettings.Provider setting;
    private final String issuer;
    private final ProviderHttp http;

    OidcProvider(OrchestratorSettings.Provider setting) {
        this.setting = setting;
        this.issuer = setting.issuer();
        this.http = new ProviderHttp(setting.name());
    }

    @Override
    public String name() {
        return setting.name();
    }

    @Override
    public URI page(Attempt attempt, URI back) {
        URI authorize = metadata().getAuthorizationEndpointURI();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", setting.clientId());
        query.put("redirect_uri", back.toString());
        query.put("scope", "openid email profile");
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return URI.create(authorize + (authorize.getRawQuery() == null ? "?" : "&") + ProviderHttp.form(query));
    }

    @Override
    public Somebody finish(Attempt attempt, URI back, String code) {
        OIDCProviderMetadata metadata = metadata();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("code_verifier", attempt.verifier());
        JsonNode tokens = http.token(metadata.getTokenEndpointURI(), setting.clientId(), setting.clientSecret(), form);
        IDTokenClaimsSet claims = check(metadata, tokens.path("id_token").asText(), attempt.nonce());
        String subject = claims.getSubject().getValue();
        String email = claims.getStringClaim("email");
        boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
        String name = claims.getStringClaim("name");
        if (email == null && metadata.getUserInfoEndpointURI() != null) {
            JsonNode about = http.get(
                    metadata.getUserInfoEndpointURI(),
                    tokens.path("access_token").asText());
            if (!about.path("sub").asText().equals(subject)) {
                throw http.failed();
            }
            email = about.path("email").asText();
            verified = about.path("email_verified").asBoolean();
            name = about.path("name").asText();
        }
        if (email == null || email.isEmpty() || !verified) {
            throw new ProviderException(
                    setting.name() + " has not verified your e-mail address. Verify it there first.");
        }
        return new Somebody(subject, email, name == null ? "" : name);
    }

    private IDTokenClaimsSet check(OIDCProviderMetadata metadata, String token, String nonce) {
        try {
            JWT jwt = JWTParser.parse(token);
            if (!(jwt.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)
                    || !ALGORITHMS.contains(algorithm)) {
                throw http.failed();
            }
            JWKSet keys = JWKSet.parse(http.text(metadata.getJWKSetURI()));
            return new IDTokenValidator(new Issuer(issuer), new ClientID(setting.clientId()), algorithm, keys)
                    .validate(jwt, new Nonce(nonce));
        } catch (java.text.ParseException | BadJOSEException | JOSEException e) {
            LOG.warn("{} gave an ID token that isn't valid: {}", setting.name(), e.getMessage());
            throw http.failed();
        }
    }

    private OIDCProviderMetadata metadata() {
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(
                    http.text(URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration")));
            if (!metadata.getIssuer().getValue().equals(issuer)
                    || metadata.getAuthorizationEndpointURI() == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getJWKSetURI() == null) {
                LOG.warn("{} describes another issuer, or says too little", setting.name());
                throw http.failed();
            }
            return metadata;
        } catch (ParseException e) {
            LOG.warn("{} describes itself wrongly: {}", setting.name(), e.getMessage());
            throw http.failed();
        }
    }
}
