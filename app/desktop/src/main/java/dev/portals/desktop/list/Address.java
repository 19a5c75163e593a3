package dev.portals.desktop.list;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a service is, as somebody types it: a port, host:port or a URL (spec 05 section 3.4). */
public record Address(String host, int port, Optional<String> scheme) {
    private static final Pattern TYPED = Pattern.compile(
            "(?:(https?)://)?(?:(\\[[0-9a-fA-F:.]+]|[^/:?#@\\[\\]\\s]+):?)??(?::?([0-9]{1,5}))?(?:[/?#].*)?");

    /** The address, or nothing if it is none yet. */
    public static Optional<Address> parse(String text) {
        Matcher typed = TYPED.matcher(text.strip());
        if (!typed.matches()) {
            return Optional.empty();
        }
        Optional<String> scheme = Optional.ofNullable(typed.group(1)).map(each -> each.toLowerCase(Locale.ROOT));
        String host = typed.group(2) == null ? "localhost" : typed.group(2);
        int port = typed.group(3) == null
                ? scheme.map(each -> each.equals("https") ? 443 : 80).orElse(0)
                : Integer.parseInt(typed.group(3));
        boolean named = typed.group(2) != null || typed.group(3) != null;
        return named && port >= 1 && port <= 65_535 ? Optional.of(new Address(host, port, scheme)) : Optional.empty();
    }

    /** Whether it is on this computer. */
    public boolean isHere() {
        String bare = host.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
        return bare.equals("localhost") || bare.startsWith("127.") || bare.equals("::1");
    }

    /** The kind of service that usually has that port. */
    public Optional<String> kind() {
        return scheme.or(() -> Optional.ofNullable(
                switch (port) {
                    case 22 -> "ssh";
                    case 80, 3000, 5000, 5173, 8000, 8080, 8888 -> "http";
                    case 443 -> "https";
                    case 3306 -> "mysql";
                    case 5432 -> "postgresql";
                    case 6379 -> "redis";
                    case 27_017 -> "mongodb";
                    case 3389 -> "rdp";
                    case 5900 -> "vnc";
                    default -> null;
                }));
    }
}
