package dev.portals.orchestrator;

import dev.portals.orchestrator.mail.MailSettings;
import dev.portals.orchestrator.web.Proxies;
import dev.portals.transport.tcp.HostnamePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said about an orchestrator before it starts, checked.
 *
 * @param home where the database, the master key and mail that can't be sent are kept
 * @param http where the account service and the pages are served
 * @param controller where the controller listens
 * @param gateway where the project nodes and their authorities are reached
 * @param publicUrl where browsers reach the pages; null: at {@code localhost} and the port of {@code http}
 * @param proxies who is believed about the clients of the pages
 * @param publicHost the name by which clients reach controller and gateway
 * @param projectHost the name of a project's host, with {@code {id}} in the place of the project's id
 * @param database {@code postgresql://…}; null for a SQLite file in the home
 * @param masterKey the file with the key that seals all others; null for one in the home
 * @param clientIds OAuth clients beside the hosted one and our own
 * @param mail how mail leaves
 * @param mailKept how long mails that were sent are kept for the administrator to see
 * @param providers where people can sign in, by name
 * @param plans what accounts may use, by name
 * @param instance this process among others on the same database
 * @param metricsToken who presents it may see the figures from elsewhere; null: only programs on this computer
 * @param logFormat how what happens is told on standard error
 */
public record OrchestratorSettings(
        Path home,
        HostnamePort http,
        HostnamePort controller,
        HostnamePort gateway,
        @Nullable PublicAddress publicUrl,
        Proxies proxies,
        String publicHost,
        String projectHost,
        @Nullable String database,
        @Nullable Path masterKey,
        List<String> clientIds,
        MailSettings mail,
        Duration mailKept,
        Map<String, Provider> providers,
        Map<String, PlanSetting> plans,
        Instance instance,
        @Nullable String metricsToken,
        LogFormat logFormat) {

    /** How what happens is told on standard error. */
    public enum LogFormat {
        /** A line for people. */
        TEXT,
        /** A line of JSON. */
        JSON
    }

    /**
     * What distinguishes one of several instances on one PostgreSQL.
     *
     * @param name for people
     * @param internal where other instances reach the gateway of this one, port 0: the gateway's; null: where it listens
     * @param publicController the controller's port as clients see it; 0: the one it listens at
     * @param publicGateway the same of the gateway
     */
    public record Instance(String name, @Nullable HostnamePort internal, int publicController, int publicGateway) {}

    /** Where people can sign in; endpoints only for providers that don't publish them. */
    public record Provider(
            String name,
            String issuer,
            String clientId,
            String clientSecret,
            @Nullable String authorizeUrl,
            @Nullable String tokenUrl,
            @Nullable String userUrl) {}

    /** What an account may use; see {@link Builder#FIELDS}. */
    public record PlanSetting(
            long relayedBytes, int members, int relays, int invitationsPerDay, int projects, Duration credentialLife) {
        /** Enough for a household or a team. */
        public static final PlanSetting DEFAULT =
                new PlanSetting(Long.MAX_VALUE, 100_000, 1_000, 200, 100, Duration.ofDays(30));
    }

    /** A setting that can't be used, with a sentence that says why. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String field;

        Refused(String field, String problem) {
            super(problem, null, false, false);
            this.field = field;
        }

        /** Its name. */
        public String field() {
            return field;
        }
    }

    /** Collects settings from their text forms. */
    public static final class Builder {
        /** Every field, in the order of the documentation; {@code *} stands for a name of the person's own. */
        public static final List<String> FIELDS = List.of(
                "home",
                "http",
                "controller",
                "gateway",
                "public-url",
                "trusted-proxy",
                "public-host",
                "project-host",
                "database",
                "master-key",
                "instance.name",
                "instance.internal",
                "instance.public-controller-port",
                "instance.public-gateway-port",
                "metrics-token",
                "log-format",
                "client-id",
                "smtp.server",
                "smtp.security",
                "smtp.user",
                "smtp.password",
                "smtp.from",
                "mail-days",
                "sign-in.*.issuer",
                "sign-in.*.client-id",
                "sign-in.*.client-secret",
                "sign-in.*.authorize-url",
                "sign-in.*.token-url",
                "sign-in.*.user-url",
                "plans.*.relayed-gb-a-month",
                "plans.*.members",
                "plans.*.relays",
                "plans.*.invitations-a-day",
                "plans.*.projects",
                "plans.*.credential-hours");

        private static final String ID = "{id}";
        private static final int SHORTEST_TOKEN = 16;
        private static final int FEWEST_MAIL_DAYS = 31;

        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> clientIds = new ArrayList<>();
        private final List<String> proxies = new ArrayList<>();

        /**
         * Sets one value, or adds it where a field may be repeated.
         *
         * @throws Refused if there is no such field or its value can't be used
         */
        public Builder set(String field, String value) {
            String pattern = field.replaceFirst("^(sign-in|plans)\\.[A-Za-z0-9_-]+\\.", "$1.*.");
            if (!FIELDS.contains(pattern)) {
                throw new Refused(field, "there is no such setting; there are " + String.join(", ", FIELDS));
            }
            if (field.equals("client-id")) {
                clientIds.add(value);
            } else if (field.equals("trusted-proxy")) {
                proxies.add(value);
                build();
            } else {
                values.put(field, value);
                build();
            }
            return this;
        }

        /** The settings so far; {@link Refused} if they don't fit together. */
        public OrchestratorSettings build() {
            Path home =
                    Path.of(values.getOrDefault("home", System.getProperty("user.home") + "/.portals-orchestrator"));
            String publicHost = values.getOrDefault("public-host", "localhost");
            boolean plain = publicHost.equals("localhost") || publicHost.matches("[0-9.]+|.*:.*");
            String projectHost = values.getOrDefault("project-host", plain ? publicHost : ID + "." + publicHost);
            if (!plain && !projectHost.startsWith(ID + ".")) {
                throw new Refused("project-host", "begin with “{id}.”: older clients take the project from there");
            }
            return new OrchestratorSettings(
                    home,
                    address("http", "127.0.0.1:8080"),
                    address("controller", "127.0.0.1:6252"),
                    address("gateway", "127.0.0.1:4000"),
                    publicUrl(),
                    proxies(),
                    publicHost,
                    projectHost,
                    database(),
                    values.containsKey("master-key") ? Path.of(values.get("master-key")) : null,
                    List.copyOf(clientIds),
                    mail(home),
                    mailKept(),
                    providers(),
                    plans(),
                    new Instance(
                            values.getOrDefault("instance.name", "orchestrator"),
                            values.containsKey("instance.internal")
                                    ? address("instance.internal", "10.0.0.1:4000")
                                    : null,
                            port("instance.public-controller-port"),
                            port("instance.public-gateway-port")),
                    metricsToken(),
                    logFormat());
        }

        private int port(String field) {
            int port = (int) number(field, 0);
            if (port > 65535) {
                throw new Refused(field, "a port is a number from 1 to 65535");
            }
            return port;
        }

        private @Nullable String metricsToken() {
            String value = values.get("metrics-token");
            if (value != null && !value.matches("[!-~]{" + SHORTEST_TOKEN + ",}")) {
                throw new Refused("metrics-token", "write at least " + SHORTEST_TOKEN + " letters and digits");
            }
            return value;
        }

        private LogFormat logFormat() {
            String value = values.getOrDefault("log-format", "text");
            try {
                return LogFormat.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new Refused("log-format", "write text or json, not “" + value + "”");
            }
        }

        private HostnamePort address(String field, String otherwise) {
            String value = values.getOrDefault(field, otherwise);
            try {
                return HostnamePort.parse(value);
            } catch (IllegalArgumentException e) {
                throw new Refused(field, "“" + value + "” is not HOST:PORT, for example " + otherwise);
            }
        }

        private @Nullable PublicAddress publicUrl() {
            String value = values.get("public-url");
            try {
                return value == null ? null : PublicAddress.of(value);
            } catch (IllegalArgumentException e) {
                throw new Refused("public-url", String.valueOf(e.getMessage()));
            }
        }

        private Proxies proxies() {
            try {
                return new Proxies(proxies);
            } catch (IllegalArgumentException e) {
                throw new Refused("trusted-proxy", String.valueOf(e.getMessage()));
            }
        }

        private @Nullable String database() {
            String value = values.get("database");
            if (value != null && !value.startsWith("postgresql://")) {
                throw new Refused(
                        "database", "write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or nothing for a file");
            }
            return value;
        }

        private MailSettings mail(Path home) {
            if (values.keySet().stream().noneMatch(field -> field.startsWith("smtp."))) {
                return new MailSettings.Files(home.resolve("outbox"));
            }
            String security = values.getOrDefault("smtp.security", "starttls");
            MailSettings.Security protection;
            try {
                protection = MailSettings.Security.valueOf(security.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new Refused("smtp.security", "write tls, starttls or none, not “" + security + "”");
            }
            HostnamePort server = address("smtp.server", "localhost:587");
            try {
                return new MailSettings.Smtp(
                        server.host(),
                        server.port(),
                        protection,
                        values.get("smtp.user"),
                        values.get("smtp.password"),
                        values.getOrDefault("smtp.from", "Portals <portals@localhost>"));
            } catch (IllegalArgumentException e) {
                throw new Refused("smtp.from", String.valueOf(e.getMessage()));
            }
        }

        private Duration mailKept() {
            long days = number("mail-days", FEWEST_MAIL_DAYS);
            if (days < FEWEST_MAIL_DAYS) {
                throw new Refused(
                        "mail-days",
                        "write at least " + FEWEST_MAIL_DAYS + ": what was said once in a month is known by its mail");
            }
            return Duration.ofDays(days);
        }

        private Map<String, Provider> providers() {
            Map<String, Provider> providers = new LinkedHashMap<>();
            for (String name : names("sign-in.")) {
                String prefix = "sign-in." + name + ".";
                providers.put(
                        name,
                        new Provider(
                                name,
                                values.getOrDefault(prefix + "issuer", ""),
                                values.getOrDefault(prefix + "client-id", ""),
                                values.getOrDefault(prefix + "client-secret", ""),
                                values.get(prefix + "authorize-url"),
                                values.get(prefix + "token-url"),
                                values.get(prefix + "user-url")));
            }
            return Map.copyOf(providers);
        }

        private Map<String, PlanSetting> plans() {
            Map<String, PlanSetting> plans = new LinkedHashMap<>();
            plans.put("basic", PlanSetting.DEFAULT);
            for (String name : names("plans.")) {
                String prefix = "plans." + name + ".";
                PlanSetting base = PlanSetting.DEFAULT;
                long gigabytes = number(prefix + "relayed-gb-a-month", Long.MAX_VALUE);
                plans.put(
                        name,
                        new PlanSetting(
                                gigabytes > Long.MAX_VALUE / 1_000_000_000 ? Long.MAX_VALUE : gigabytes * 1_000_000_000,
                                (int) number(prefix + "members", base.members()),
                                (int) number(prefix + "relays", base.relays()),
                                (int) number(prefix + "invitations-a-day", base.invitationsPerDay()),
                                (int) number(prefix + "projects", base.projects()),
                                Duration.ofHours(number(
                                        prefix + "credential-hours",
                                        base.credentialLife().toHours()))));
            }
            return Map.copyOf(plans);
        }

        private long number(String field, long otherwise) {
            String value = values.get(field);
            if (value == null) {
                return otherwise;
            }
            try {
                long number = Long.parseLong(value);
                if (number >= 1 && (number <= 1_000_000_000 || field.endsWith("relayed-gb-a-month"))) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // The same answer as for a number that is too small.
            }
            throw new Refused(field, "write a whole number from 1, not “" + value + "”");
        }

        private List<String> names(String prefix) {
            return values.keySet().stream()
                    .filter(field -> field.startsWith(prefix))
                    .map(field -> field.substring(prefix.length(), field.lastIndexOf('.')))
                    .distinct()
                    .toList();
        }
    }
}
