package dev.portals.orchestrator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.IdTokens;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import java.util.List;

/** Tells programs where everything is. */
final class Discovery {
    private final PublicAddress address;
    private final IdTokens tokens;

    Discovery(PublicAddress address, IdTokens tokens) {
        this.address = address;
        this.tokens = tokens;
    }

    void addTo(Routes routes) {
        String provider = provider();
        routes.get("/.well-known/openid-configuration", request -> Response.json(200, provider));
        routes.get(
                "/.well-known/jwks.json",
                request -> Response.json(200, tokens.keys().toString()));
    }

    private String provider() {
        OIDCProviderMetadata metadata = new OIDCProviderMetadata(
                new Issuer(address.base()), List.of(SubjectType.PUBLIC), address.to("/.well-known/jwks.json"));
        metadata.setAuthorizationEndpointURI(address.to("/authorize"));
        metadata.setTokenEndpointURI(address.to("/oauth/token"));
        metadata.setUserInfoEndpointURI(address.to("/userinfo"));
        metadata.setDeviceAuthorizationEndpointURI(address.to("/oauth/device/code"));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.DEVICE_CODE));
        metadata.setScopes(new Scope("openid", "profile", "email"));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.ES256));
        metadata.setClaims(
                List.of("sub", "email", "email_verified", "name", "nickname", "picture", "updated_at", "nonce"));
        return metadata.toJSONObject().toJSONString();
    }

    /** Where our own programs find the controller of this installation. */
    static void addInstallation(Routes routes, String controller, String identifier) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("controller", controller)
                .put("controller_identifier", identifier)
                .put("client_id", Clients.PORTALS)
                .toString();
        routes.get("/.well-known/portals", request -> Response.json(200, text));
    }
}
