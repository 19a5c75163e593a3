package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads spaces, projects and members for the administrator, a page at a time. */
final class Directory {
    private static final String SPACES = """
            SELECT s.id, s.name, s.created_at,
              (SELECT COUNT(*) FROM space_administrators a WHERE a.space_id = s.id) AS administrators,
              (SELECT COUNT(*) FROM projects p WHERE p.space_id = s.id) AS projects,
              COALESCE((SELECT a.email FROM space_administrators a WHERE a.space_id = s.id ORDER BY a.place LIMIT 1), '')
                AS owner
            FROM spaces s
            """;
    private static final String PROJECTS = """
            SELECT p.id, p.name, p.state, p.relaying, p.created_at, p.credential_life, p.identifier, p.authority,
              s.id AS space_id, s.name AS space,
              COALESCE((SELECT a.email FROM space_administrators a WHERE a.space_id = s.id ORDER BY a.place LIMIT 1), '')
                AS owner,
              (SELECT COUNT(*) FROM members m WHERE m.project_id = p.id) AS members,
              COALESCE((SELECT r.bytes FROM relayed_bytes r WHERE r.project_id = p.id AND r.month = :month), 0) AS bytes
            FROM projects p JOIN spaces s ON s.id = p.space_id
            """;
    private static final String PAGE = " LIMIT :limit OFFSET :offset";

    private final Database database;
    private final InstantSource clock;

    Directory(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A space; the owner is its first administrator. */
    record SpaceRow(String id, String name, String owner, long administrators, long projects, Instant createdAt) {}

    /** A project; the owner is the first administrator of its space. */
    record ProjectRow(
            String id,
            String name,
            String spaceId,
            String space,
            String owner,
            String state,
            boolean relaying,
            long members,
            long bytes,
            long credentialSeconds,
            String identifier,
            String authority,
            Instant createdAt) {
        static final String READY = "ready";
    }

    /**
     * Who is a member.
     *
     * @param email of the account whose device it is; empty if it is nobody's
     * @param attributes as they are kept
     */
    record MemberRow(String identifier, String email, String attributes, boolean preTrusted, Instant addedAt) {}

    /** Who has which role. */
    record RoleRow(String email, String role) {}

    List<SpaceRow> spaces(Paging paging) {
        return database.read(handle -> paged(handle.createQuery(SPACES + """
                                WHERE :about = '%%' OR s.name_key LIKE :about ESCAPE '!' OR EXISTS (
                                  SELECT 1 FROM space_administrators a
                                  WHERE a.space_id = s.id AND a.email_key LIKE :about ESCAPE '!')
                                ORDER BY s.place DESC""" + PAGE), paging)
                .map((row, context) -> space(row))
                .list());
    }

    Optional<SpaceRow> space(String id) {
        return database.read(handle -> handle.createQuery(SPACES + "WHERE s.id = :id")
                .bind("id", id)
                .map((row, context) -> space(row))
                .findOne());
    }

    private static SpaceRow space(ResultSet row) throws SQLException {
        return new SpaceRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("owner"),
                row.getLong("administrators"),
                row.getLong("projects"),
                Instant.ofEpochSecond(row.getLong("created_at")));
    }

    /** The administrators of a space, the first one first. */
    List<String> administrators(String spaceId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT email FROM space_administrators WHERE space_id = :id ORDER BY place LIMIT 1000")
                .bind("id", spaceId)
                .mapTo(String.class)
                .list());
    }

    List<ProjectRow> projects(Paging paging) {
        return database.read(handle -> paged(projects(handle, """
                                WHERE :about = '%%' OR p.name_key LIKE :about ESCAPE '!' OR p.id = :exact
                                  OR s.name_key LIKE :about ESCAPE '!' OR EXISTS (
                                    SELECT 1 FROM space_administrators a
                                    WHERE a.space_id = s.id AND a.email_key LIKE :about ESCAPE '!')
                                ORDER BY p.place DESC""" + PAGE).bind("exact", paging.about()), paging)
                .map((row, context) -> project(row))
                .list());
    }

    List<ProjectRow> projectsOf(String spaceId, Paging paging) {
        return database.read(handle -> projects(
                        handle, "WHERE p.space_id = :space ORDER BY p.place DESC LIMIT :limit OFFSET :offset")
                .bind("space", spaceId)
                .bind("limit", Paging.ASKED)
                .bind("offset", paging.offset())
                .map((row, context) -> project(row))
                .list());
    }

    /** The projects that somebody administers or has another role in. */
    List<ProjectRow> projectsOf(String emailKey) {
        return database.read(handle -> projects(handle, """
                        WHERE p.space_id IN (SELECT space_id FROM space_administrators WHERE email_key = :key)
                          OR p.id IN (SELECT project_id FROM project_users WHERE email_key = :key)
                        ORDER BY p.place DESC LIMIT :limit""")
                .bind("key", emailKey)
                .bind("limit", Paging.SIZE)
                .map((row, context) -> project(row))
                .list());
    }

    Optional<ProjectRow> project(String id) {
        return database.read(handle -> projects(handle, "WHERE p.id = :id")
                .bind("id", id)
                .map((row, context) -> project(row))
                .findOne());
    }

    private Query projects(Handle handle, String where) {
        return handle.createQuery(PROJECTS + where)
                .bind(
                        "month",
                        YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString());
    }

    private static ProjectRow project(ResultSet row) throws SQLException {
        String identifier = row.getString("identifier");
        String authority = row.getString("authority");
        return new ProjectRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("space_id"),
                row.getString("space"),
                row.getString("owner"),
                row.getString("state"),
                row.getBoolean("relaying"),
                row.getLong("members"),
                row.getLong("bytes"),
                row.getLong("credential_life"),
                identifier == null ? "" : identifier,
                authority == null ? "" : authority,
                Instant.ofEpochSecond(row.getLong("created_at")));
    }

    List<MemberRow> members(String projectId, Paging paging) {
        return database.read(handle -> handle.createQuery("""
                        SELECT m.identifier, m.attributes, m.pre_trusted, m.added_at, COALESCE(u.email, '') AS email
                        FROM members m LEFT JOIN devices d ON d.identifier = m.identifier
                        LEFT JOIN users u ON u.id = d.user_id
                        WHERE m.project_id = :project ORDER BY m.identifier""" + PAGE)
                .bind("project", projectId)
                .bind("limit", Paging.ASKED)
                .bind("offset", paging.offset())
                .map((row, context) -> new MemberRow(
                        row.getString("identifier"),
                        row.getString("email"),
                        row.getString("attributes"),
                        row.getBoolean("pre_trusted"),
                        Instant.ofEpochSecond(row.getLong("added_at"))))
                .list());
    }

    /** Who has a role in a project by itself, not by its space. */
    List<RoleRow> roles(String projectId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT email, role FROM project_users WHERE project_id = :id ORDER BY place LIMIT 1000")
                .bind("id", projectId)
                .map((row, context) ->
                        new RoleRow(row.getString("email"), row.getLong("role") == 0 ? "administrator" : "guest"))
                .list());
    }

    private static Query paged(Query query, Paging paging) {
        String about = Emails.key(paging.about()).toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        return query.bind("about", "%" + about + "%")
                .bind("limit", Paging.ASKED)
                .bind("offset", paging.offset());
    }
}
