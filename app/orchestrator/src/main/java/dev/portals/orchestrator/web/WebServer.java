package dev.portals.orchestrator.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portals.orchestrator.PublicAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server. It speaks plain HTTP; a proxy before it may add TLS and say in {@code X-Forwarded-For} for whom it asks
 * ({@link Proxies}). Each request has a virtual thread. Too large, too slow and too many requests are cut off.
 */
public final class WebServer implements AutoCloseable {
    /** The most bytes of a form. */
    public static final int MAX_BODY = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String CONTENT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            // Browsers hold what a form's answer redirects to against it, and programs get their codes that way.
            + " form-action 'self' http://localhost:8000 http://127.0.0.1:*;"
            + " frame-ancestors 'none'; base-uri 'none'";
    private static final List<String> FORWARDED =
            List.of("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via");
    private static final List<Response.Header> ALWAYS = List.of(
            new Response.Header("Content-Security-Policy", CONTENT_POLICY),
            new Response.Header("X-Content-Type-Options", "nosniff"),
            new Response.Header("X-Frame-Options", "DENY"),
            new Response.Header("Referrer-Policy", "same-origin"),
            new Response.Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Response.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new Response.Header("Cache-Control", "no-store"));

    static {
        // Read by the JDK's server, once, when it is first used. Sizes in bytes, times in seconds.
        Map.of(
                        "jdk.httpserver.maxConnections", "2000",
                        "sun.net.httpserver.maxReqHeaders", "100",
                        "sun.net.httpserver.maxReqHeaderSize", String.valueOf(MAX_BODY),
                        // Else an answer of several packets waits 40 ms for the browser's receipt of the first.
                        "sun.net.httpserver.nodelay", "true",
                        "sun.net.httpserver.maxReqTime", "20",
                        "sun.net.httpserver.maxRspTime", "60",
                        "sun.net.httpserver.idleInterval", "30")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private WebServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    /**
     * Takes the port; nothing is answered before {@link #serve}.
     *
     * @param address port 0: any
     * @throws IOException if it is taken
     */
    public static WebServer bind(InetSocketAddress address) throws IOException {
        return new WebServer(HttpServer.create(address, 0));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Begins to answer.
     *
     * @param address where browsers reach it; a path in it may be there in requests or not
     * @param proxies who is believed about clients
     */
    public void serve(PublicAddress address, Proxies proxies, Routes routes) {
        serve(address, proxies, routes, (pattern, status, time) -> {});
    }

    /** The same, with somebody who is told of every answer. */
    public void serve(PublicAddress address, Proxies proxies, Routes routes, RequestObserver observer) {
        Pages pages = new Pages(address);
        pages.addTo(routes);
        server.createContext("/", exchange -> answer(exchange, address, proxies, routes, pages, observer));
        server.start();
    }

    private static void answer(
            HttpExchange exchange,
            PublicAddress address,
            Proxies proxies,
            Routes routes,
            Pages pages,
            RequestObserver observer)
            throws IOException {
        long begun = System.nanoTime();
        try (exchange) {
            Response response;
            Routes.Found found = find(exchange, address, routes);
            try {
                response = respond(exchange, address, proxies, found);
            } catch (WebFailure failure) {
                response = pages.error(failure);
            } catch (IOException e) {
                // It went away, or was too slow: there is nobody to answer.
                return;
            } catch (RuntimeException e) {
                // Not its path: some hold a secret.
                LOG.error("a {} request failed", exchange.getRequestMethod(), e);
                response = pages.error(new WebFailure(500, "Something went wrong here", "Try again in a moment."));
            }
            observer.answered(
                    found instanceof Routes.Found.Match match ? match.pattern() : "",
                    response.status(),
                    Duration.ofNanos(System.nanoTime() - begun));
            send(exchange, address, response);
        }
    }

    private static String method(HttpExchange exchange) {
        String asked = exchange.getRequestMethod();
        return asked.equals("HEAD") ? "GET" : asked;
    }

    private static String path(HttpExchange exchange, PublicAddress address) {
        String path = exchange.getRequestURI().getPath();
        return below(address, path == null ? "" : path);
    }

    private static Routes.Found find(HttpExchange exchange, PublicAddress address, Routes routes) {
        return routes.find(method(exchange), path(exchange, address));
    }

    private static Response respond(HttpExchange exchange, PublicAddress address, Proxies proxies, Routes.Found found)
            throws IOException {
        String method = method(exchange);
        URI uri = exchange.getRequestURI();
        return switch (found) {
            case Routes.Found.Match match -> {
                String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
                Map<String, String> headers = headers(exchange.getRequestHeaders());
                Request request = new Request(
                        method,
                        path(exchange, address),
                        query,
                        match.parameters(),
                        Parameters.parse(query),
                        method.equals("POST") ? form(exchange, headers) : Parameters.parse(""),
                        headers,
                        network(proxies.client(exchange.getRemoteAddress().getAddress(), headers)),
                        isHere(exchange.getRemoteAddress().getAddress(), headers));
                yield match.handler().handle(request);
            }
            case Routes.Found.OtherMethods others ->
                Response.of(405, "text/plain; charset=utf-8", "Not that way.".getBytes(StandardCharsets.UTF_8))
                        .with("Allow", others.allowed());
            case Routes.Found.Nothing nothing -> throw WebFailure.notFound();
        };
    }

    private static String below(PublicAddress address, String path) {
        String prefix = address.base().getPath();
        return !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> all = new LinkedHashMap<>();
        headers.forEach((name, values) -> all.put(
                name.toLowerCase(Locale.ROOT),
                // Proxies and browsers may cut these into several lines.
                name.equalsIgnoreCase("cookie")
                        ? String.join("; ", values)
                        : name.equalsIgnoreCase("x-forwarded-for") ? String.join(",", values) : values.getFirst()));
        return all;
    }

    private static Parameters form(HttpExchange exchange, Map<String, String> headers) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MAX_BODY + 1);
        }
        if (body.length > MAX_BODY) {
            throw new WebFailure(413, "That is too much", "Forms may have " + MAX_BODY + " bytes.");
        }
        String type = headers.getOrDefault("content-type", "");
        return type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/x-www-form-urlencoded")
                ? Parameters.parse(new String(body, StandardCharsets.UTF_8))
                : Parameters.parse("");
    }

    /** Proxies name those they ask for, or keep the name of the host that was asked. */
    static boolean isHere(InetAddress peer, Map<String, String> headers) {
        return peer.isLoopbackAddress()
                && FORWARDED.stream().noneMatch(headers::containsKey)
                && headers.getOrDefault("host", "").matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    }

    /** One subscriber has a whole network of IPv6 addresses. */
    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                : address.getHostAddress();
    }

    private static void send(HttpExchange exchange, PublicAddress address, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        ALWAYS.forEach(header -> headers.set(header.name(), header.value()));
        if (address.isSecure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        for (Response.Header header : response.headers()) {
            if (header.name().equalsIgnoreCase("Set-Cookie")) {
                headers.add(header.name(), header.value());
            } else {
                headers.set(header.name(), header.value());
            }
        }
        byte[] body = response.body();
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
