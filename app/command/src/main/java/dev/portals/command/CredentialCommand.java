package dev.portals.command;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Attributes;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialData;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.engine.NodeSettings;
import dev.portals.transport.node.NodeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portals credential}: credentials as hexadecimal text, the form that {@code ockam credential} prints and takes. */
@Command(
        name = "credential",
        description = "Issues, checks and shows credentials.",
        mixinStandardHelpOptions = true,
        subcommands = {CredentialCommand.Issue.class, CredentialCommand.Verify.class, CredentialCommand.Show.class})
final class CredentialCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say issue, verify or show");
    }

    /** A credential given as a file or as its hexadecimal text. */
    static Credential read(String given) {
        String text = given;
        if (given.length() < 1000 && Files.isRegularFile(Path.of(given))) {
            try {
                text = Files.readString(Path.of(given));
            } catch (IOException e) {
                throw new CommandException(ExitCode.NOT_FOUND, "the file " + given + " can't be read");
            }
        }
        try {
            return Credential.fromHex(text.strip());
        } catch (DecodeException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "this is neither a readable file nor a credential in hexadecimal: give what “portals credential"
                            + " issue” printed");
        }
    }

    private static void print(JsonOption output, String verdict, Credential credential) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verified", verdict.equals("valid"));
        CredentialData data = credential.data();
        object.put("subject", String.valueOf(data.subject()));
        object.put("issuer", credential.issuerKey().content().subject().toString());
        object.put("attributes", data.attributes().asText());
        object.put("created", Instant.ofEpochSecond(data.createdAt()).toString());
        object.put("expires", Instant.ofEpochSecond(data.expiresAt()).toString());
        StringBuilder text = new StringBuilder();
        object.forEach((name, value) -> {
            if (!name.equals("verified")) {
                text.append(String.format("%-11s%s%n", name + ":", value));
            }
        });
        output.say(text + "(" + verdict + ")", object);
    }

    /** {@code portals credential issue}. */
    @Command(
            name = "issue",
            description = "Issues a credential by this home's identity and prints it in hexadecimal.",
            mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {
        @Mixin
        private HomeOption home;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "IDENTITY",
                description =
                        "The subject: its change history in hexadecimal, or the identifier of one that is known here.")
        private String subject = "";

        @Option(
                names = "--attribute",
                paramLabel = "KEY=VALUE",
                description = "What the credential says of the subject; repeatable.")
        private Map<String, String> attributes = new TreeMap<>();

        @Option(
                names = "--ttl",
                paramLabel = "SECONDS",
                defaultValue = "2592000",
                description = "How long it is valid (default: 30 days).")
        private long seconds;

        @Mixin
        private JsonOption output;

        @Override
        public Integer call() {
            if (seconds <= 0) {
                throw new CommandException(ExitCode.USAGE, "--ttl: a credential must be valid for at least a second");
            }
            try (NodeHome opened = home.openExisting()) {
                Identifier about = subject(opened.identities());
                Credential credential = credentials(opened)
                        .issue(
                                HomeOption.identityOf(opened).identifier(),
                                about,
                                Attributes.of(attributes),
                                Duration.ofSeconds(seconds));
                output.say(credential.toHex(), Map.of("credential", credential.toHex()));
                return ExitCode.OK;
            } catch (CredentialException e) {
                throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
            }
        }

        private Identifier subject(Identities identities) {
            if (subject.startsWith("I")) {
                Identifier identifier = NodeSettings.identifier("--for", subject);
                if (identities.find(identifier).isEmpty()) {
                    throw new CommandException(
                            ExitCode.NOT_FOUND,
                            "--for: nothing is known here of " + identifier
                                    + ": give its change history, which “portals identity show --full” prints");
                }
                return identifier;
            }
            return known(identities, "--for", subject).identifier();
        }
    }

    private static Credentials credentials(NodeHome home) {
        return new Credentials(
                home.identities(), AttributeStore.inMemory(), home.identities().clock());
    }

    private static Identity known(Identities identities, String option, String hex) {
        ChangeHistory history = NodeSettings.history(option, hex);
        try {
            return identities.verifyAndStore(history, null);
        } catch (IdentityException e) {
            throw new CommandException(ExitCode.FAILED, option + ": " + e.getMessage());
        }
    }

    /** {@code portals credential verify}. */
    @Command(name = "verify", description = "Checks a credential.", mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "CREDENTIAL", description = "A file, or the credential in hexadecimal.")
        private String credential = "";

        @Option(
                names = "--issuer",
                required = true,
                paramLabel = "HEX",
                description = "The change history of the authority that must have issued it.")
        private String issuer = "";

        @Option(names = "--for", paramLabel = "IDENTIFIER", description = "Whom it must be about (default: anybody).")
        private @Nullable String subject;

        @Mixin
        private JsonOption output;

        @Override
        public Integer call() {
            try (NodeHome memory = NodeHome.inMemory()) {
                Credential given = read(credential);
                Identity authority = known(memory.identities(), "--issuer", issuer);
                Identifier about = subject == null ? null : NodeSettings.identifier("--for", subject);
                try {
                    credentials(memory).verify(given, about, Set.of(authority.identifier()));
                    print(output, "valid", given);
                    return ExitCode.OK;
                } catch (CredentialException e) {
                    throw new CommandException(ExitCode.DENIED, "the credential is not valid: " + e.getMessage());
                }
            }
        }
    }

    /** {@code portals credential show}. */
    @Command(name = "show", description = "Shows what a credential says, unchecked.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "CREDENTIAL", description = "A file, or the credential in hexadecimal.")
        private String credential = "";

        @Mixin
        private JsonOption output;

        @Override
        public Integer call() {
            print(output, "not checked; see “portals credential verify”", read(credential));
            return ExitCode.OK;
        }
    }
}
