package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.engine.ControllerClient;
import dev.portals.engine.account.AccountClient;
import dev.portals.engine.account.AccountException;
import dev.portals.engine.account.DeviceCode;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Somebody with an account and one device, who repeats what was not answered. */
final class Resident implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MAIL = Duration.ofSeconds(8);

    private final KilledOrchestrator orchestrator;
    private final Persistence persistence;
    private final Facts facts;
    final String email;
    final LocalNode node = device();
    final ControllerClient controller;
    private final SignInBrowser browser;

    /** Somebody without an account. */
    Resident(KilledOrchestrator orchestrator, Persistence persistence, Facts facts, int number) {
        this.orchestrator = orchestrator;
        this.persistence = persistence;
        this.facts = facts;
        this.email = "person-" + number + "@example.org";
        this.controller = new ControllerClient(node, orchestrator.installation());
        this.browser = new SignInBrowser(orchestrator.url(), number, orchestrator.outbox());
    }

    /** A node with an identity of its own that vanishes. */
    static LocalNode device() {
        return new LocalNode(NodeHome.inMemory(), 1, name -> Optional.empty());
    }

    /** Signs in by mail, allows the device and binds it to the account. */
    void enrol() throws InterruptedException {
        signIn();
        String token = token();
        facts.acknowledged("token of " + email, "SELECT COUNT(*) FROM access_tokens WHERE token_hash = ?", hash(token));
        persistence.until("enrol " + email, () -> {
            controller.enroll(token);
            return true;
        });
        facts.acknowledged(
                "device of " + email,
                "SELECT COUNT(*) FROM devices d JOIN users u ON u.id = d.user_id WHERE d.identifier = ? AND u.email ="
                        + " ?",
                node.identifier().toString(),
                email);
        facts.acknowledged(
                "space of " + email,
                "SELECT COUNT(DISTINCT email_key) FROM space_administrators WHERE email = ?",
                email);
    }

    private void signIn() throws InterruptedException {
        String[] tried = {""};
        for (int mails = 1; ; mails++) {
            persistence.until("ask for a code", () -> {
                browser.ask(email);
                return true;
            });
            facts.acknowledged(
                    "code for " + email,
                    "SELECT CASE WHEN COUNT(*) >= ? THEN 1 ELSE 0 END FROM mails WHERE recipient = ?",
                    mails,
                    email);
            // Until the mail that was asked for now is there, the last one is that of the code before.
            Optional<String> code =
                    persistence.within(MAIL, () -> browser.code(email).filter(found -> !found.equals(tried[0])));
            if (code.isPresent()) {
                tried[0] = code.get();
                if (persistence.until("type the code", () -> browser.type(tried[0]))) {
                    facts.acknowledged("account of " + email, "SELECT COUNT(*) FROM users WHERE email = ?", email);
                    return;
                }
            }
        }
    }

    private String token() throws InterruptedException {
        while (true) {
            DeviceCode code = persistence.until("begin a device", this::beginDevice);
            boolean[] again = {false};
            boolean allowed = persistence.until("allow a device", () -> {
                boolean first = !again[0];
                again[0] = true;
                boolean done = browser.allow(code.userCode());
                if (first && !done) {
                    throw new AssertionError("the code of a device is forgotten");
                }
                return done;
            });
            try (AccountClient accounts = new AccountClient(orchestrator.url())) {
                Optional<String> token = persistence.until("poll", () -> {
                    try {
                        return accounts.poll("portals", code);
                    } catch (AccountException e) {
                        if (e.reason() == AccountException.Reason.OFFLINE) {
                            throw e;
                        }
                        // Its answer may have been lost: then it is used.
                        return Optional.empty();
                    }
                });
                if (token.isPresent()) {
                    return token.get();
                }
                if (allowed && persistence.undisturbed()) {
                    throw new AssertionError("an allowed device gets no token");
                }
            }
        }
    }

    private DeviceCode beginDevice() {
        HttpResponse<String> answer =
                browser.post("/oauth/device/code", Map.of("client_id", "portals", "scope", "profile openid email"));
        try {
            JsonNode body = JSON.readTree(answer.body());
            URI page = orchestrator.url();
            return new DeviceCode(
                    body.path("user_code").asText(),
                    page,
                    page,
                    Duration.ofMinutes(10),
                    body.path("device_code").asText(),
                    Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(answer.statusCode() + " " + answer.body(), e);
        }
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        node.close();
    }
}
