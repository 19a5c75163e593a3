package dev.portals.command.peers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an orchestrator's records never show between two requests: questions for rows that must not be there. */
final class Invariants {
    private static final Map<String, String> NEVER = new LinkedHashMap<>();

    static {
        NEVER.put("a project that is ready and not whole", """
                SELECT id FROM projects WHERE state = 'ready' AND (identifier IS NULL OR history IS NULL
                  OR authority IS NULL OR authority_history IS NULL OR operation_id IS NOT NULL)""");
        NEVER.put("a project without its own two identities", """
                SELECT p.id FROM projects p WHERE p.state = 'ready' AND (NOT EXISTS (SELECT 1 FROM own_identities o
                    WHERE o.name = 'project-' || p.id AND o.identifier = p.identifier)
                  OR NOT EXISTS (SELECT 1 FROM own_identities o
                    WHERE o.name = 'authority-' || p.id AND o.identifier = p.authority))""");
        NEVER.put("an identity of no project", """
                SELECT name FROM own_identities WHERE name LIKE '%-%' AND name NOT IN (
                  SELECT 'project-' || id FROM projects UNION SELECT 'authority-' || id FROM projects)""");
        NEVER.put("an operation that never ends", """
                SELECT id FROM operations WHERE status = 0 AND project_id NOT IN (
                  SELECT id FROM projects WHERE state = 'creating')""");
        NEVER.put("a ticket that was spent twice", """
                SELECT attributes FROM members WHERE attributes LIKE '%"ticket"%'
                GROUP BY project_id, attributes HAVING COUNT(*) > 1""");
        NEVER.put("a ticket that was spent and is left", """
                SELECT m.attributes FROM members m JOIN tokens t
                  ON t.project_id = m.project_id AND t.attributes = m.attributes""");
        NEVER.put("an invitation that nobody is told of", """
                SELECT id FROM invitations i WHERE NOT EXISTS (
                  SELECT 1 FROM mails m WHERE m.invitation_id = i.id)""");
        NEVER.put("two invitations of one wish", """
                SELECT node_route FROM invitations WHERE node_route IS NOT NULL GROUP BY node_route HAVING COUNT(*) > 1""");
        NEVER.put("a project's invitation that was accepted and gave nothing", """
                SELECT i.id FROM invitations i WHERE i.scope = 0 AND i.state = 'accepted' AND NOT EXISTS (
                  SELECT 1 FROM project_users p
                  WHERE p.project_id = i.target_id AND p.email_key = i.recipient_key)""");
        NEVER.put("a guest without an accepted invitation", """
                SELECT p.email FROM project_users p WHERE p.role <> 0 AND NOT EXISTS (
                  SELECT 1 FROM invitations i WHERE i.target_id = p.project_id AND i.state = 'accepted'
                    AND i.recipient_key = p.email_key)""");
        NEVER.put("an accepted invitation that nobody accepted", """
                SELECT id FROM invitations WHERE (state = 'accepted') <> (accepted_by IS NOT NULL)
                  AND state IN ('pending', 'accepted')""");
    }

    private Invariants() {}

    /** How many projects are still being made. */
    static int unfinishedIn(Connection records) throws SQLException {
        try (Statement question = records.createStatement();
                ResultSet count = question.executeQuery("SELECT COUNT(*) FROM projects WHERE state <> 'ready'")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** What is there nevertheless. */
    static List<String> brokenIn(Connection records) throws SQLException {
        List<String> broken = new ArrayList<>();
        try (Statement question = records.createStatement()) {
            for (Map.Entry<String, String> never : NEVER.entrySet()) {
                ResultSet rows = question.executeQuery(never.getValue());
                while (rows.next()) {
                    broken.add(never.getKey() + ": " + rows.getString(1));
                }
            }
            if (records.getMetaData().getURL().startsWith("jdbc:sqlite:")) {
                ResultSet check = question.executeQuery("PRAGMA integrity_check");
                if (!check.next() || !check.getString(1).equals("ok")) {
                    broken.add("a damaged file: " + check.getString(1));
                }
                if (question.executeQuery("PRAGMA foreign_key_check").next()) {
                    broken.add("a row that refers to none");
                }
            }
        }
        return broken;
    }
}
