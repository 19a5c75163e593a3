package dev.portals.orchestrator.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks providers for JSON; follows no redirects, and waits and reads only so much. */
final class ProviderHttp {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderHttp.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 512 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String provider;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    ProviderHttp(String provider) {
        this.provider = provider;
    }

    String text(URI address) {
        return send(request(address).build());
    }

    JsonNode get(URI address, String accessToken) {
        return json(send(request(address)
                .header("Authorization", "Bearer " + accessToken)
                .build()));
    }

    /** Asks for a token; the client's secret goes into a header, as every provider must take it (RFC 6749 section 2.3.1). */
    JsonNode token(URI address, String clientId, String clientSecret, Map<String, String> form) {
        String basic = encode(clientId) + ':' + encode(clientSecret);
        return json(send(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form(form)))
                .build()));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("User-Agent", "portals");
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = answer.body()) {
                body = in.readNBytes(MAX_ANSWER + 1);
            }
            if (answer.statusCode() != 200 || body.length > MAX_ANSWER) {
                LOG.warn(
                        "{} answered {} with status {}", provider, request.uri().getPath(), answer.statusCode());
                throw failed();
            }
            return new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("{} can't be asked for {}: {}", provider, request.uri().getPath(), e.toString());
            throw failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed();
        }
    }

    private JsonNode json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json == null || json.isMissingNode()) {
                throw failed();
            }
            return json;
        } catch (JsonProcessingException e) {
            LOG.warn("{} answered with something that isn't JSON", provider);
            throw failed();
        }
    }

    ProviderException failed() {
        return new ProviderException(provider + " did not answer as it should. Try again, or sign in by e-mail.");
    }
}
