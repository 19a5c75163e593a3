package dev.portals.engine.account;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portals.engine.account.AccountException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits on a port of this computer for the browser to come back from signing in (spec 04 section 2.3, RFC 8252). Only a
 * request with the right state counts; everything else on this computer that may ask is answered and ignored.
 */
public final class BrowserCallback implements AutoCloseable {
    private final HttpServer server;
    private final URI done;
    private final String state;
    private final CompletableFuture<String> code = new CompletableFuture<>();

    /**
     * Opens the port.
     *
     * @param state what the browser must bring back
     * @param done where the browser is sent then
     */
    public BrowserCallback(String state, URI done) {
        this.state = state;
        this.done = done;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        } catch (IOException e) {
            throw new AccountException(Reason.OFFLINE, "no port of this computer can be opened: " + e.getMessage());
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The address to which the browser must come back. */
    public URI redirect() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** The code that the browser brought; an {@link AccountException} if it brought a refusal or nothing in time. */
    public String await(Duration patience) throws InterruptedException {
        try {
            return code.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AccountException(Reason.EXPIRED, "nobody signed in within " + patience.toMinutes() + " minutes");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AccountException refused
                    ? refused
                    : new AccountException(Reason.DENIED, String.valueOf(e.getCause()));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            if (!asked.getPath().equals("/callback")
                    || !parameter(asked, "state").equals(Optional.of(state))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Location", done.toString());
            exchange.sendResponseHeaders(302, -1);
            parameter(asked, "code")
                    .ifPresentOrElse(
                            code::complete,
                            () -> code.completeExceptionally(
                                    new AccountException(Reason.DENIED, "the sign-in was refused in the browser")));
        }
    }

    private static Optional<String> parameter(URI asked, String name) {
        String query = asked.getRawQuery() == null ? "" : asked.getRawQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
