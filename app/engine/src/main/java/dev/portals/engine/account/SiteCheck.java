package dev.portals.engine.account;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Looks at the orchestrator's own site, and at no third party's, to learn whether this network has its users sign in first,
 * and whether this computer's clock is right (spec 05 section 15.4, FM-12). Only while something is wrong, or once.
 */
public final class SiteCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String PAGE = "/.well-known/portals";
    private static final int MAX_BODY = 16 * 1024;
    private static final int NETWORK_AUTHENTICATION = 511;

    private final InstantSource clock;

    /** A check by that clock. */
    public SiteCheck(InstantSource clock) {
        this.clock = clock;
    }

    /** What was found. */
    public sealed interface Finding {
        /** The site answers; {@code clockAhead} is how much this computer's clock is ahead of its, negative: behind. */
        record Fine(Duration clockAhead) implements Finding {}

        /** Somebody else answers in its place, who wants something to be done on that page. */
        record Captive(URI page) implements Finding {}

        /** Nobody answers, or nothing can be said. */
        record Unknown(String sentence) implements Finding {}
    }

    /** Looks. Waits for some seconds at most. */
    public Finding look(URI base) {
        // A network that has its users sign in can only answer in the place of a site without encryption.
        boolean plain = "http".equals(base.getScheme());
        URI open = plain ? base : URI.create("http://" + base.getHost());
        Finding found = ask(open);
        return found instanceof Finding.Captive || plain ? found : ask(base);
    }

    private Finding ask(URI site) {
        HttpRequest request = HttpRequest.newBuilder(site.resolve(PAGE))
                .timeout(TIMEOUT)
                .header("Cache-Control", "no-cache")
                .build();
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(Proxies.current())
                .build()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = answer.body()) {
                body = in.readNBytes(MAX_BODY);
            }
            return judge(
                    site,
                    answer.statusCode(),
                    answer.headers(),
                    new String(body, StandardCharsets.UTF_8),
                    clock.instant());
        } catch (IOException e) {
            return new Finding.Unknown(site.getHost() + " can't be asked: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding.Unknown("interrupted");
        }
    }

    /** What an answer means. */
    static Finding judge(URI site, int status, HttpHeaders headers, String body, Instant now) {
        if (status == NETWORK_AUTHENTICATION) {
            return new Finding.Captive(site);
        }
        Optional<URI> elsewhere = headers.firstValue("Location").flatMap(to -> resolved(site, to));
        if (status / 100 == 3 && elsewhere.isPresent()) {
            boolean same = String.valueOf(elsewhere.get().getHost()).equalsIgnoreCase(site.getHost());
            return same ? fine(headers, now) : new Finding.Captive(elsewhere.get());
        }
        String text = body.stripLeading();
        if (status == 200 && text.startsWith("{") && text.contains("\"controller\"")) {
            return fine(headers, now);
        }
        return status == 200 && text.startsWith("<")
                ? new Finding.Captive(site)
                : new Finding.Unknown(site.getHost() + " answers with " + status);
    }

    private static Optional<URI> resolved(URI site, String location) {
        try {
            URI to = site.resolve(location);
            return "http".equals(to.getScheme()) || "https".equals(to.getScheme()) ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Finding fine(HttpHeaders headers, Instant now) {
        try {
            return new Finding.Fine(headers.firstValue("Date")
                    .map(date -> Duration.between(
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant(),
                            now))
                    .orElse(Duration.ZERO));
        } catch (DateTimeException e) {
            return new Finding.Fine(Duration.ZERO);
        }
    }
}
