package dev.portals.command;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.engine.NodeSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portals ticket}: has the project's authority make a code, and prints the ticket around it. */
@Command(
        name = "ticket",
        description = "Makes a ticket with which somebody can join a project; for its enrollers.",
        mixinStandardHelpOptions = true)
final class TicketCommand implements Callable<Integer> {
    @Mixin
    private JoinedOption joined;

    @ArgGroup(exclusive = false, heading = "A project that hasn't been joined here:%n")
    private @Nullable Described described;

    /** A project by its parts. */
    static final class Described {
        @Option(
                names = "--project-route",
                required = true,
                paramLabel = "MULTIADDR",
                description = "For example /dnsaddr/example.org/tcp/4000/service/PROJECT_ID/service/api.")
        private String route = "";

        @Option(names = "--project-name", required = true, paramLabel = "NAME", description = "The project's name.")
        private String name = "";

        @Option(
                names = "--project-history",
                required = true,
                paramLabel = "HEX",
                description = "The change history of the project's node.")
        private String history = "";

        @Option(
                names = "--authority",
                required = true,
                paramLabel = "HEX",
                description = "The change history of the project's authority.")
        private String authority = "";

        @Option(
                names = "--authority-route",
                required = true,
                paramLabel = "MULTIADDR",
                description = "For example /dnsaddr/example.org/tcp/4001/service/api.")
        private String authorityRoute = "";

        Project project() {
            try {
                return Project.at(
                        NodeSettings.multiAddr("--project-route", route),
                        name,
                        NodeSettings.history("--project-history", history),
                        NodeSettings.history("--authority", authority),
                        NodeSettings.multiAddr("--authority-route", authorityRoute));
            } catch (DecodeException e) {
                throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }

    @Mixin
    private AttributesOption attributes;

    @Option(names = "--relay", paramLabel = "NAME", description = "The member may register this relay; * for any.")
    private @Nullable String relay;

    @Option(names = "--enroller", description = "The member may enroll others.")
    private boolean enroller;

    @Option(
            names = "--expires-in",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long the ticket can be used, for example 12h (default: 10 minutes).")
    private @Nullable Duration expiresIn;

    @Option(names = "--usage-count", paramLabel = "N", description = "How many may join with it (default: 1).")
    private @Nullable Long usageCount;

    @Option(names = "--plain", description = "Print the text that ockam 0.150 prints, not its hexadecimal form.")
    private boolean plain;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        if (usageCount != null && usageCount < 1) {
            throw new CommandException(ExitCode.USAGE, "--usage-count: a ticket is for at least one use");
        }
        if (expiresIn != null && expiresIn.toSeconds() < 1) {
            throw new CommandException(ExitCode.USAGE, "--expires-in: a ticket lasts at least a second");
        }
        try (AuthorityAccess access =
                described == null ? joined.authority() : AuthorityAccess.open(joined.home(), described.project())) {
            TokenRequest request = request();
            OneTimeCode code = access.ask(authority -> authority.issueToken(request));
            EnrollmentTicket ticket = new EnrollmentTicket(access.project(), code);
            String text = plain ? ticket.toText() : ticket.toHex();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("ticket", text);
            object.put("project", access.project().name());
            object.put("attributes", request.attributes());
            output.say(text, object);
            return ExitCode.OK;
        }
    }

    private TokenRequest request() {
        SortedMap<String, String> all = attributes.all();
        if (relay != null) {
            all.put("ockam-relay", relay);
        }
        if (enroller) {
            all.put("ockam-role", "enroller");
        }
        try {
            return new TokenRequest(all, expiresIn == null ? null : (Long) expiresIn.toSeconds(), usageCount);
        } catch (DecodeException e) {
            throw new CommandException(ExitCode.USAGE, "--attribute: " + e.getMessage());
        }
    }
}
