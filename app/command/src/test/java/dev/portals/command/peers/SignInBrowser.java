package dev.portals.command.peers;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's browser and mailbox: it keeps cookies and hidden fields. It has an address of its own, for what is counted. */
final class SignInBrowser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern HIDDEN = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{3}) ?(\\d{3})\\s*$");

    private final URI base;
    private final Path outbox;
    private final Map<String, String> cookies = new TreeMap<>();
    private final HttpClient http;
    private String csrf = "";

    /**
     * A browser of a new person.
     *
     * @param number which of the loopback's addresses it has
     * @param outbox where the orchestrator puts what it would mail
     */
    SignInBrowser(URI base, int number, Path outbox) {
        this.base = base;
        this.outbox = outbox;
        byte[] address = {127, 1, (byte) (number >>> 8), (byte) number};
        try {
            this.http = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .localAddress(InetAddress.getByAddress(address))
                    .build();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks for a code for that address. */
    void ask(String email) {
        get("/sign-in?to=/device");
        HttpResponse<String> answer = post("/sign-in", Map.of("email", email, "to", "/device"));
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    /** Types the code of the mail; false if it works no more. */
    boolean type(String code) {
        get("/sign-in/code");
        return post("/sign-in/code", Map.of("code", code)).statusCode() == 303;
    }

    /** Allows the device that shows that code; false if no device waits for it. */
    boolean allow(String userCode) {
        get("/device");
        return post("/device/decide", Map.of("user_code", userCode, "decision", "allow"))
                        .statusCode()
                == 200;
    }

    /** The code of the last mail to that address that has come. */
    Optional<String> code(String email) {
        if (!Files.isDirectory(outbox)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                    .flatMap(file -> code(file, email).stream())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> code(Path file, String email) {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), in);
            if (!mail.getAllRecipients()[0].toString().equals(email)) {
                return Optional.empty();
            }
            BodyPart text = ((MimeMultipart) mail.getContent()).getBodyPart(0);
            Matcher code = CODE.matcher((String) text.getContent());
            return code.find() ? Optional.of(code.group(1) + code.group(2)) : Optional.empty();
        } catch (IOException | MessagingException e) {
            throw new AssertionError(file + " is no mail", e);
        }
    }

    private void get(String path) {
        send(HttpRequest.newBuilder(base.resolve(path)));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("csrf", csrf);
        String form = all.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        request.timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            for (String set : answer.headers().allValues("Set-Cookie")) {
                String pair = set.substring(0, set.indexOf(';'));
                cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            Matcher matcher = HIDDEN.matcher(answer.body());
            if (matcher.find()) {
                csrf = matcher.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
