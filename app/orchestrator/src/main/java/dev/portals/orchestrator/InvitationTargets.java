package dev.portals.orchestrator;

import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.invitation.Targets;
import dev.portals.orchestrator.space.ProjectAddresses;
import dev.portals.orchestrator.space.Projects;
import dev.portals.orchestrator.space.Spaces;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Spaces and projects as invitations see them. */
record InvitationTargets(Spaces spaces, Projects projects, ProjectAddresses addresses) implements Targets {
    @Override
    public Optional<Project> project(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT id, name, identifier, authority FROM projects" + " WHERE id = :id AND state = 'ready'")
                .bind("id", id)
                .map((row, context) -> new Project(
                        row.getString("id"),
                        row.getString("name"),
                        Identifier.parse(row.getString("identifier")),
                        addresses.node(id).toString(),
                        Identifier.parse(row.getString("authority")),
                        addresses.authority(id).toString()))
                .findOne();
    }

    @Override
    public Optional<String> name(Handle handle, Scope scope, String id) {
        return handle.createQuery(
                        "SELECT name FROM " + (scope == Scope.SPACE ? "spaces" : "projects") + " WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public boolean administers(Handle handle, Scope scope, String id, String email) {
        return scope == Scope.SPACE ? spaces.administers(handle, id, email) : projects.administers(handle, id, email);
    }

    @Override
    public void grant(Handle handle, String id, String email, Role role, Scope scope) {
        if (scope == Scope.PROJECT) {
            projects.put(handle, email, id, email, role, scope);
        } else if (scope == Scope.SPACE && role == Role.ADMIN) {
            spaces.putAdministrator(handle, email, id, email);
        }
    }

    @Override
    public void granted(String id, String email, Scope scope) {
        if (scope == Scope.SPACE) {
            spaces.settle(id, email);
        } else {
            projects.settle(id, email);
        }
    }
}
