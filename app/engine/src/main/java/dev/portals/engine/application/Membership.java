package dev.portals.engine.application;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.Project;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.Tickets;
import dev.portals.transport.node.LocalNode;
import java.nio.file.Path;

/** How this computer becomes a member of the project that an invitation leads to. Waits. */
record Membership(LocalNode local, Path home, ServiceAccessDetails access) {
    /**
     * The ticket's project, under its id: everybody's own is called “default”.
     *
     * @throws DecodeException if the ticket can't be read or is for another project than the invitation
     */
    Project project() {
        Project project = stored(ticket().project());
        local.identities().learn(project.history(), null);
        local.identities().learn(project.authority(), null);
        return project;
    }

    private Project stored(Project named) {
        if (!named.identifier().equals(access.projectIdentifier())
                || !named.authorityIdentifier().equals(access.authorityIdentifier())) {
            throw new DecodeException("it is for another project than the invitation");
        }
        ProjectStore store = new ProjectStore(home);
        for (Project known : store.list()) {
            if (known.id().equals(named.id())) {
                return known;
            }
        }
        Project project = new Project(
                named.id(), named.id(), named.route(), named.history(), named.authority(), named.authorityRoute());
        store.put(project);
        return project;
    }

    /** Redeems the ticket, unless the project is one's own: there one is a member already. */
    void join(Project project) {
        boolean foreign = project.name().equals(project.id());
        if (foreign) {
            new AuthorityClient(local, project).redeem(ticket().code());
        }
    }

    private EnrollmentTicket ticket() {
        return Tickets.parse(access.ticket());
    }
}
