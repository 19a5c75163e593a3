package dev.portals.orchestrator.space;

import dev.portals.core.controller.Operation;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.space.ProjectHosting.Tenant;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings projects up and takes them down. What a client needs to know of a project's nodes is published in one transaction,
 * when they run (spec 04 section 3.5).
 */
final class ProjectMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectMaker.class);

    private final Database database;
    private final InstantSource clock;
    private final AuditLog audit;
    private final ProjectHosting hosting;
    private final Trust trust;

    /** A project as its record is now. */
    record Existing(String id, boolean ready, boolean relaying, long createdAt) {}

    ProjectMaker(Database database, InstantSource clock, AuditLog audit, ProjectHosting hosting, Trust trust) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
        this.hosting = hosting;
        this.trust = trust;
    }

    /**
     * Makes a project of which there is a row ready, or takes it back.
     *
     * @return whether it is ready; not if it was deleted meanwhile
     */
    boolean make(String projectId) {
        Optional<Tenant> tenant = database.read(handle -> tenant(handle, projectId));
        if (tenant.isEmpty()) {
            return false;
        }
        try {
            ProjectNodes nodes = start(tenant.get());
            boolean published = database.write(handle -> publish(handle, projectId, nodes));
            if (!published) {
                hosting.remove(projectId);
            }
            hosting.changed();
            return published;
        } catch (RuntimeException e) {
            LOG.error("the project {} could not be made", projectId, e);
            database.change(handle -> {
                Operations.end(handle, projectId, Operation.Status.FAILED, clock.instant());
                delete(handle, List.of(projectId));
                audit.done(handle, "system", "project.fail", projectId, "its nodes could not be started");
            });
            hosting.remove(projectId);
            return false;
        }
    }

    /** Starts a project that was made earlier. */
    void restart(String projectId) {
        try {
            database.read(handle -> tenant(handle, projectId)).ifPresent(this::start);
        } catch (RuntimeException e) {
            LOG.error("the project {} could not be started", projectId, e);
        }
    }

    private ProjectNodes start(Tenant tenant) {
        ProjectNodes nodes = hosting.start(tenant);
        // Whoever has become or ceased to be an administrator while it started.
        Set<Identifier> now = database.read(handle -> Trust.administrators(handle, tenant.projectId()));
        if (!now.equals(tenant.administrators())) {
            Set<Identifier> concerned = new TreeSet<>(now);
            concerned.addAll(tenant.administrators());
            trust.settle(tenant.projectId(), concerned);
        }
        return nodes;
    }

    private static Optional<Tenant> tenant(Handle handle, String projectId) {
        return handle.createQuery("SELECT credential_life, relaying FROM projects WHERE id = :id")
                .bind("id", projectId)
                .map((row, context) -> new Tenant(
                        projectId,
                        Duration.ofSeconds(row.getLong("credential_life")),
                        row.getBoolean("relaying"),
                        Trust.administrators(handle, projectId)))
                .findOne();
    }

    private boolean publish(Handle handle, String projectId, ProjectNodes nodes) {
        Operations.end(handle, projectId, Operation.Status.SUCCEEDED, clock.instant());
        int changed = handle.createUpdate("""
            UPDATE projects SET state = :state, identifier = :identifier, history = :history,
              authority = :authority, authority_history = :authorityHistory, operation_id = NULL
            WHERE id = :id\
            """)
                .bind("state", ProjectRecords.READY)
                .bind("identifier", nodes.node().identifier().toString())
                .bind("history", nodes.node().toHex())
                .bind("authority", nodes.authority().identifier().toString())
                .bind("authorityHistory", nodes.authority().toHex())
                .bind("id", projectId)
                .execute();
        Revisions.grow(handle, concerned(handle, projectId));
        return changed == 1;
    }

    /** Deletes all records of projects; their nodes have to be {@linkplain #remove removed} afterwards. */
    void delete(Handle handle, Collection<String> projectIds) {
        for (String id : projectIds) {
            Revisions.grow(handle, concerned(handle, id));
            Operations.end(handle, id, Operation.Status.FAILED, clock.instant());
            for (String sql : List.of(
                    "DELETE FROM invitations WHERE target_id = :id",
                    "DELETE FROM relays WHERE project_id = :id",
                    "DELETE FROM projects WHERE id = :id")) {
                handle.createUpdate(sql).bind("id", id).execute();
            }
        }
    }

    /** Removes what is left of projects whose records are gone. */
    void removeDeleted() {
        // In this order: what another process makes meanwhile isn't among them.
        Set<String> left = new TreeSet<>(hosting.known());
        left.removeAll(database.read(handle -> handle.createQuery("SELECT id FROM projects")
                .mapTo(String.class)
                .set()));
        remove(left);
    }

    /** Ends the nodes of projects whose records are gone. */
    void remove(Collection<String> projectIds) {
        projectIds.forEach(hosting::remove);
        if (!projectIds.isEmpty()) {
            hosting.changed();
        }
    }

    /** What runs here. */
    Set<String> running() {
        return new TreeSet<>(hosting.running());
    }

    /**
     * Makes what runs equal to what other instances have made of the records.
     *
     * @param running what ran before the records were read: what was made since then is left alone
     */
    void follow(Set<String> running, Collection<Existing> projects) {
        for (Existing project : projects) {
            if (project.ready && !running.contains(project.id)) {
                restart(project.id);
            } else if (project.ready) {
                hosting.allowRelaying(project.id, project.relaying);
            }
            running.remove(project.id);
        }
        running.forEach(hosting::stop);
    }

    /** Everybody who sees that project. */
    static Set<String> concerned(Handle handle, String projectId) {
        return new TreeSet<>(handle.createQuery("""
            SELECT email_key FROM project_users WHERE project_id = :id
            UNION SELECT a.email_key FROM space_administrators a
              JOIN projects p ON p.space_id = a.space_id WHERE p.id = :id\
            """)
                .bind("id", projectId)
                .mapTo(String.class)
                .list());
    }
}
