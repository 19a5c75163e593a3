package dev.portals.engine.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.engine.account.AccountException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Talks to an account service by HTTP (spec 04 section 2). Every call waits; failures are {@link AccountException}s.
 */
public final class AccountClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_RESPONSE = 64 * 1024;
    private static final String SCOPE = "profile openid email";
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_PICTURE = 2_048;
    /** Controls, half characters, and what changes the direction of text and so shows something else than is there. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .proxy(Proxies.current())
            .build();

    private record Answer(int status, JsonNode body) {}

    /** A client for the service at that address, {@code http} or {@code https}. */
    public AccountClient(URI base) {
        this.base = base;
    }

    /** Asks where the other services are. */
    public Installation discover() {
        JsonNode body = expect(get("/.well-known/portals", ""));
        try {
            return new Installation(
                    base,
                    MultiAddr.parse(text(body, "controller")),
                    Identifier.parse(text(body, "controller_identifier")),
                    text(body, "client_id"));
        } catch (MultiAddrSyntaxException | DecodeException e) {
            throw notAService();
        }
    }

    /** Begins a sign-in that is finished in a browser anywhere (spec 04 section 2.2). */
    public DeviceCode beginDevice(String clientId) {
        SequencedMap<String, String> form = new LinkedHashMap<>();
        form.put("client_id", clientId);
        form.put("scope", SCOPE);
        JsonNode body = expect(post("/oauth/device/code", form));
        return new DeviceCode(
                text(body, "user_code"),
                page(text(body, "verification_uri")),
                page(text(body, "verification_uri_complete")),
                Duration.ofSeconds(body.path("expires_in").asLong(600)),
                text(body, "device_code"),
                Duration.ofSeconds(Math.clamp(body.path("interval").asLong(5), 1, 60)));
    }

    /**
     * Asks whether the person is done.
     *
     * @return the access token; empty if not yet: ask again after the interval
     */
    public Optional<String> poll(String clientId, DeviceCode code) {
        SequencedMap<String, String> form = new LinkedHashMap<>();
        form.put("client_id", clientId);
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
        form.put("device_code", code.secret());
        Answer answer = post("/oauth/token", form);
        if (answer.status == 200) {
            return Optional.of(text(answer.body, "access_token"));
        }
        String error = answer.body.path("error").asText();
        return switch (error) {
            case "authorization_pending", "slow_down" -> Optional.empty();
            case "expired_token" ->
                throw new AccountException(Reason.EXPIRED, "the code " + code.userCode() + " has expired; start again");
            case "access_denied" -> throw new AccountException(Reason.DENIED, "the sign-in was refused in the browser");
            default -> throw refused(answer);
        };
    }

    /** The page to open in a browser, which ends at the redirect address with a code (spec 04 section 2.3). */
    public URI authorizePage(String clientId, Pkce pkce, URI redirect, String state) {
        SequencedMap<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("scope", SCOPE);
        query.put("code_challenge_method", "S256");
        query.put("response_type", "code");
        query.put("code_challenge", pkce.challenge());
        query.put("redirect_uri", redirect.toString());
        query.put("state", state);
        return URI.create(base + "/authorize?" + encode(query));
    }

    /** Where the browser is sent when it has come back. */
    public URI donePage() {
        return URI.create(base + "/device/success");
    }

    /** Exchanges the code that came to the redirect address for an access token. */
    public String exchange(String clientId, Pkce pkce, URI redirect, String code) {
        SequencedMap<String, String> form = new LinkedHashMap<>();
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("code_verifier", pkce.verifier());
        form.put("grant_type", "authorization_code");
        form.put("redirect_uri", redirect.toString());
        return text(expect(post("/oauth/token", form)), "access_token");
    }

    /** Asks who signed in. */
    public UserInfo userInfo(String accessToken) {
        JsonNode body = expect(get("/userinfo", accessToken));
        String email = text(body, "email");
        if (!email.equals(shown(email))) {
            throw notAService();
        }
        return new UserInfo(
                text(body, "sub"),
                email,
                body.path("email_verified").asBoolean(),
                shown(body.path("name").asText()),
                shown(body.path("nickname").asText()),
                picture(body.path("picture").asText()));
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer get(String path, String accessToken) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return send(request.build());
    }

    private Answer post(String path, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(MAX_RESPONSE + 1);
            }
            if (body.length > MAX_RESPONSE) {
                throw notAService();
            }
            JsonNode json = JSON.readTree(body);
            if (json == null || !json.isObject()) {
                throw notAService();
            }
            return new Answer(response.statusCode(), json);
        } catch (JsonProcessingException e) {
            throw notAService();
        } catch (IOException e) {
            throw new AccountException(
                    Reason.OFFLINE, "nobody answers at " + base + ": check the address and the network");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AccountException(Reason.OFFLINE, "the sign-in was interrupted");
        }
    }

    private JsonNode expect(Answer answer) {
        if (answer.status != 200) {
            throw refused(answer);
        }
        return answer.body;
    }

    private AccountException refused(Answer answer) {
        String description = answer.body.path("error_description").asText();
        return new AccountException(
                Reason.DENIED,
                description.isEmpty() ? base + " refused the sign-in (" + answer.status + ")" : description);
    }

    private String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw notAService();
        }
        return value.asText();
    }

    /** What can be shown of a text that others have chosen. */
    private static String shown(String text) {
        String safe = UNFIT.matcher(text).replaceAll("");
        return safe.length() > LONGEST_TEXT ? safe.substring(0, safe.offsetByCodePoints(0, LONGEST_TEXT / 2)) : safe;
    }

    /** The address of a picture on the web; no other is fetched, and a missing picture is no failure. */
    private String picture(String address) {
        try {
            return address.length() > LONGEST_PICTURE ? "" : page(address).toString();
        } catch (AccountException e) {
            return "";
        }
    }

    private URI page(String address) {
        try {
            URI page = URI.create(address);
            if ("http".equals(page.getScheme()) || "https".equals(page.getScheme())) {
                return page;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for another scheme.
        }
        throw notAService();
    }

    private AccountException notAService() {
        return new AccountException(
                Reason.NOT_A_SERVICE, "there is no Portals service at " + base + "; ask who gave you the address");
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
