package dev.portals.orchestrator.space;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Who has which role in a project: rows of the project's own, and the administrators of its space. */
final class ProjectUsers {
    private final AuditLog audit;

    ProjectUsers(AuditLog audit) {
        this.audit = audit;
    }

    boolean exists(Handle handle, String projectId) {
        return handle.createQuery("SELECT COUNT(*) FROM projects WHERE id = :id")
                        .bind("id", projectId)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    /** The space of a project that exists. */
    String spaceOf(Handle handle, String projectId) {
        return handle.createQuery("SELECT space_id FROM projects WHERE id = :id")
                .bind("id", projectId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(Refusals::noProject);
    }

    /** Refuses who isn't an administrator; for who has no role at all the project isn't there. */
    void requireAdministrator(Handle handle, Caller caller, String projectId) {
        if (!administers(handle, projectId, caller.key())) {
            throw hasRole(handle, projectId, caller.key())
                    ? Refusals.notAdministrator("project")
                    : Refusals.noProject();
        }
    }

    boolean administers(Handle handle, String projectId, String emailKey) {
        return count(handle, projectId, emailKey, """
            SELECT COUNT(*) FROM project_users WHERE project_id = :id AND email_key = :key AND role = 0\
            """) > 0 || administersSpace(handle, projectId, emailKey);
    }

    boolean hasRole(Handle handle, String projectId, String emailKey) {
        return count(handle, projectId, emailKey, """
            SELECT COUNT(*) FROM project_users WHERE project_id = :id AND email_key = :key\
            """) > 0 || administersSpace(handle, projectId, emailKey);
    }

    private boolean administersSpace(Handle handle, String projectId, String emailKey) {
        return count(handle, projectId, emailKey, """
            SELECT COUNT(*) FROM space_administrators a JOIN projects p ON p.space_id = a.space_id
            WHERE p.id = :id AND a.email_key = :key\
            """) > 0;
    }

    private static int count(Handle handle, String projectId, String emailKey, String sql) {
        return handle.createQuery(sql)
                .bind("id", projectId)
                .bind("key", emailKey)
                .mapTo(Integer.class)
                .one();
    }

    /** The projects that the owner of an address administers. */
    Set<String> administered(Handle handle, String emailKey) {
        return new TreeSet<>(handle.createQuery("""
            SELECT project_id FROM project_users WHERE email_key = :key AND role = 0
            UNION SELECT p.id FROM projects p JOIN space_administrators a ON a.space_id = p.space_id
              WHERE a.email_key = :key\
            """)
                .bind("key", emailKey)
                .mapTo(String.class)
                .list());
    }

    /** Those of the space first, each address once. */
    List<String> administrators(Handle handle, String projectId) {
        return handle.createQuery("""
            SELECT email FROM (
              SELECT a.email, 0 AS part, a.place FROM space_administrators a
                JOIN projects p ON p.space_id = a.space_id WHERE p.id = :id
              UNION ALL
              SELECT m.email, 1 AS part, m.place FROM project_users m
                WHERE m.project_id = :id AND m.role = 0 AND m.email_key NOT IN (
                  SELECT a.email_key FROM space_administrators a
                    JOIN projects p ON p.space_id = a.space_id WHERE p.id = :id)
            ) AS administrators ORDER BY part, place\
            """).bind("id", projectId).mapTo(String.class).list();
    }

    /** A role is only ever replaced by a higher one; the first spelling of an address stays. */
    void put(Handle handle, String actor, String projectId, String email, Role role, Scope scope) {
        String key = Emails.key(email);
        if (role == Role.ADMIN && administrators(handle, projectId).size() >= SpaceRows.MOST_ADMINISTRATORS) {
            throw Refusals.tooManyAdministrators();
        }
        int changed = handle.createUpdate("""
            INSERT INTO project_users (project_id, email, email_key, role, scope)
            VALUES (:id, :email, :key, :role, :scope)
            ON CONFLICT (project_id, email_key) DO UPDATE SET role = :role, scope = :scope
              WHERE project_users.role <> 0 AND project_users.role <> :role\
            """)
                .bind("id", projectId)
                .bind("email", email)
                .bind("key", key)
                .bind("role", role.ordinal())
                .bind("scope", scope.ordinal())
                .execute();
        if (changed > 0) {
            audit.done(handle, actor, "project.role.add", projectId, email + " " + name(role));
            Revisions.grow(handle, ProjectMaker.concerned(handle, projectId));
        }
    }

    void removeAdministrator(Handle handle, Caller caller, String projectId, String email) {
        String key = Emails.key(email);
        if (key.equals(caller.key())) {
            throw administrators(handle, projectId).size() == 1 ? Refusals.lastAdministrator() : Refusals.oneself();
        }
        Set<String> before = ProjectMaker.concerned(handle, projectId);
        int removed =
                handle.createUpdate("""
                    DELETE FROM project_users WHERE project_id = :id AND email_key = :key AND role = 0\
                    """).bind("id", projectId).bind("key", key).execute();
        if (administersSpace(handle, projectId, key)) {
            throw new ApiFailure(
                    Status.CONFLICT, "that is an administrator of the space, and can only be removed from there");
        }
        if (removed == 0) {
            throw Refusals.noAdministrator();
        }
        audit.done(handle, caller.email(), "project.role.remove", projectId, email + " " + name(Role.ADMIN));
        Revisions.grow(handle, before);
    }

    void removeGuest(Handle handle, String actor, String projectId, String email) {
        Set<String> before = ProjectMaker.concerned(handle, projectId);
        int removed = handle.createUpdate("""
            DELETE FROM project_users WHERE project_id = :id AND email_key = :key AND role <> 0\
            """)
                .bind("id", projectId)
                .bind("key", Emails.key(email))
                .execute();
        if (removed > 0) {
            audit.done(handle, actor, "project.role.remove", projectId, email);
            Revisions.grow(handle, before);
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
