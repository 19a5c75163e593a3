package dev.portals.orchestrator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.AccessToken;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Clients;
import dev.portals.orchestrator.account.DeviceCodes;
import dev.portals.orchestrator.account.DeviceCodes.Poll;
import dev.portals.orchestrator.account.Grants;
import dev.portals.orchestrator.account.IdTokens;
import dev.portals.orchestrator.account.Pkce;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import dev.portals.orchestrator.web.Response;
import dev.portals.orchestrator.web.Routes;
import java.util.List;
import java.util.Optional;

/** What programs ask the account service (spec 04 sections 2.2 to 2.4). Every refusal is JSON with a description. */
final class OAuthEndpoints {
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final int MOST_SCOPE = 500;

    private final PublicAddress address;
    private final Clients clients;
    private final Accounts accounts;
    private final Grants grants;
    private final DeviceCodes codes;
    private final IdTokens idTokens;

    OAuthEndpoints(
            PublicAddress address,
            Clients clients,
            Accounts accounts,
            Grants grants,
            DeviceCodes codes,
            IdTokens idTokens) {
        this.address = address;
        this.clients = clients;
        this.accounts = accounts;
        this.grants = grants;
        this.codes = codes;
        this.idTokens = idTokens;
    }

    void addTo(Routes routes) {
        routes.post("/oauth/device/code", this::deviceCode);
        routes.post("/oauth/token", this::token);
        routes.get("/userinfo", this::userInfo);
        routes.post("/userinfo", this::userInfo);
    }

    private Response deviceCode(Request request) {
        Parameters form = request.form();
        String client = form.get("client_id");
        String scope = form.get("scope");
        if (form.isAnyRepeated() || scope.length() > MOST_SCOPE) {
            return refused(OAuth2Error.INVALID_REQUEST, "A parameter is too long or there twice.");
        }
        if (!clients.knows(client)) {
            return refused(OAuth2Error.INVALID_CLIENT, "This installation does not know the client id.");
        }
        Optional<DeviceCodes.Begun> begun = codes.begin(client, scope, request.client());
        if (begun.isEmpty()) {
            return json(429, error(OAuth2Error.ACCESS_DENIED, "Too many devices asked from there. Wait an hour."));
        }
        String page = address.to("/device").toString();
        return json(
                200,
                object().put("device_code", begun.get().secret())
                        .put("user_code", begun.get().userCode())
                        .put("verification_uri", page)
                        .put(
                                "verification_uri_complete",
                                page + "?user_code=" + begun.get().userCode())
                        .put("expires_in", DeviceCodes.LIFE.toSeconds())
                        .put("interval", DeviceCodes.INTERVAL.toSeconds()));
    }

    private Response token(Request request) {
        Parameters form = request.form();
        if (form.isAnyRepeated()) {
            return refused(OAuth2Error.INVALID_REQUEST, "A parameter is there twice.");
        }
        String client = form.get("client_id");
        if (!clients.knows(client)) {
            return refused(OAuth2Error.INVALID_CLIENT, "This installation does not know the client id.");
        }
        return switch (form.get("grant_type")) {
            case DEVICE_GRANT -> byDevice(client, form.get("device_code"));
            case "authorization_code" -> byCode(client, form);
            default ->
                refused(OAuth2Error.UNSUPPORTED_GRANT_TYPE, "Only device codes and authorization codes are taken.");
        };
    }

    private Response byDevice(String client, String secret) {
        return switch (codes.poll(client, secret)) {
            case Poll.Allowed allowed -> granted(allowed.token());
            case Poll.Waiting waiting ->
                refused(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING, "Nobody has allowed the device yet.");
            case Poll.TooOften often -> refused(DeviceAuthorizationGrantError.SLOW_DOWN, "Ask less often.");
            case Poll.Denied denied -> refused(OAuth2Error.ACCESS_DENIED, "The person refused the device.");
            case Poll.Expired expired ->
                refused(DeviceAuthorizationGrantError.EXPIRED_TOKEN, "The code is no longer valid. Start again.");
            case Poll.AnotherClient another ->
                refused(OAuth2Error.INVALID_GRANT, "The code was given to another client.");
        };
    }

    private Response byCode(String client, Parameters form) {
        String verifier = form.get("code_verifier");
        if (form.get("code").isEmpty() || !Pkce.isVerifier(verifier)) {
            return refused(OAuth2Error.INVALID_REQUEST, "The code or its verifier is missing.");
        }
        return grants.exchange(form.get("code"), client, form.get("redirect_uri"), verifier)
                .map(this::granted)
                .orElseGet(() -> refused(
                        OAuth2Error.INVALID_GRANT, "The code is wrong, was used, or was given for something else."));
    }

    private Response granted(AccessToken token) {
        ObjectNode body = object()
                // Programs compare it with exactly this.
                .put("token_type", "Bearer")
                .put("access_token", token.secret())
                .put("expires_in", Grants.TOKEN_LIFE.toSeconds())
                .put("scope", token.scope());
        User user = token.user();
        if (user != null && List.of(token.scope().split(" ")).contains("openid")) {
            body.put("id_token", idTokens.issue(user, token.clientId(), token.nonce()));
        }
        return json(200, body);
    }

    private Response userInfo(Request request) {
        String header = request.header("authorization").orElse("");
        String token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
        return accounts.byAccessToken(token)
                .or(() -> grants.unconfirmed(token))
                .map(OAuthEndpoints::describe)
                .orElseGet(() -> json(401, error(BearerTokenError.INVALID_TOKEN, "The token is unknown or expired."))
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    /** All seven members (spec 04 section 2.4). */
    private static Response describe(User user) {
        return json(
                200,
                object().put("sub", user.sub())
                        .put("nickname", user.nickname())
                        .put("name", user.name())
                        .put("picture", user.picture())
                        .put("updated_at", user.updatedAt().toString())
                        .put("email", user.email())
                        .put("email_verified", user.verified()));
    }

    private static Response refused(ErrorObject error, String description) {
        return json(error.equals(OAuth2Error.INVALID_CLIENT) ? 401 : 400, error(error, description));
    }

    private static ObjectNode error(ErrorObject error, String description) {
        return object().put("error", error.getCode()).put("error_description", description);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Response json(int status, ObjectNode body) {
        return Response.json(status, body.toString());
    }
}
