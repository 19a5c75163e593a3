package dev.portals.command;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that fills in the orchestrator's forms as a person would: it keeps cookies and goes where it is sent. */
final class ScriptedBrowser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern FORM = Pattern.compile("(?s)<form [^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new Cookies())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();
    private URI place = URI.create("about:blank");
    private String page = "";

    /** Goes there. */
    void open(URI uri) {
        send(HttpRequest.newBuilder(uri));
    }

    /** Types into the field and sends the form that it is in. */
    void submit(String field, String value) {
        Matcher form = FORM.matcher(page);
        while (form.find()) {
            if (form.group(2).contains(" name=\"" + field + "\"")) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(form.group(2));
                while (hidden.find()) {
                    fields.put(hidden.group(1), plain(hidden.group(2)));
                }
                fields.put(field, value);
                send(HttpRequest.newBuilder(place.resolve(plain(form.group(1))))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
                return;
            }
        }
        throw new CommandException(ExitCode.FAILED, "the page " + place.getPath() + " doesn't ask for “" + field + "”");
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            place = answer.uri();
            page = answer.body();
            if (answer.statusCode() != 200) {
                throw new CommandException(
                        ExitCode.FAILED, "the page " + place.getPath() + " answers " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.OFFLINE, "the account pages don't answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted");
        }
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String plain(String text) {
        return text.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    @Override
    public void close() {
        http.close();
    }

    /** Those of one site; the library's own jar sends back the form of RFC 2965, which sites don't read. */
    private static final class Cookies extends CookieHandler {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            return values.isEmpty()
                    ? Map.of()
                    : Map.of(
                            "Cookie",
                            List.of(values.entrySet().stream()
                                    .map(each -> each.getKey() + '=' + each.getValue())
                                    .collect(Collectors.joining("; "))));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            headers.forEach((name, lines) -> {
                if (name.equalsIgnoreCase("Set-Cookie")) {
                    lines.forEach(line -> {
                        String[] pair = line.split(";", 2)[0].split("=", 2);
                        values.put(pair[0], pair.length == 2 ? pair[1] : "");
                    });
                }
            });
        }
    }
}
