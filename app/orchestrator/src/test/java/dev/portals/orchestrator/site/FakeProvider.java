package dev.portals.orchestrator.site;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.account.Pkce;
import dev.portals.orchestrator.provider.SignInProvider;
import dev.portals.orchestrator.web.Parameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service where people have an account, which speaks OpenID Connect and also as GitHub does. Tests change what it says. */
final class FakeProvider implements AutoCloseable {
    final Map<String, Object> claims = new TreeMap<>();
    String emails = "[{\"email\":\"ada@example.org\",\"primary\":true,\"verified\":true}]";
    ECKey signing;

    private final HttpServer server;
    private final ECKey published;
    private Parameters asked = Parameters.parse("");

    FakeProvider() throws IOException, JOSEException {
        published = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        signing = published;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        claims.putAll(Map.of("iss", issuer(), "aud", "ours", "sub", "17", "name", "Ada", "email", "ada@example.org"));
        claims.put("email_verified", true);
        answer("/.well-known/openid-configuration", exchange -> """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/keys","subject_types_supported":["public"],"response_types_supported":["code"],
                 "id_token_signing_alg_values_supported":["ES256"]}""".formatted(issuer()));
        answer("/keys", exchange -> new JWKSet(published).toString());
        answer("/token", this::token);
        answer("/user", exchange -> "{\"id\":17,\"login\":\"ada\",\"name\":\"Ada\"}");
        answer("/user/emails", exchange -> emails);
        server.start();
    }

    private interface Answer {
        String to(HttpExchange exchange) throws IOException;
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] text = answer.to(exchange).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(text.length == 0 ? 400 : 200, text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
            }
        });
    }

    private String token(HttpExchange exchange) throws IOException {
        Parameters form =
                Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!form.get("code").equals("right")
                || !Pkce.challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))) {
            return "";
        }
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("nonce", asked.get("nonce"));
        claims.forEach(all::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), all.build());
        try {
            token.sign(new ECDSASigner(signing));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
        return "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"id_token\":\"" + token.serialize() + "\"}";
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Somebody agrees there; the state that comes back. */
    String agree(String page) {
        asked = Parameters.parse(URI.create(page).getRawQuery());
        return asked.get("state");
    }

    List<SignInProvider> both() {
        return List.of(
                SignInProvider.of(
                        new OrchestratorSettings.Provider("oidc", issuer(), "ours", "secret", null, null, null)),
                SignInProvider.of(new OrchestratorSettings.Provider(
                        "hub",
                        "",
                        "ours",
                        "secret",
                        issuer() + "/authorize",
                        issuer() + "/token",
                        issuer() + "/user")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
