package dev.portals.orchestrator.space;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.controller.Addon;
import dev.portals.core.controller.Operation;
import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.space.ProjectMaker.Existing;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.usage.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;

/**
 * Projects, who administers them and who has another role in them (spec 04 sections 3.5 to 3.8). Who administers a space
 * administers its projects. Wishes that aren't granted end in an {@link ApiFailure}; what the caller has no role in isn't
 * there for it. Thread-safe; not for event loops.
 */
public final class Projects implements AutoCloseable {
    private static final List<Addon> ADDONS = List.of(
            new Addon("okta", "Okta", false),
            new Addon("confluent", "Kafka", false),
            new Addon("influxdb_token_lease_manager", "InfluxDB", false));

    /** Whoever makes a project for longer than this is believed to be gone. */
    private static final Duration LONGEST_MAKING = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final AuditLog audit;
    private final ProjectSettings settings;
    private final ProjectRecords records;
    private final ProjectUsers users;
    private final ProjectMaker maker;
    private final Trust trust;
    private final ExecutorService making = Executors.newVirtualThreadPerTaskExecutor();

    /** The projects in that database; {@link #start} starts their nodes. */
    public Projects(
            Database database, InstantSource clock, AuditLog audit, ProjectHosting hosting, ProjectSettings settings) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
        this.settings = settings;
        this.records = new ProjectRecords(settings.addresses(), settings.version());
        this.users = new ProjectUsers(audit);
        this.trust = new Trust(database, hosting);
        this.maker = new ProjectMaker(database, clock, audit, hosting, trust);
    }

    /**
     * Starts the nodes of all projects, and ends the making and the deleting of those that were being made or deleted when
     * the program ended.
     */
    public void start() {
        maker.removeDeleted();
        for (String id : ids(ProjectRecords.READY)) {
            maker.restart(id);
        }
        ids(ProjectRecords.CREATING).forEach(maker::make);
    }

    /** The same beside other instances: what was being made a moment ago is theirs to end. */
    public void join() {
        maker.removeDeleted();
        follow();
    }

    /**
     * Follows what other instances have done to the projects, and ends the making of those that were being made by an
     * instance that is gone.
     */
    public void follow() {
        Set<String> running = maker.running();
        List<Existing> all = database.read(handle -> handle.createQuery(
                        "SELECT id, state, relaying, created_at FROM projects ORDER BY place")
                .map((row, context) -> new Existing(
                        row.getString("id"),
                        row.getString("state").equals(ProjectRecords.READY),
                        row.getBoolean("relaying"),
                        row.getLong("created_at")))
                .list());
        maker.follow(running, all);
        long old = clock.instant().minus(LONGEST_MAKING).getEpochSecond();
        for (Existing project : all) {
            if (!project.ready() && project.createdAt() < old) {
                making.execute(() -> maker.make(project.id()));
            }
        }
    }

    private List<String> ids(String state) {
        return database.read(handle -> handle.createQuery("SELECT id FROM projects WHERE state = :state ORDER BY place")
                .bind("state", state)
                .mapTo(String.class)
                .list());
    }

    /** All that the caller has a role in, oldest first. */
    public List<ProjectRecord> list(Caller caller) {
        return database.read(handle -> records.list(handle, caller));
    }

    /** One of them. */
    public ProjectRecord show(Caller caller, String projectId) {
        return database.read(handle -> records.find(handle, caller, projectId).orElseThrow(Refusals::noProject));
    }

    /**
     * Makes a project in a space that the caller administers.
     *
     * @param others administrators besides those of the space
     * @return the project; without its nodes and with an operation if they take long to start
     */
    public ProjectRecord create(Caller caller, String spaceId, String name, List<String> others) {
        Naming.checkName(name);
        others.forEach(Naming::checkEmail);
        String id = UUID.randomUUID().toString();
        if (!database.write(handle -> insert(handle, caller, spaceId, id, name, others))) {
            String why = Limits.refusal("your plan", settings.plans().projects(caller.plan()), "project", "delete one");
            audit.refused(caller.email(), "project.create", spaceId, why);
            throw new ApiFailure(Status.FORBIDDEN, why);
        }
        Future<Boolean> made = making.submit(() -> maker.make(id));
        try {
            if (!made.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ApiFailure(Status.INTERNAL_SERVER_ERROR, "the project could not be started");
            }
        } catch (TimeoutException e) {
            // The client asks for the operation until it has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new ApiFailure(Status.INTERNAL_SERVER_ERROR, "the project could not be started");
        }
        return show(caller, id);
    }

    /** False if the plan allows no more. */
    private boolean insert(Handle handle, Caller caller, String spaceId, String id, String name, List<String> others) {
        SpaceRows.requireAdministrator(handle, caller, spaceId);
        if (users.administered(handle, caller.key()).size() >= settings.plans().projects(caller.plan())) {
            return false;
        }
        String operation = UUID.randomUUID().toString();
        int inserted = handle.createUpdate("""
            INSERT INTO projects (id, space_id, name, name_key, state, operation_id, credential_life,
              relaying, created_at)
            VALUES (:id, :space, :name, :key, :state, :operation, :life, :relaying, :now)
            ON CONFLICT (space_id, name_key) DO NOTHING\
            """)
                .bind("id", id)
                .bind("space", spaceId)
                .bind("name", name)
                .bind("key", Naming.key(name))
                .bind("state", ProjectRecords.CREATING)
                .bind("operation", operation)
                .bind("life", settings.plans().credentialLife(caller.plan()).toSeconds())
                .bind("relaying", true)
                .bind("now", clock.instant().getEpochSecond())
                .execute();
        if (inserted == 0) {
            throw Refusals.nameTaken();
        }
        Operations.start(handle, operation, id, clock.instant());
        audit.done(handle, caller.email(), "project.create", id, name);
        for (String email : others) {
            users.put(handle, caller.email(), id, email, Role.ADMIN, Scope.PROJECT);
        }
        Revisions.grow(handle, ProjectMaker.concerned(handle, id));
        return true;
    }

    /** Deletes a project with its nodes, members and invitations. */
    public void delete(Caller caller, String spaceId, String projectId) {
        database.change(handle -> {
            users.requireAdministrator(handle, caller, projectId);
            if (!spaceId.equals(users.spaceOf(handle, projectId))) {
                throw Refusals.noProject();
            }
            maker.delete(handle, List.of(projectId));
            audit.done(handle, caller.email(), "project.delete", projectId, "");
        });
        maker.remove(List.of(projectId));
    }

    /** The addresses of all administrators. */
    public List<String> administrators(Caller caller, String projectId) {
        return database.read(handle -> {
            users.requireAdministrator(handle, caller, projectId);
            return users.administrators(handle, projectId);
        });
    }

    /** Makes somebody an administrator, or leaves it one; the answer has the address as it was given now. */
    public List<String> addAdministrator(Caller caller, String projectId, String email) {
        Naming.checkEmail(email);
        List<String> administrators = database.write(handle -> {
            users.requireAdministrator(handle, caller, projectId);
            users.put(handle, caller.email(), projectId, email, Role.ADMIN, Scope.PROJECT);
            return SpaceRows.spelled(users.administrators(handle, projectId), email);
        });
        settle(projectId, email);
        return administrators;
    }

    /** Takes an administrator's rights; administrators of the space can't be removed from one of its projects. */
    public List<String> removeAdministrator(Caller caller, String projectId, String email) {
        List<String> administrators = database.write(handle -> {
            users.requireAdministrator(handle, caller, projectId);
            users.removeAdministrator(handle, caller, projectId, email);
            return users.administrators(handle, projectId);
        });
        settle(projectId, email);
        return administrators;
    }

    /** An operation that makes a project of the caller's, or made it within the last hour. */
    public Operation operation(Caller caller, String operationId) {
        return database.read(handle -> Operations.find(handle, operationId, clock.instant())
                .filter(entry -> !users.exists(handle, entry.projectId())
                        || users.hasRole(handle, entry.projectId(), caller.key()))
                .map(Operations.Entry::operation)
                .orElseThrow(() -> new ApiFailure(Status.NOT_FOUND, "no such operation")));
    }

    /** The add-ons there are; none can be used yet. */
    public List<Addon> addons(Caller caller, String projectId) {
        show(caller, projectId);
        return ADDONS;
    }

    /** Refuses to change an add-on. */
    public ApiFailure refuseAddon(Caller caller, String projectId) {
        database.change(handle -> users.requireAdministrator(handle, caller, projectId));
        return new ApiFailure(Status.NOT_IMPLEMENTED, "this installation has no such add-on");
    }

    /** Whether the owner of an address administers a project, itself or its space. */
    public boolean administers(Handle handle, String projectId, String email) {
        return users.administers(handle, projectId, Emails.key(email));
    }

    /** The addresses of all administrators. */
    public List<String> administrators(Handle handle, String projectId) {
        return users.administrators(handle, projectId);
    }

    /**
     * Gives the owner of an address a role, unless it has a higher one; {@link #settle(String, String)} must follow the
     * transaction.
     *
     * @param actor who gives it, for the audit log
     */
    public void put(Handle handle, String actor, String projectId, String email, Role role, Scope scope) {
        users.put(handle, actor, projectId, email, role, scope);
    }

    /** Takes a role that isn't an administrator's. */
    public void removeGuest(Handle handle, String actor, String projectId, String email) {
        users.removeGuest(handle, actor, projectId, email);
    }

    /** Tells the authority of a project what the identities of an address are now; effective when this returns. */
    public void settle(String projectId, String email) {
        trust.settle(projectId, database.read(handle -> Trust.devices(handle, Emails.key(email))));
    }

    /**
     * Tells all authorities that an identity was bound to an account or taken from it; effective when this returns.
     *
     * @param emails the addresses of the accounts concerned
     */
    public void deviceChanged(Identifier identifier, Collection<String> emails) {
        for (String project : administered(emails)) {
            trust.settle(project, List.of(identifier));
        }
    }

    /** Tells all authorities that an account was blocked, admitted again or changed. */
    public void accountChanged(String email) {
        for (String project : administered(List.of(email))) {
            settle(project, email);
        }
    }

    private Set<String> administered(Collection<String> emails) {
        Set<String> projects = new TreeSet<>();
        database.read(handle -> {
            emails.forEach(email -> projects.addAll(users.administered(handle, Emails.key(email))));
            return true;
        });
        return projects;
    }

    /** Deletes all projects of a space. */
    List<String> deleteAll(Handle handle, String spaceId) {
        List<String> ids = ofSpace(handle, spaceId);
        maker.delete(handle, ids);
        return ids;
    }

    List<String> ofSpace(Handle handle, String spaceId) {
        return handle.createQuery("SELECT id FROM projects WHERE space_id = :space ORDER BY place")
                .bind("space", spaceId)
                .mapTo(String.class)
                .list();
    }

    void removed(Collection<String> projectIds) {
        maker.remove(projectIds);
    }

    /** Waits for nothing: what is being made is ended at the next start. */
    @Override
    public void close() {
        making.shutdownNow();
    }
}
