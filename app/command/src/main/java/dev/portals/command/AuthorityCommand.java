package dev.portals.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.engine.NodeSettings;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthorityServices;
import dev.portals.orchestrator.authority.AuthoritySettings;
import dev.portals.orchestrator.authority.FileAuthorityStore;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code portals authority}: a project's credential authority in the foreground (spec 04 section 8). */
@Command(
        name = "authority",
        description = "Runs the credential authority of a project in the foreground until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class AuthorityCommand implements Callable<Integer> {
    private static final String TTL_VARIABLE = "CREDENTIAL_TTL_SECS";

    @Mixin
    private HomeOption home;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Let members connect here; repeatable (default: 127.0.0.1:4000). Port 0 picks a free one.")
    private List<String> listen = List.of("127.0.0.1:4000");

    @Option(
            names = "--project-identifier",
            paramLabel = "ID",
            required = true,
            description = "The project whose members this authority knows.")
    private String projectIdentifier = "";

    @Option(
            names = "--trusted-identities",
            paramLabel = "JSON",
            description = "Members from the start, as {\"I…\": {\"key\": \"value\"}}, or @FILE with that. The attribute"
                    + " ockam-role=enroller lets them enroll others.")
    private String trustedIdentities = "{}";

    @Option(names = "--no-direct-authentication", description = "Members can't be listed, added and deleted.")
    private boolean noDirectAuthentication;

    @Option(names = "--no-token-enrollment", description = "There are no tickets.")
    private boolean noTokenEnrollment;

    @Option(
            names = "--account-authority",
            paramLabel = "HEX",
            description = "The change history of the identity whose credentials make administrators.")
    private @Nullable String accountAuthority;

    @Option(
            names = "--enforce-admin-checks",
            description = "Only administrators by credential may make enrollers; needs --account-authority.")
    private boolean enforceAdminChecks;

    @Option(names = "--disable-trust-context-id", description = "Credentials don't name the project.")
    private boolean disableTrustContextId;

    @Option(
            names = "--credential-ttl",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long credentials last, for example 12h (default: $" + TTL_VARIABLE
                    + ", else 30d). A deleted" + " member's running nodes keep theirs so long.")
    private @Nullable Duration credentialTtl;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws InterruptedException {
        AuthoritySettings settings = settings();
        LocalNode local = new LocalNode(NodeHome.open(home.directory()), 1, name -> Optional.empty());
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Authority authority = new Authority(
                    local.identifier(),
                    settings,
                    FileAuthorityStore.open(home.directory()),
                    local.identities(),
                    local.node().clock());
            AuthorityServices.start(
                    authority,
                    local.node(),
                    new SecureChannels(local.node(), local.identities(), authority.credentials()));
            ready(local, listen(local));
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "shutdown"));
            stopped.await();
            return ExitCode.OK;
        } catch (IdentityException e) {
            throw new CommandException(ExitCode.USAGE, "--account-authority: " + e.getMessage());
        } catch (DecodeException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        } finally {
            local.close();
        }
    }

    private List<String> listen(LocalNode local) {
        List<String> bound = new ArrayList<>();
        for (String place : listen) {
            try {
                HostnamePort bind = HostnamePort.parse(place);
                TcpListener listener = local.tcp()
                        .listen(new InetSocketAddress(bind.host(), bind.port()))
                        .join();
                AuthorityServices.reachableThrough(local.node(), listener.spawner());
                InetSocketAddress address = listener.socketAddress();
                String host = address.getAddress().getHostAddress();
                bound.add((host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
            } catch (IllegalArgumentException e) {
                throw new CommandException(
                        ExitCode.USAGE, "--listen: “" + place + "” is not HOST:PORT, for example 127.0.0.1:4000");
            } catch (CompletionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new CommandException(
                        ExitCode.FAILED, "--listen: " + place + " can't be used: " + cause.getMessage());
            }
        }
        return bound;
    }

    private void ready(LocalNode local, List<String> bound) {
        String history = local.identities()
                .find(local.identifier())
                .orElseThrow()
                .history()
                .toHex();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "ready");
        object.put("identifier", local.identifier().toString());
        object.put("listen", bound);
        object.put("history", history);
        object.put("project_identifier", projectIdentifier);
        String text = "the authority of " + projectIdentifier + " is " + local.identifier() + " and listens on "
                + String.join(", ", bound) + System.lineSeparator() + "its change history: " + history;
        output.say(text, object);
    }

    private AuthoritySettings settings() {
        if (enforceAdminChecks && accountAuthority == null) {
            throw new CommandException(
                    ExitCode.USAGE, "--enforce-admin-checks: say with --account-authority who makes administrators");
        }
        try {
            return new AuthoritySettings(
                    projectIdentifier,
                    accountAuthority == null ? null : NodeSettings.history("--account-authority", accountAuthority),
                    enforceAdminChecks,
                    !disableTrustContextId,
                    ttl(),
                    !noDirectAuthentication,
                    !noTokenEnrollment,
                    false,
                    trusted());
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--credential-ttl: " + e.getMessage());
        }
    }

    private Duration ttl() {
        if (credentialTtl != null) {
            return credentialTtl;
        }
        String variable = System.getenv(TTL_VARIABLE);
        try {
            return variable == null ? AuthoritySettings.DEFAULT_TTL : new DurationText().convert(variable);
        } catch (TypeConversionException e) {
            throw new CommandException(ExitCode.USAGE, "$" + TTL_VARIABLE + ": " + e.getMessage());
        }
    }

    private Map<Identifier, Map<String, String>> trusted() {
        String option = "--trusted-identities: ";
        try {
            String text = trustedIdentities.startsWith("@")
                    ? Files.readString(Path.of(trustedIdentities.substring(1)))
                    : trustedIdentities;
            Map<String, Map<String, String>> read = new ObjectMapper().readValue(text, new TypeReference<>() {});
            Map<Identifier, Map<String, String>> members = new LinkedHashMap<>();
            read.forEach((identifier, attributes) -> members.put(Identifier.parse(identifier), attributes));
            return members;
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitCode.USAGE, option + "write an object like {\"I…\": {\"ockam-role\": \"enroller\"}}");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.NOT_FOUND, option + "the file " + trustedIdentities.substring(1) + " can't be read");
        } catch (DecodeException e) {
            throw new CommandException(ExitCode.USAGE, option + e.getMessage());
        }
    }
}
