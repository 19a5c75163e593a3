package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The numbers of the overview.
 *
 * @param oldestMail since when the mail that is due for longest has waited, seconds since 1970; 0: none waits
 * @param badMails that failed or bounced within a day
 * @param relayed bytes of this month
 * @param slowProjects that have been set up for longer than that takes
 */
record Figures(
        long users,
        long blocked,
        long devices,
        long spaces,
        long projects,
        long ready,
        long slowProjects,
        long stopped,
        long members,
        long pendingInvitations,
        long acceptedInvitations,
        long queuedMails,
        long oldestMail,
        long badMails,
        long refusals,
        long relayed) {
    private static final Duration SETTING_UP = Duration.ofMinutes(3);
    private static final Duration DAY = Duration.ofDays(1);

    static Figures read(Database database, Instant now) {
        return database.read(handle -> handle.createQuery("""
                        SELECT
                          (SELECT COUNT(*) FROM users) AS users,
                          (SELECT COUNT(*) FROM users WHERE blocked) AS blocked,
                          (SELECT COUNT(*) FROM devices) AS devices,
                          (SELECT COUNT(*) FROM spaces) AS spaces,
                          (SELECT COUNT(*) FROM projects) AS projects,
                          (SELECT COUNT(*) FROM projects WHERE state = 'ready') AS ready,
                          (SELECT COUNT(*) FROM projects WHERE state <> 'ready' AND created_at < :slow) AS slow,
                          (SELECT COUNT(*) FROM projects WHERE NOT relaying) AS stopped,
                          (SELECT COUNT(*) FROM members) AS members,
                          (SELECT COUNT(*) FROM invitations WHERE state = 'pending' AND expires_at > :now) AS pending,
                          (SELECT COUNT(*) FROM invitations WHERE state = 'accepted') AS accepted,
                          (SELECT COUNT(*) FROM mails WHERE state = 'queued') AS queued,
                          (SELECT COALESCE(MIN(created_at), 0) FROM mails WHERE state = 'queued' AND next_at <= :now)
                            AS oldest,
                          (SELECT COUNT(*) FROM mails WHERE state IN ('failed', 'bounced') AND created_at > :day) AS bad,
                          (SELECT COUNT(*) FROM audit WHERE at > :day AND outcome = 'REFUSED') AS refusals,
                          (SELECT COALESCE(SUM(bytes), 0) FROM relayed_bytes WHERE month = :month) AS relayed
                        """)
                .bind("month", YearMonth.from(now.atZone(ZoneOffset.UTC)).toString())
                .bind("now", now.getEpochSecond())
                .bind("day", now.minus(DAY).getEpochSecond())
                .bind("slow", now.minus(SETTING_UP).getEpochSecond())
                .map((row, context) -> of(row))
                .one());
    }

    private static Figures of(ResultSet row) throws SQLException {
        return new Figures(
                row.getLong("users"),
                row.getLong("blocked"),
                row.getLong("devices"),
                row.getLong("spaces"),
                row.getLong("projects"),
                row.getLong("ready"),
                row.getLong("slow"),
                row.getLong("stopped"),
                row.getLong("members"),
                row.getLong("pending"),
                row.getLong("accepted"),
                row.getLong("queued"),
                row.getLong("oldest"),
                row.getLong("bad"),
                row.getLong("refusals"),
                row.getLong("relayed"));
    }
}
