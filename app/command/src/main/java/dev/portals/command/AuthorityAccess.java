package dev.portals.command;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.Project;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.ProjectStore;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A home's node for as long as a command asks a project's authority something. */
final class AuthorityAccess implements AutoCloseable {
    private final LocalNode local;
    private final Project project;

    private AuthorityAccess(LocalNode local, Project project) {
        this.local = local;
        this.project = project;
    }

    /** Asks a given project's authority; an identity is made if the home has none. */
    static AuthorityAccess open(HomeOption home, Project project) {
        return new AuthorityAccess(
                new LocalNode(NodeHome.open(home.directory()), 1, name -> Optional.empty()), project);
    }

    /** Asks the authority of a project that the home has joined. */
    static AuthorityAccess ofJoined(HomeOption home, @Nullable String name) {
        ProjectStore store = new ProjectStore(home.directory());
        try {
            Project project = (name == null ? store.defaultProject() : store.find(name))
                    .orElseThrow(() -> new CommandException(
                            name == null ? ExitCode.NOT_ENROLLED : ExitCode.NOT_FOUND,
                            (name == null ? "no project has" : "no project named " + name + " has") + " been joined in "
                                    + home.directory() + ": join one with “portals join TICKET”"));
            return new AuthorityAccess(new LocalNode(home.openExisting(), 1, unknown -> Optional.empty()), project);
        } catch (DecodeException e) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    LocalNode local() {
        return local;
    }

    Project project() {
        return project;
    }

    /** Asks, and says for a person what the authority refuses. */
    <T> T ask(Function<AuthorityClient, T> request) {
        try {
            return request.apply(new AuthorityClient(local, project));
        } catch (ApiFailure e) {
            int code = e.sentence().endsWith("not found") ? ExitCode.NOT_FOUND : ExitCode.DENIED;
            throw new CommandException(code, "the authority of " + project.name() + " refuses: " + e.sentence());
        } catch (DecodeException e) {
            throw new CommandException(
                    ExitCode.FAILED, "the authority's answer can't be understood: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        local.close();
    }
}
