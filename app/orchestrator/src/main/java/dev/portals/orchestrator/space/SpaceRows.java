package dev.portals.orchestrator.space;

import dev.portals.core.controller.Space;
import dev.portals.core.controller.Subscription;
import dev.portals.orchestrator.account.Emails;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads spaces and their administrators. */
final class SpaceRows {
    /** Administrators of a space or project; our own choice. */
    static final int MOST_ADMINISTRATORS = 1_000;
    /** The most that clients read. */
    private static final int MOST = 10_000;

    /** The spaces of an address: those that its owner administers, then those in whose projects it has a role. */
    private static final String VISIBLE = """
            WITH visible AS (
              SELECT id, MIN(shared) AS shared FROM (
                SELECT space_id AS id, 0 AS shared FROM space_administrators WHERE email_key = :key
                UNION ALL SELECT p.space_id AS id, 1 AS shared FROM project_users u
                  JOIN projects p ON p.id = u.project_id WHERE u.email_key = :key) AS mine GROUP BY id)
            """;

    private SpaceRows() {}

    static List<Space> list(Handle handle, Caller caller) {
        Map<String, List<String>> administrators = new HashMap<>();
        handle.createQuery(VISIBLE + """
                        SELECT a.space_id, a.email FROM space_administrators a JOIN visible v ON v.id = a.space_id
                        ORDER BY a.place""")
                .bind("key", caller.key())
                .map((row, context) -> Map.entry(row.getString("space_id"), row.getString("email")))
                .forEach(entry -> administrators
                        .computeIfAbsent(entry.getKey(), unknown -> new ArrayList<>())
                        .add(entry.getValue()));
        return handle.createQuery(VISIBLE + "SELECT s.id, s.name FROM spaces s JOIN visible v ON v.id = s.id"
                        + " ORDER BY v.shared, s.place LIMIT " + MOST)
                .bind("key", caller.key())
                .map((row, context) -> new Space(
                        row.getString("id"),
                        row.getString("name"),
                        administrators.getOrDefault(row.getString("id"), List.of()),
                        Subscription.BASIC))
                .list();
    }

    static Space find(Handle handle, Caller caller, String spaceId) {
        return handle.createQuery("""
                        SELECT id, name FROM spaces s WHERE s.id = :id AND (
                          EXISTS (SELECT 1 FROM space_administrators a WHERE a.space_id = s.id AND a.email_key = :key)
                          OR EXISTS (SELECT 1 FROM project_users u JOIN projects p ON p.id = u.project_id
                            WHERE u.email_key = :key AND p.space_id = s.id))""")
                .bind("id", spaceId)
                .bind("key", caller.key())
                .map((row, context) -> new Space(
                        row.getString("id"),
                        row.getString("name"),
                        administrators(handle, spaceId),
                        Subscription.BASIC))
                .findOne()
                .orElseThrow(Refusals::noSpace);
    }

    static List<String> administrators(Handle handle, String spaceId) {
        return handle.createQuery("SELECT email FROM space_administrators WHERE space_id = :id ORDER BY place")
                .bind("id", spaceId)
                .mapTo(String.class)
                .list();
    }

    static boolean administers(Handle handle, String spaceId, String emailKey) {
        return handle.createQuery("""
                                SELECT COUNT(*) FROM space_administrators WHERE space_id = :id AND email_key = :key""")
                        .bind("id", spaceId)
                        .bind("key", emailKey)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Refuses who isn't an administrator; for who doesn't see the space it isn't there. */
    static void requireAdministrator(Handle handle, Caller caller, String spaceId) {
        if (!administers(handle, spaceId, caller.key())) {
            find(handle, caller, spaceId);
            throw Refusals.notAdministrator("space");
        }
    }

    /** The list with one address spelled as it is given: clients look for their own spelling. */
    static List<String> spelled(List<String> emails, String email) {
        String key = Emails.key(email);
        return emails.stream()
                .map(listed -> Emails.key(listed).equals(key) ? email : listed)
                .toList();
    }
}
