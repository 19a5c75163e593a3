package dev.portals.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as people write them (spec 01 section 5.4): {@code 4000}, {@code :4000}, {@code 10.0.0.1:4000},
 * {@code [::1]:4000}, {@code host.example:4000}.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port 0 to 65535
 */
public record HostnamePort(String host, int port) {
    private static final Pattern PORT = Pattern.compile("\\+?[0-9]+");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)]:(\\+?[0-9]+)");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final int MAX_HOST = 253;
    private static final int MAX_PORT = 65535;
    private static final int MAX_PORT_DIGITS = 12;

    /** Checks the port. */
    public HostnamePort {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535");
        }
    }

    /**
     * From text.
     *
     * @throws IllegalArgumentException with a sentence, if it is none of the forms
     */
    public static HostnamePort parse(String text) {
        if (PORT.matcher(text).matches()) {
            return new HostnamePort("127.0.0.1", port(text));
        }
        Matcher six = IPV6.matcher(text);
        if (six.matches()) {
            return new HostnamePort("[" + canonical(six.group(1)) + "]", port(six.group(2)));
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected host:port: " + text);
        }
        int port = port(text.substring(colon + 1));
        if (colon == 0) {
            return new HostnamePort("127.0.0.1", port);
        }
        String host = text.substring(0, colon);
        if (host.length() > MAX_HOST || host.startsWith("-") || host.endsWith("-")) {
            throw new IllegalArgumentException("not the name of a host: " + host);
        }
        for (String label : host.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("not the name of a host: " + host);
            }
        }
        return new HostnamePort(host, port);
    }

    private static int port(String text) {
        if (text.length() > MAX_PORT_DIGITS || !PORT.matcher(text).matches()) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535");
        }
        long port = Long.parseLong(text);
        if (port > MAX_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535");
        }
        return (int) port;
    }

    /** The text of RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups left out. */
    private static String canonical(String text) {
        byte[] bytes;
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            bytes = address.getAddress();
            if (!(address instanceof Inet6Address)) {
                return "::ffff:" + address.getHostAddress();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IPv6 address: " + text, e);
        }
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < groups.length; i++) {
            int length = 0;
            while (i + length < groups.length && groups[i + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
            } else {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /** The addresses of the host; may take long, so never on an event loop. */
    InetAddress[] resolve() throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
