package dev.portals.orchestrator.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The proxies whose word about their clients is believed: those on this computer, and those in some networks. */
public final class Proxies {
    private final List<Network> networks = new ArrayList<>();

    /** Addresses that begin with the same bits. */
    private record Network(byte[] address, int bits) {
        boolean contains(InetAddress other) {
            byte[] bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> bits % 8 & 0xff;
            return Arrays.equals(address, 0, whole, bytes, 0, whole)
                    && (mask == 0 || (address[whole] & mask) == (bytes[whole] & mask));
        }
    }

    /**
     * Those on this computer and in these networks.
     *
     * @param networks addresses, or networks as in {@code 10.0.0.0/8}
     * @throws IllegalArgumentException with a sentence, if one isn't any of these
     */
    public Proxies(List<String> networks) {
        networks.forEach(text -> this.networks.add(parse(text)));
    }

    private static Network parse(String text) {
        String[] parts = text.split("/", 2);
        try {
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= address.length * 8) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for a network of too many bits.
        }
        throw new IllegalArgumentException("“" + text + "” is neither an address nor a network such as 10.0.0.0/8");
    }

    /** For whom a request was made: who sent it, or whom a chain of proxies that are believed names as their client. */
    InetAddress client(InetAddress sender, Map<String, String> headers) {
        String[] chain = headers.getOrDefault("x-forwarded-for", "").split(",", -1);
        InetAddress client = sender;
        // Each proxy adds whom it was asked by; what stands before a name that isn't believed is that one's invention.
        for (int i = chain.length - 1; i >= 0 && believes(client); i--) {
            String name = chain[i].strip();
            if (!name.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}")) {
                break;
            }
            try {
                client = InetAddress.ofLiteral(name);
            } catch (IllegalArgumentException e) {
                break;
            }
        }
        return client;
    }

    private boolean believes(InetAddress address) {
        return address.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(address));
    }
}
