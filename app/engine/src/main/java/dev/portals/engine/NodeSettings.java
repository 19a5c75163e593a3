package dev.portals.engine;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.policy.PolicySyntaxException;
import dev.portals.transport.tcp.HostnamePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said about a node before it starts, checked. Options of the command line and fields of a file
 * have the same names and the same text forms ({@link Builder#set}).
 *
 * @param home where the identity and its keys are kept; null for one that vanishes with the process
 * @param listen where other nodes may connect
 * @param outlets services shared under a name
 * @param inlets local ports that lead to a service elsewhere
 * @param relays names under which this node wants to be reachable at another one
 * @param relayService whether others may register relays here
 * @param authority the change history of the credential authority that is trusted; null for none
 * @param credential a file with this node's own credential; null for none
 * @param allow who may use the inlets and outlets; null for the default
 * @param authorized the only identifiers accepted at the other end of a secure channel; empty for any
 * @param projectIdentifier the name of the gateway that leads to this node's channel listener; null for none
 */
public record NodeSettings(
        @Nullable Path home,
        List<HostnamePort> listen,
        List<OutletSetting> outlets,
        List<InletSetting> inlets,
        List<RelaySetting> relays,
        boolean relayService,
        @Nullable ChangeHistory authority,
        @Nullable Path credential,
        @Nullable PolicyExpression allow,
        List<Identifier> authorized,
        @Nullable String projectIdentifier) {

    /** A service shared under a worker's name. */
    public record OutletSetting(String name, HostnamePort service) {}

    /** A local port and where it leads. */
    public record InletSetting(HostnamePort bind, MultiAddr to) {}

    /** A name and the node at which it is registered. */
    public record RelaySetting(String name, MultiAddr at) {}

    /** Collects settings from their text forms. */
    public static final class Builder {
        /** Every field, in the order of the documentation. */
        public static final List<String> FIELDS = List.of(
                "home",
                "listen",
                "outlet",
                "inlet",
                "relay",
                "relay-service",
                "authority",
                "credential",
                "allow",
                "authorized",
                "project-identifier");

        private @Nullable Path home;
        private final List<HostnamePort> listen = new ArrayList<>();
        private final List<OutletSetting> outlets = new ArrayList<>();
        private final List<InletSetting> inlets = new ArrayList<>();
        private final List<RelaySetting> relays = new ArrayList<>();
        private boolean relayService;
        private @Nullable ChangeHistory authority;
        private @Nullable Path credential;
        private @Nullable PolicyExpression allow;
        private final List<Identifier> authorized = new ArrayList<>();
        private @Nullable String projectIdentifier;
        private final Set<String> taken = new HashSet<>();

        /**
         * Sets or, where a field may be repeated, adds one value.
         *
         * @throws SettingException if there is no such field or its value can't be used
         */
        public Builder set(String field, String value) {
            switch (field) {
                case "home" -> home = home(field, Path.of(value));
                case "listen" -> listen.add(hostAndPort(field, value));
                case "outlet" -> {
                    Pair pair = pair(field, value, "NAME=HOST:PORT, for example web=localhost:8080");
                    if (!taken.add(pair.left)) {
                        throw new SettingException(field, "there are two outlets named " + pair.left);
                    }
                    outlets.add(new OutletSetting(name(field, pair.left), hostAndPort(field, pair.right)));
                }
                case "inlet" -> {
                    Pair pair = pair(
                            field,
                            value,
                            "HOST:PORT=MULTIADDR, for example"
                                    + " 127.0.0.1:8080=/ip4/192.0.2.1/tcp/4000/secure/api/service/web");
                    inlets.add(new InletSetting(hostAndPort(field, pair.left), multiAddr(field, pair.right)));
                }
                case "relay" -> {
                    Pair pair =
                            pair(field, value, "NAME=MULTIADDR, for example ada=/ip4/192.0.2.1/tcp/4000/secure/api");
                    relays.add(new RelaySetting(name(field, pair.left), multiAddr(field, pair.right)));
                }
                case "relay-service" -> relayService = yes(field, value);
                case "authority" -> authority = history(field, value);
                case "credential" -> credential = readable(field, value);
                case "allow" -> allow = policy(field, value);
                case "authorized" -> authorized.add(identifier(field, value));
                case "project-identifier" -> projectIdentifier = name(field, value);
                default ->
                    throw new SettingException(
                            field, "there is no such setting; there are " + String.join(", ", FIELDS));
            }
            return this;
        }

        /** The settings so far. */
        public NodeSettings build() {
            return new NodeSettings(
                    home,
                    List.copyOf(listen),
                    List.copyOf(outlets),
                    List.copyOf(inlets),
                    List.copyOf(relays),
                    relayService,
                    authority,
                    credential,
                    allow,
                    List.copyOf(authorized),
                    projectIdentifier);
        }
    }

    private record Pair(String left, String right) {}

    private static Pair pair(String field, String value, String form) {
        int equals = value.indexOf('=');
        if (equals <= 0 || equals == value.length() - 1) {
            throw new SettingException(field, "“" + value + "” is not of the form " + form);
        }
        return new Pair(
                value.substring(0, equals).strip(), value.substring(equals + 1).strip());
    }

    private static String name(String field, String value) {
        if (value.isEmpty() || value.length() > 200 || value.contains("#") || value.contains("/")) {
            throw new SettingException(field, "“" + value + "” can't be a name: use letters, digits, - and _");
        }
        return value;
    }

    private static boolean yes(String field, String value) {
        return switch (value) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new SettingException(field, "write true or false, not “" + value + "”");
        };
    }

    /** Reads a host and port that a person has typed. */
    public static HostnamePort hostAndPort(String field, String value) {
        try {
            return HostnamePort.parse(value);
        } catch (IllegalArgumentException e) {
            throw new SettingException(field, "“" + value + "” is not HOST:PORT, for example 127.0.0.1:4000");
        }
    }

    /** Checks a home that a person has named; it need not be there yet. */
    public static Path home(String field, Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new SettingException(field, directory + " is not a directory: name one, or a new place");
        }
        return directory;
    }

    /** Reads a multi-address that a person has typed. */
    public static MultiAddr multiAddr(String field, String value) {
        try {
            return MultiAddr.parse(value);
        } catch (MultiAddrSyntaxException e) {
            throw new SettingException(field, "“" + value + "” is not an address: " + e.getMessage());
        }
    }

    /** Reads a change history in hex that a person has typed. */
    public static ChangeHistory history(String field, String value) {
        try {
            return ChangeHistory.fromHex(value.strip());
        } catch (DecodeException | IllegalArgumentException e) {
            throw new SettingException(
                    field,
                    "this is not a change history in hexadecimal (" + e.getMessage()
                            + "); take what “portals identity show --full” prints");
        }
    }

    /** Reads an identifier that a person has typed. */
    public static Identifier identifier(String field, String value) {
        try {
            return Identifier.parse(value);
        } catch (DecodeException e) {
            throw new SettingException(field, "“" + value + "”: " + e.getMessage());
        }
    }

    private static PolicyExpression policy(String field, String value) {
        try {
            return PolicyExpression.parse(value);
        } catch (PolicySyntaxException e) {
            throw new SettingException(field, "“" + value + "” is not a policy: " + e.getMessage());
        }
    }

    private static Path readable(String field, String value) {
        Path path = Path.of(value);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new SettingException(field, "there is no readable file " + path);
        }
        return path;
    }
}
