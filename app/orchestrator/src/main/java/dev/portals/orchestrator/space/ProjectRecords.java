package dev.portals.orchestrator.space;

import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.UserRole;
import dev.portals.core.identity.Identifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads projects as a client sees them (spec 04 section 3.5). Administrators see everybody's role, others those of the
 * administrators and their own.
 */
final class ProjectRecords {
    /** The most that clients read. */
    private static final int MOST = 10_000;
    /** The most roles of a project that are told; administrators come first. */
    private static final int MOST_ROLES = 10_000;

    static final String CREATING = "creating";
    static final String READY = "ready";

    private static final Role[] ROLES = Role.values();
    private static final Scope[] SCOPES = Scope.values();

    private static final String COLUMNS = """
        SELECT p.id, p.name, p.space_id, s.name AS space_name, p.state, p.identifier, p.history, p.authority_history,
          p.operation_id
        FROM projects p JOIN spaces s ON s.id = p.space_id
        """;
    /** The projects in which the owner of an address has a role. */
    private static final String VISIBLE = """
        WITH visible AS (
          SELECT project_id AS id FROM project_users WHERE email_key = :key
          UNION SELECT p.id FROM projects p JOIN space_administrators a ON a.space_id = p.space_id
            WHERE a.email_key = :key)
        """;

    private final ProjectAddresses addresses;
    private final String version;

    private record Row(
            String id,
            String name,
            String spaceId,
            String spaceName,
            boolean ready,
            @Nullable String identifier,
            @Nullable String history,
            @Nullable String authorityHistory,
            @Nullable String operation) {}

    /** A role of an address. */
    private record Entry(String key, UserRole role) {}

    ProjectRecords(ProjectAddresses addresses, String version) {
        this.addresses = addresses;
        this.version = version;
    }

    /** All that the caller has a role in, oldest first. */
    List<ProjectRecord> list(Handle handle, Caller caller) {
        List<Row> rows = handle.createQuery(
                        VISIBLE + COLUMNS + "WHERE p.id IN (SELECT id FROM visible) ORDER BY p.place LIMIT " + MOST)
                .bind("key", caller.key())
                .map((row, context) -> row(row))
                .list();
        Map<String, List<Entry>> ofSpaces = new LinkedHashMap<>();
        handle.createQuery(VISIBLE + """
            SELECT a.space_id AS owner, a.email, a.email_key, 0 AS role, 2 AS scope
            FROM space_administrators a
            WHERE a.space_id IN (SELECT p.space_id FROM projects p WHERE p.id IN (SELECT id FROM visible))
            ORDER BY a.place\
            """)
                .bind("key", caller.key())
                .map((row, context) -> Map.entry(row.getString("owner"), entry(row, caller)))
                .forEach(entry -> add(ofSpaces, entry));
        Map<String, List<Entry>> ofProjects = new LinkedHashMap<>();
        handle.createQuery(VISIBLE + """
            SELECT m.project_id AS owner, m.email, m.email_key, m.role, m.scope
            FROM project_users m
            WHERE m.project_id IN (SELECT id FROM visible) ORDER BY m.place\
            """)
                .bind("key", caller.key())
                .map((row, context) -> Map.entry(row.getString("owner"), entry(row, caller)))
                .forEach(entry -> add(ofProjects, entry));
        return rows.stream()
                .map(row -> record(
                        row,
                        ofSpaces.getOrDefault(row.spaceId, List.of()),
                        ofProjects.getOrDefault(row.id, List.of()),
                        caller.key()))
                .toList();
    }

    /** One project, if the caller has a role in it. */
    Optional<ProjectRecord> find(Handle handle, Caller caller, String projectId) {
        return handle.createQuery(COLUMNS + "WHERE p.id = :id")
                .bind("id", projectId)
                .map((row, context) -> row(row))
                .findOne()
                .flatMap(row -> {
                    List<Entry> ofSpace = handle.createQuery("""
                        SELECT a.email, a.email_key, 0 AS role, 2 AS scope
                        FROM space_administrators a
                        WHERE a.space_id = :id ORDER BY a.place\
                        """)
                            .bind("id", row.spaceId)
                            .map((found, context) -> entry(found, caller))
                            .list();
                    List<Entry> ofProject = handle.createQuery("""
                        SELECT m.email, m.email_key, m.role, m.scope
                        FROM project_users m
                        WHERE m.project_id = :id ORDER BY m.place\
                        """)
                            .bind("id", projectId)
                            .map((found, context) -> entry(found, caller))
                            .list();
                    boolean visible = concerns(ofSpace, caller.key()) || concerns(ofProject, caller.key());
                    return visible ? Optional.of(record(row, ofSpace, ofProject, caller.key())) : Optional.empty();
                });
    }

    private static boolean concerns(List<Entry> entries, String key) {
        return entries.stream().anyMatch(entry -> entry.key.equals(key));
    }

    private static void add(Map<String, List<Entry>> entries, Map.Entry<String, Entry> entry) {
        entries.computeIfAbsent(entry.getKey(), unknown -> new ArrayList<>()).add(entry.getValue());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("name"),
                row.getString("space_id"),
                row.getString("space_name"),
                row.getString("state").equals(READY),
                row.getString("identifier"),
                row.getString("history"),
                row.getString("authority_history"),
                row.getString("operation_id"));
    }

    /** Whose number isn't 0 has an account: only the caller's own is told. Clients do nothing with it. */
    private static Entry entry(ResultSet row, Caller caller) throws SQLException {
        String key = row.getString("email_key");
        return new Entry(
                key,
                new UserRole(
                        row.getString("email"),
                        key.equals(caller.key()) ? caller.id() : 0,
                        ROLES[row.getInt("role")],
                        SCOPES[row.getInt("scope")]));
    }

    private ProjectRecord record(Row row, List<Entry> ofSpace, List<Entry> ofProject, String viewer) {
        // One role for each user, the highest: a guest who has become an administrator of the space is one.
        Map<String, UserRole> administrators = new LinkedHashMap<>();
        Map<String, UserRole> others = new LinkedHashMap<>();
        for (Entry entry : ofSpace) {
            administrators.put(entry.key, entry.role);
        }
        for (Entry entry : ofProject) {
            if (entry.role.role() == Role.ADMIN) {
                administrators.putIfAbsent(entry.key, entry.role);
            } else {
                others.put(entry.key, entry.role);
            }
        }
        boolean all = administrators.containsKey(viewer);
        List<String> users =
                administrators.values().stream().map(UserRole::email).toList();
        List<UserRole> roles = new ArrayList<>(administrators.values());
        others.forEach((key, role) -> {
            if (!administrators.containsKey(key) && (all || key.equals(viewer)) && roles.size() < MOST_ROLES) {
                roles.add(role);
            }
        });
        return new ProjectRecord(
                row.id,
                row.name,
                row.spaceName,
                row.ready ? addresses.node(row.id).toString() : "",
                users,
                row.spaceId,
                row.ready && row.identifier != null ? Identifier.parse(row.identifier) : null,
                row.ready ? addresses.authority(row.id).toString() : null,
                row.ready ? row.authorityHistory : null,
                null,
                null,
                version,
                row.ready,
                row.ready ? null : row.operation,
                roles,
                row.ready ? row.history : null);
    }
}
