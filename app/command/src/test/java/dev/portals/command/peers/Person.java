package dev.portals.command.peers;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that is new, and with the mails that come for them. */
final class Person implements AutoCloseable {
    private final String base;
    private final Outbox outbox;
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";

    Person(String base, Outbox outbox) {
        this.base = base;
        this.outbox = outbox;
    }

    /** Opens a page that asks who they are, answers, types the mailed code, and gives where that has led. */
    HttpResponse<String> signIn(String page, String email) {
        HttpResponse<String> asked = get(page);
        String to = field(asked.body(), "to");
        int mails = outbox.count(email, "sign-in code");
        HttpResponse<String> mailed = post("/sign-in", Map.of("email", email, "to", to));
        if (!mailed.uri().getPath().equals("/sign-in/code")) {
            // A program gets its code before the address is confirmed; the page that follows asks for the mailed one.
            get(base + "/sign-in/code");
        }
        return post("/sign-in/code", Map.of("code", outbox.code(email, mails)));
    }

    /** Allows what shows that code to act for them; they are signed in. */
    HttpResponse<String> allow(String code) {
        return decide(code, "allow");
    }

    /** Refuses it. */
    HttpResponse<String> deny(String code) {
        return decide(code, "deny");
    }

    private HttpResponse<String> decide(String code, String decision) {
        get(base + "/device");
        post("/device", Map.of("user_code", code));
        return post("/device/decide", Map.of("user_code", code, "decision", decision));
    }

    /** Declines an invitation, or gives up what was accepted. */
    void declines(String invitation) {
        get(base + "/invitations");
        post("/invitations/" + invitation + "/decline", Map.of());
    }

    HttpResponse<String> get(String page) {
        return send(HttpRequest.newBuilder(URI.create(page)));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        form + "&csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8))));
    }

    /** Follows redirects, as browsers do. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer = sendOnce(request);
        while (answer.statusCode() / 100 == 3) {
            String location = answer.headers().firstValue("Location").orElseThrow();
            answer = sendOnce(HttpRequest.newBuilder(answer.uri().resolve(location)));
        }
        return answer;
    }

    private HttpResponse<String> sendOnce(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer;
        try {
            answer =
                    browser.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        if (answer.statusCode() >= 400) {
            throw new AssertionError(answer + "\n" + answer.body());
        }
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        String found = field(answer.body(), "csrf");
        csrf = found.isEmpty() ? csrf : found;
        return answer;
    }

    private static String field(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }

    @Override
    public void close() {
        browser.close();
    }
}
