package dev.portals.core.multiaddr;

import dev.portals.core.codec.Bare;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An address of several parts, for example {@code /ip4/192.0.2.1/tcp/4000/secure/api/service/web} (spec 01 section 7; the
 * part {@code udp} is of 0.150).
 *
 * <pre>
 * text     /prefix/value for each part
 * binary   varint code | value, for each part; texts with their length in front, ports big-endian
 * </pre>
 *
 * @param components the parts from left to right
 */
public record MultiAddr(List<Component> components) {
    /** Longer text or bytes are refused. */
    static final int MAX_LENGTH = 16 * 1024;

    /** One part. */
    public sealed interface Component {
        /** What it is, as it stands before the value in text. */
        String prefix();

        /** Its value as text. */
        String text();
    }

    /** An IPv4 host; 4 bytes. */
    public record Ip4(InetAddress address) implements Component {
        @Override
        public String prefix() {
            return "ip4";
        }

        @Override
        public String text() {
            return address.getHostAddress();
        }
    }

    /** An IPv6 host; its 16 bytes. */
    public record Ip6(List<Byte> bytes) implements Component {
        @Override
        public String prefix() {
            return "ip6";
        }

        @Override
        public String text() {
            return Ip6Text.print(raw());
        }

        byte[] raw() {
            byte[] raw = new byte[16];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = bytes.get(i);
            }
            return raw;
        }
    }

    /** A host by name. */
    public record DnsAddr(String host) implements Component {
        @Override
        public String prefix() {
            return "dnsaddr";
        }

        @Override
        public String text() {
            return host;
        }
    }

    /** A TCP port. */
    public record Tcp(int port) implements Component {
        @Override
        public String prefix() {
            return "tcp";
        }

        @Override
        public String text() {
            return Integer.toString(port);
        }
    }

    /** A UDP port. */
    public record Udp(int port) implements Component {
        @Override
        public String prefix() {
            return "udp";
        }

        @Override
        public String text() {
            return Integer.toString(port);
        }
    }

    /** A service: a worker of that name. */
    public record Service(String name) implements Component {
        @Override
        public String prefix() {
            return "service";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A worker of that name. */
    public record Worker(String name) implements Component {
        @Override
        public String prefix() {
            return "worker";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A secure channel to the listener of that name. */
    public record Secure(String name) implements Component {
        @Override
        public String prefix() {
            return "secure";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A node by the name it has on this computer. */
    public record Node(String name) implements Component {
        @Override
        public String prefix() {
            return "node";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A project by name. */
    public record Project(String name) implements Component {
        @Override
        public String prefix() {
            return "project";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** A space by name. */
    public record Space(String name) implements Component {
        @Override
        public String prefix() {
            return "space";
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** Copies the parts. */
    public MultiAddr {
        components = List.copyOf(components);
    }

    /**
     * Reads text; {@code self} stands for {@code /secure/api}, and the leading slash may be left out.
     *
     * @throws MultiAddrSyntaxException for anything else
     */
    public static MultiAddr parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MultiAddrSyntaxException("it is longer than " + MAX_LENGTH + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MultiAddrSyntaxException("it has half a character; type it again");
        }
        if (text.equals("self")) {
            return new MultiAddr(List.of(new Secure("api")));
        }
        List<Component> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '/') {
                at++;
            }
            int prefixEnd = end(text, at);
            String prefix = text.substring(at, prefixEnd);
            int valueStart = Math.min(prefixEnd + 1, text.length());
            int valueEnd = end(text, valueStart);
            parts.add(component(prefix, text.substring(valueStart, valueEnd)));
            at = valueEnd;
        }
        return new MultiAddr(parts);
    }

    private static int end(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    private static Component component(String prefix, String value) {
        return switch (prefix) {
            case "ip4" -> new Ip4(ip4(value));
            case "ip6" -> ip6(Ip6Text.parse(value));
            case "dnsaddr" -> new DnsAddr(value);
            case "tcp" -> new Tcp(port(prefix, value));
            case "udp" -> new Udp(port(prefix, value));
            case "service" -> new Service(value);
            case "worker" -> new Worker(value);
            case "secure" -> new Secure(value);
            case "node" -> new Node(value);
            case "project" -> new Project(value);
            case "space" -> new Space(value);
            default ->
                throw new MultiAddrSyntaxException("“" + prefix
                        + "” is not a part of an address: use ip4, ip6, dnsaddr, tcp, udp, service, worker,"
                        + " secure, node, project or space");
        };
    }

    private static int port(String prefix, String value) {
        String digits = value.startsWith("+") ? value.substring(1) : value;
        if (digits.isEmpty() || digits.length() > 100 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MultiAddrSyntaxException("after /" + prefix + "/ comes a port from 0 to 65535");
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 5 || Integer.parseInt(significant) > 65535) {
            throw new MultiAddrSyntaxException("after /" + prefix + "/ comes a port from 0 to 65535");
        }
        return Integer.parseInt(significant);
    }

    private static InetAddress ip4(String value) {
        String[] octets = value.split("\\.", -1);
        byte[] bytes = new byte[4];
        boolean good = octets.length == 4;
        for (int i = 0; good && i < 4; i++) {
            good = octets[i].matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(octets[i]) <= 255;
            bytes[i] = good ? (byte) Integer.parseInt(octets[i]) : 0;
        }
        if (!good) {
            throw new MultiAddrSyntaxException("after /ip4/ come four numbers from 0 to 255, for example 127.0.0.1");
        }
        return ip4(bytes);
    }

    private static InetAddress ip4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static Ip6 ip6(byte[] bytes) {
        List<Byte> list = new ArrayList<>(16);
        for (byte b : bytes) {
            list.add(b);
        }
        return new Ip6(List.copyOf(list));
    }

    /** The binary form. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Component part : components) {
            switch (part) {
                case Ip4 ip -> put(out, 4, ip.address.getAddress());
                case Tcp tcp -> put(out, 6, port(tcp.port));
                case Ip6 ip -> put(out, 41, ip.raw());
                case DnsAddr name -> putText(out, 56, name.host);
                case Udp udp -> put(out, 273, port(udp.port));
                case Service service -> putText(out, 62526, service.name);
                case Node node -> putText(out, 72526, node.name);
                case Project project -> putText(out, 82526, project.name);
                case Space space -> putText(out, 92526, space.name);
                case Secure secure -> putText(out, 99526, secure.name);
                case Worker worker -> putText(out, 102526, worker.name);
            }
        }
        return out.toByteArray();
    }

    private static byte[] port(int port) {
        return new byte[] {(byte) (port >>> 8), (byte) port};
    }

    private static void put(ByteArrayOutputStream out, int code, byte[] value) {
        putVarint(out, code);
        out.writeBytes(value);
    }

    private static void putText(ByteArrayOutputStream out, int code, String value) {
        putVarint(out, code);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        putVarint(out, utf8.length);
        out.writeBytes(utf8);
    }

    private static void putVarint(ByteArrayOutputStream out, long value) {
        byte[] bytes = new byte[10];
        out.write(bytes, 0, Bare.writeUint(bytes, 0, value));
    }

    /**
     * Reads the binary form; nothing at all is the address without parts.
     *
     * @throws MultiAddrSyntaxException for an unknown code, a length that isn't the shortest, or bytes that are missing
     */
    public static MultiAddr decode(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new MultiAddrSyntaxException("it is longer than " + MAX_LENGTH + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Component> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            long code = varint(in, 5);
            parts.add(
                    switch ((int) Math.min(code, Integer.MAX_VALUE)) {
                        case 4 -> new Ip4(ip4(take(in, 4)));
                        case 6 -> new Tcp(unsigned16(take(in, 2)));
                        case 41 -> ip6(take(in, 16));
                        case 56 -> new DnsAddr(text(in));
                        case 273 -> new Udp(unsigned16(take(in, 2)));
                        case 62526 -> new Service(text(in));
                        case 72526 -> new Node(text(in));
                        case 82526 -> new Project(text(in));
                        case 92526 -> new Space(text(in));
                        case 99526 -> new Secure(text(in));
                        case 102526 -> new Worker(text(in));
                        default -> throw new MultiAddrSyntaxException("there is no part with the code " + code);
                    });
        }
        return new MultiAddr(parts);
    }

    private static long varint(ByteBuffer in, int most) {
        long value = 0;
        for (int i = 0; i < most; i++) {
            int b = take(in, 1)[0] & 0xff;
            if (i == 9 && b > 1) {
                throw new MultiAddrSyntaxException("a number is too long");
            }
            value |= (long) (b & 0x7f) << 7 * i;
            if (b < 0x80) {
                if (b == 0 && i > 0) {
                    throw new MultiAddrSyntaxException("a number is not in its shortest form");
                }
                return value;
            }
        }
        throw new MultiAddrSyntaxException("a number is too long");
    }

    private static byte[] take(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new MultiAddrSyntaxException("the address ends too early");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static int unsigned16(byte[] bytes) {
        return (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = take(in, varint(in, 10));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MultiAddrSyntaxException("a name is not UTF-8");
        }
    }

    /** The first part of that kind, or null. */
    public <T extends Component> @Nullable T first(Class<T> kind) {
        return components.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    /** The parts of this and then those of the other. */
    public MultiAddr then(MultiAddr other) {
        List<Component> all = new ArrayList<>(components);
        all.addAll(other.components);
        return new MultiAddr(all);
    }

    /** The text form. */
    @Override
    public String toString() {
        return components.stream()
                .map(part -> "/" + part.prefix() + "/" + part.text())
                .collect(Collectors.joining());
    }

    /** IPv6 addresses as text, printed as RFC 5952 asks. */
    private static final class Ip6Text {
        private static MultiAddrSyntaxException wrong() {
            return new MultiAddrSyntaxException("after /ip6/ comes an IPv6 address, for example ::1");
        }

        static byte[] parse(String text) {
            if (!text.contains(":") || !text.matches("[0-9a-fA-F:.]{2,45}")) {
                throw wrong();
            }
            try {
                byte[] bytes = InetAddress.ofLiteral(text).getAddress();
                return bytes.length == 16 ? bytes : mapped(bytes);
            } catch (IllegalArgumentException e) {
                throw wrong();
            }
        }

        private static byte[] mapped(byte[] ip4) {
            byte[] bytes = new byte[16];
            bytes[10] = (byte) 0xff;
            bytes[11] = (byte) 0xff;
            System.arraycopy(ip4, 0, bytes, 12, 4);
            return bytes;
        }

        static String print(byte[] bytes) {
            boolean mapped = Arrays.equals(bytes, 0, 12, mapped(new byte[4]), 0, 12);
            if (mapped) {
                return "::ffff:" + (bytes[12] & 0xff) + "." + (bytes[13] & 0xff) + "." + (bytes[14] & 0xff) + "."
                        + (bytes[15] & 0xff);
            }
            int[] groups = new int[8];
            for (int i = 0; i < 8; i++) {
                groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
            }
            int best = -1;
            int bestLength = 1;
            for (int i = 0; i < 8; i++) {
                int j = i;
                while (j < 8 && groups[j] == 0) {
                    j++;
                }
                if (j - i > bestLength) {
                    best = i;
                    bestLength = j - i;
                }
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                if (i == best) {
                    text.append("::");
                    i += bestLength - 1;
                } else {
                    if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                        text.append(':');
                    }
                    text.append(Integer.toHexString(groups[i]));
                }
            }
            return text.toString();
        }
    }
}
