package dev.portals.engine.account;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy the web is asked through (spec 05 section 15.4): what the person chose, else what the environment says ({@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy}, {@code no_proxy}, in either case), else what the system says.
 */
public final class Proxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;
    private static final String SYSTEM = "system";
    private static final String NONE = "none";

    /** What the person of this process chose. */
    private static volatile String chosen = SYSTEM;

    private final Map<String, String> environment;
    private final @Nullable ProxySelector system;

    Proxies(Map<String, String> environment, @Nullable ProxySelector system) {
        this.environment = environment;
        this.system = system;
    }

    /**
     * Says what this process uses from now on.
     *
     * @param next {@code system}, {@code none}, or a proxy
     */
    public static void choose(String next) {
        chosen = next;
    }

    /** Whether that is written as a proxy is. */
    public static boolean isProxy(String text) {
        return parse(text) != null;
    }

    /** That of this process. */
    public static ProxySelector current() {
        return new Proxies(System.getenv(), ProxySelector.getDefault());
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String person = chosen;
        if (!person.equals(SYSTEM)) {
            Proxy proxy = person.equals(NONE) ? null : parse(person);
            return proxy == null || isExcepted(host) ? List.of(Proxy.NO_PROXY) : List.of(proxy);
        }
        String named = variable(uri.getScheme() + "_proxy");
        String text = named.isEmpty() ? variable("all_proxy") : named;
        if (text.isEmpty()) {
            return system == null ? List.of(Proxy.NO_PROXY) : system.select(uri);
        }
        Proxy proxy = parse(text);
        return proxy == null || isExcepted(host) ? List.of(Proxy.NO_PROXY) : List.of(proxy);
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isBlank()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower.strip();
    }

    /** This computer is never asked for through a proxy. */
    private boolean isExcepted(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String part : variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String domain = part.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
            if (part.equals("*") || !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain))) {
                return true;
            }
        }
        return false;
    }

    /** A proxy of the web, with or without its scheme; null if it is written in no way that is known. */
    private static @Nullable Proxy parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            boolean web =
                    uri.getScheme().equalsIgnoreCase("http") || uri.getScheme().equalsIgnoreCase("https");
            return !web || uri.getHost() == null
                    ? null
                    : new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(
                                    uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        if (system != null) {
            system.connectFailed(uri, address, failure);
        }
    }
}
