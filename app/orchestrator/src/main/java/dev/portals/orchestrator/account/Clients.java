package dev.portals.orchestrator.account;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs that people sign in to. All are public: none has a secret. */
public final class Clients {
    /** What programs made for the hosted service call themselves (spec 04 section 1.3). */
    public static final String HOSTED = "c1SAhEjrJAqEk6ArWjGjuWX11BD2gK8X";
    /** What our own programs call themselves. */
    public static final String PORTALS = "portals";

    private static final String REDIRECT = "http://localhost:8000/callback";
    /** Not {@code [::1]}: a content security policy can't name it, so forms could not lead there. */
    private static final String LOOPBACK = "127.0.0.1";

    private final Set<String> ids;

    /** Both, and those that were configured. */
    public Clients(Collection<String> configured) {
        this.ids =
                Stream.concat(Stream.of(HOSTED, PORTALS), configured.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there is such a client. */
    public boolean knows(String id) {
        return ids.contains(id);
    }

    /**
     * Whether a browser may be sent there with a code: one fixed address for all, and for our own programs any port of this
     * computer's loopback address (RFC 8252 section 7.3).
     */
    public boolean mayReturnTo(String id, String redirect) {
        return knows(id) && (redirect.equals(REDIRECT) || id.equals(PORTALS) && isLoopback(redirect));
    }

    private static boolean isLoopback(String redirect) {
        try {
            URI uri = new URI(redirect);
            return LOOPBACK.equals(uri.getHost())
                    && uri.getPort() > 0
                    && uri.getPort() <= 65_535
                    && redirect.equals("http://" + uri.getHost() + ":" + uri.getPort() + "/callback");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
