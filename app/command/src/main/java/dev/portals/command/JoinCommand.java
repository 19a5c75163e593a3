package dev.portals.command;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.credential.VerifiedCredential;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.Project;
import dev.portals.engine.ProjectCredential;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.Tickets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code portals join}: becomes a member of a project by a ticket. */
@Command(
        name = "join",
        description = "Joins a project with a ticket; “portals node” then uses it.",
        mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Parameters(
            paramLabel = "TICKET",
            description =
                    "The ticket in any form that “portals ticket” or “ockam project ticket” prints, a file with it, or"
                            + " - for standard input.")
    private String given = "";

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        EnrollmentTicket ticket = ticket();
        Project project = ticket.project();
        try (AuthorityAccess access = AuthorityAccess.open(home, project)) {
            access.local().identities().learn(project.history(), null);
            access.local().identities().learn(project.authority(), null);
            boolean isNew = access.ask(authority -> authority.redeem(ticket.code()));
            try (ProjectCredential own = new ProjectCredential(access.local(), project, home.directory())) {
                VerifiedCredential credential = access.ask(authority -> own.fetch());
                new ProjectStore(home.directory()).put(project);
                say(access, isNew, credential);
            }
            return ExitCode.OK;
        } catch (IdentityException e) {
            throw new CommandException(
                    ExitCode.DENIED, "the ticket names an identity that isn't valid: " + e.getMessage());
        } catch (CredentialException e) {
            throw new CommandException(
                    ExitCode.DENIED, "the authority issued a credential that isn't valid: " + e.getMessage());
        }
    }

    private void say(AuthorityAccess access, boolean isNew, VerifiedCredential credential) {
        Project project = access.project();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "joined");
        object.put("project", project.name());
        object.put("project_id", project.id());
        object.put("identifier", access.local().identifier().toString());
        object.put("already_member", !isNew);
        object.put("attributes", credential.attributes().asText());
        object.put("credential_expires_at", credential.expiresAt());
        String text = (isNew ? "joined the project " : "already a member of the project ") + project.name() + " as "
                + access.local().identifier() + "; reach it as /project/" + project.name();
        output.say(text, object);
    }

    private EnrollmentTicket ticket() {
        try {
            return Tickets.parse(text());
        } catch (DecodeException e) {
            throw new CommandException(
                    ExitCode.USAGE, "this is neither a ticket nor a file with one: " + e.getMessage());
        }
    }

    private String text() {
        try {
            if (given.equals("-")) {
                return bounded(System.in);
            }
            if (given.length() < 4096 && Files.isRegularFile(Path.of(given))) {
                try (InputStream in = Files.newInputStream(Path.of(given))) {
                    return bounded(in);
                }
            }
        } catch (InvalidPathException e) {
            return given;
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "the ticket can't be read from " + given);
        }
        return given;
    }

    private static String bounded(InputStream in) throws IOException {
        return new String(in.readNBytes(EnrollmentTicket.MAX_LENGTH + 1), StandardCharsets.UTF_8);
    }
}
