package dev.portals.orchestrator.space;

import dev.portals.core.controller.Space;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * Spaces and their administrators (spec 04 section 3.4). Wishes that aren't granted end in an {@link
 * dev.portals.core.api.ApiFailure}; what the caller has nothing to do with isn't there for it. Thread-safe; not for event
 * loops.
 */
public final class Spaces {
    /** Names of four digits that are tried before longer ones. */
    private static final int SHORT_NAMES = 16;

    private final Database database;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Projects projects;
    private final RandomGenerator random;

    /** The spaces in that database, with these projects in them. */
    public Spaces(Database database, InstantSource clock, AuditLog audit, Projects projects, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
        this.projects = projects;
        this.random = random;
    }

    /** Makes a space for whoever administers none: clients of 0.150 wait for one for ever. */
    public void ensureOne(Caller caller) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * SHORT_NAMES; i++) {
            int digits = random.nextInt();
            String hex = HexFormat.of().toHexDigits(digits);
            names.add(Naming.ofDefaultSpace(caller.email()) + "-" + (i < SHORT_NAMES ? hex.substring(4) : hex));
        }
        database.change(handle -> {
            if (administersOne(handle, caller.key())) {
                return;
            }
            String id = UUID.randomUUID().toString();
            for (String name : names) {
                if (insert(handle, id, name)) {
                    putAdministrator(handle, caller.email(), id, caller.email());
                    audit.done(handle, caller.email(), "space.create", id, name);
                    return;
                }
            }
            throw Refusals.nameTaken();
        });
    }

    private static boolean administersOne(Handle handle, String emailKey) {
        return handle.createQuery("SELECT COUNT(*) FROM space_administrators WHERE email_key = :key")
                        .bind("key", emailKey)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private boolean insert(Handle handle, String id, String name) {
        return handle.createUpdate("""
            INSERT INTO spaces (id, name, name_key, created_at) VALUES (:id, :name, :key, :now)
            ON CONFLICT (name_key) DO NOTHING\
            """)
                        .bind("id", id)
                        .bind("name", name)
                        .bind("key", Naming.key(name))
                        .bind("now", clock.instant().getEpochSecond())
                        .execute()
                == 1;
    }

    /** Those that the caller administers, oldest first, then those in whose projects it has a role. */
    public List<Space> list(Caller caller) {
        return database.read(handle -> SpaceRows.list(handle, caller));
    }

    /** One of them. */
    public Space show(Caller caller, String spaceId) {
        return database.read(handle -> SpaceRows.find(handle, caller, spaceId));
    }

    /**
     * Makes a space, which the caller administers.
     *
     * @param others administrators besides the caller
     */
    public Space create(Caller caller, String name, List<String> others) {
        Naming.checkName(name);
        others.forEach(Naming::checkEmail);
        String id = UUID.randomUUID().toString();
        return database.write(handle -> {
            if (!insert(handle, id, name)) {
                throw Refusals.nameTaken();
            }
            audit.done(handle, caller.email(), "space.create", id, name);
            putAdministrator(handle, caller.email(), id, caller.email());
            for (String email : others) {
                putAdministrator(handle, caller.email(), id, email);
            }
            return SpaceRows.find(handle, caller, id);
        });
    }

    /** Deletes a space with its projects, their nodes, members and invitations. */
    public void delete(Caller caller, String spaceId) {
        List<String> deleted = database.write(handle -> {
            SpaceRows.requireAdministrator(handle, caller, spaceId);
            List<String> ids = projects.deleteAll(handle, spaceId);
            Revisions.grow(handle, keys(handle, spaceId));
            handle.createUpdate("DELETE FROM invitations WHERE target_id = :id")
                    .bind("id", spaceId)
                    .execute();
            handle.createUpdate("DELETE FROM spaces WHERE id = :id")
                    .bind("id", spaceId)
                    .execute();
            audit.done(handle, caller.email(), "space.delete", spaceId, ids.size() + " projects");
            return ids;
        });
        projects.removed(deleted);
    }

    /** The addresses of all administrators. */
    public List<String> administrators(Caller caller, String spaceId) {
        return database.read(handle -> {
            SpaceRows.requireAdministrator(handle, caller, spaceId);
            return SpaceRows.administrators(handle, spaceId);
        });
    }

    /** Makes somebody an administrator, or leaves it one; the answer has the address as it was given now. */
    public List<String> addAdministrator(Caller caller, String spaceId, String email) {
        Naming.checkEmail(email);
        List<String> administrators = database.write(handle -> {
            SpaceRows.requireAdministrator(handle, caller, spaceId);
            putAdministrator(handle, caller.email(), spaceId, email);
            return SpaceRows.spelled(SpaceRows.administrators(handle, spaceId), email);
        });
        settle(spaceId, email);
        return administrators;
    }

    /**
     * Makes somebody an administrator; {@link #settle} must follow the transaction.
     *
     * @param actor who does so, for the audit log
     */
    public void putAdministrator(Handle handle, String actor, String spaceId, String email) {
        if (SpaceRows.administrators(handle, spaceId).size() >= SpaceRows.MOST_ADMINISTRATORS) {
            throw Refusals.tooManyAdministrators();
        }
        int added = handle.createUpdate("""
            INSERT INTO space_administrators (space_id, email, email_key) VALUES (:id, :email, :key)
            ON CONFLICT (space_id, email_key) DO NOTHING\
            """)
                .bind("id", spaceId)
                .bind("email", email)
                .bind("key", Emails.key(email))
                .execute();
        if (added == 1) {
            audit.done(handle, actor, "space.administrator.add", spaceId, email);
            Revisions.grow(handle, keys(handle, spaceId));
        }
    }

    /** Takes an administrator's rights over the space and what follows from them for its projects. */
    public List<String> removeAdministrator(Caller caller, String spaceId, String email) {
        String key = Emails.key(email);
        List<String> administrators = database.write(handle -> {
            SpaceRows.requireAdministrator(handle, caller, spaceId);
            if (key.equals(caller.key())) {
                throw SpaceRows.administrators(handle, spaceId).size() == 1
                        ? Refusals.lastAdministrator()
                        : Refusals.oneself();
            }
            Set<String> concerned = keys(handle, spaceId);
            int removed = handle.createUpdate("""
                DELETE FROM space_administrators WHERE space_id = :id AND email_key = :key\
                """)
                    .bind("id", spaceId)
                    .bind("key", key)
                    .execute();
            if (removed == 0) {
                throw Refusals.noAdministrator();
            }
            audit.done(handle, caller.email(), "space.administrator.remove", spaceId, email);
            Revisions.grow(handle, concerned);
            return SpaceRows.administrators(handle, spaceId);
        });
        settle(spaceId, email);
        return administrators;
    }

    /** Whether the owner of an address administers a space. */
    public boolean administers(Handle handle, String spaceId, String email) {
        return SpaceRows.administers(handle, spaceId, Emails.key(email));
    }

    /** Tells the authorities of a space's projects what the identities of an address are now. */
    public void settle(String spaceId, String email) {
        for (String project : database.read(handle -> projects.ofSpace(handle, spaceId))) {
            projects.settle(project, email);
        }
    }

    private static Set<String> keys(Handle handle, String spaceId) {
        return new TreeSet<>(handle.createQuery("SELECT email_key FROM space_administrators WHERE space_id = :id")
                .bind("id", spaceId)
                .mapTo(String.class)
                .list());
    }
}
