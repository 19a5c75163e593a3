package dev.portals.orchestrator.usage;

import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Compares what is used with what plans give. Thread-safe; it may wait. */
public final class Levels {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int AT_ONCE = 500;
    private static final String PROJECTS = """
        SELECT p.id, p.name, COALESCE(r.bytes, 0) AS bytes, COALESCE(a.email, '') AS email,
               COALESCE(u.plan, '') AS plan,
               (SELECT COUNT(*) FROM members m WHERE m.project_id = p.id AND NOT m.pre_trusted) AS members
        FROM projects p
        LEFT JOIN relayed_bytes r ON r.project_id = p.id AND r.month = :month
        LEFT JOIN space_administrators a ON a.place =
          (SELECT MIN(place) FROM space_administrators WHERE space_id = p.space_id)
        LEFT JOIN users u ON u.email_key = a.email_key
        """;
    private static final String RELAYING = """
        SELECT p.id, p.name, r.bytes, COALESCE(a.email, '') AS email, COALESCE(u.plan, '') AS plan
        FROM relayed_bytes r JOIN projects p ON p.id = r.project_id
        LEFT JOIN space_administrators a ON a.place =
          (SELECT MIN(place) FROM space_administrators WHERE space_id = p.space_id)
        LEFT JOIN users u ON u.email_key = a.email_key
        WHERE r.month = :month AND r.bytes >= :few ORDER BY r.bytes DESC, p.id
        """;

    private final Database database;
    private final InstantSource clock;
    private final Limits limits;
    private final Supplier<Map<String, Integer>> relays;

    private record Row(String id, String name, String owner, String plan, long bytes, long members) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("email"),
                    row.getString("plan"),
                    row.getLong("bytes"),
                    row.getLong("members"));
        }
    }

    /**
     * Over that database.
     *
     * @param relays how many relays projects have now, by their ids
     */
    public Levels(Database database, InstantSource clock, Limits limits, Supplier<Map<String, Integer>> relays) {
        this.database = database;
        this.clock = clock;
        this.limits = limits;
        this.relays = relays;
    }

    /** What projects have relayed this month that might be near a limit, those that relayed most first. */
    public List<Level> relayed() {
        return database.read(handle -> handle.createQuery(RELAYING)
                .bind("month", Usage.month(clock))
                .bind("few", fewest(limits::relayedBytes))
                .map((row, context) -> relayed(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("plan"),
                        row.getLong("bytes")))
                .list());
    }

    private Level relayed(String id, String name, String owner, String plan, long bytes) {
        return new Level(Resource.RELAYED_BYTES, id, name, owner, plan, bytes, limits.relayedBytes(plan));
    }

    /** All levels of one project; none if there is no such project. */
    public List<Level> of(String projectId) {
        return database.read(handle -> projects(handle, "WHERE p.id = :id")
                .bind("id", projectId)
                .map((row, context) -> Row.of(row))
                .findOne()
                .map(row -> levels(row, relays.get()))
                .orElse(List.of()));
    }

    /** The levels of which somebody should know: of the projects that are on the person's plan, and of the person. */
    public List<Level> warnings(User user) {
        Map<String, Integer> now = relays.get();
        return database.read(handle -> {
            List<Level> all = new ArrayList<>();
            projects(handle, "WHERE a.email_key = :key")
                    .bind("key", user.emailKey())
                    .map((row, context) -> Row.of(row))
                    .forEach(row -> all.addAll(levels(row, now)));
            all.addAll(invitations(handle, "AND u.email_key = :key", Map.of("key", user.emailKey())));
            return worst(all.stream());
        });
    }

    /** Every level of which somebody should know, the worst first. */
    public List<Level> warnings() {
        Map<String, Integer> now = relays.get();
        return database.read(handle -> {
            List<Level> all = new ArrayList<>(invitations(handle, "", Map.of()));
            List<String> candidates = candidates(handle, now);
            for (int i = 0; i < candidates.size(); i += AT_ONCE) {
                projects(handle, "WHERE p.id IN (<ids>)")
                        .bindList("ids", candidates.subList(i, Math.min(i + AT_ONCE, candidates.size())))
                        .map((row, context) -> Row.of(row))
                        .forEach(row -> all.addAll(levels(row, now)));
            }
            return worst(all.stream());
        });
    }

    /** The projects that would be near the limits of the smallest plan: few of many. */
    private List<String> candidates(Handle handle, Map<String, Integer> relaysNow) {
        Set<String> candidates = new TreeSet<>(handle.createQuery("""
            SELECT project_id FROM relayed_bytes WHERE month = :month AND bytes >= :bytes
            UNION SELECT project_id FROM members WHERE NOT pre_trusted GROUP BY project_id HAVING COUNT(*) >= :members\
            """)
                .bind("month", Usage.month(clock))
                .bind("bytes", fewest(limits::relayedBytes))
                .bind("members", fewest(limits::members))
                .mapTo(String.class)
                .list());
        long fewRelays = fewest(limits::relays);
        relaysNow.forEach((project, number) -> {
            if (number >= fewRelays) {
                candidates.add(project);
            }
        });
        return List.copyOf(candidates);
    }

    /** From where on somebody might have to be warned, whatever the plan. */
    private long fewest(ToLongFunction<String> limit) {
        return limits.names().stream()
                .mapToLong(limit)
                .map(Levels::warning)
                .min()
                .orElse(0);
    }

    private static long warning(long limit) {
        return (long) (limit * (Level.WARNING / 100.0));
    }

    private static List<Level> worst(Stream<Level> levels) {
        return levels.filter(Level::isNearlyUsedUp)
                .sorted(Comparator.comparingInt(Level::percent)
                        .reversed()
                        .thenComparing(Level::subject)
                        .thenComparing(Level::resource))
                .toList();
    }

    /** How many relays each project may have. */
    Map<String, Integer> relayLimits() {
        Map<String, Integer> most = new HashMap<>();
        database.read(handle -> handle.createQuery("""
            SELECT p.id, COALESCE(u.plan, '') AS plan FROM projects p
            LEFT JOIN space_administrators a ON a.place =
              (SELECT MIN(place) FROM space_administrators WHERE space_id = p.space_id)
            LEFT JOIN users u ON u.email_key = a.email_key\
            """)
                        .map((row, context) -> Map.entry(row.getString("id"), row.getString("plan")))
                        .list())
                .forEach(project -> most.put(project.getKey(), limits.relays(project.getValue())));
        return most;
    }

    /** On whose plan a project is; empty if nobody administers its space. */
    Optional<String> owner(String projectId) {
        return of(projectId).stream()
                .map(Level::owner)
                .filter(owner -> !owner.isEmpty())
                .findFirst();
    }

    private Query projects(Handle handle, String where) {
        return handle.createQuery(PROJECTS + where).bind("month", Usage.month(clock));
    }

    private List<Level> levels(Row row, Map<String, Integer> relaysNow) {
        return List.of(
                relayed(row.id, row.name, row.owner, row.plan, row.bytes),
                new Level(
                        Resource.MEMBERS, row.id, row.name, row.owner, row.plan, row.members, limits.members(row.plan)),
                new Level(
                        Resource.RELAYS,
                        row.id,
                        row.name,
                        row.owner,
                        row.plan,
                        relaysNow.getOrDefault(row.id, 0),
                        limits.relays(row.plan)));
    }

    private List<Level> invitations(Handle handle, String and, Map<String, String> values) {
        return handle.createQuery("SELECT u.email, u.plan, COUNT(*) AS number FROM invitations i"
                        + " JOIN users u ON u.id = i.sender_id WHERE i.created_at > :since " + and
                        + " GROUP BY u.email, u.plan")
                .bind("since", clock.instant().minus(DAY).getEpochSecond())
                .bindMap(values)
                .map((row, context) -> new Level(
                        Resource.INVITATIONS,
                        row.getString("email"),
                        row.getString("email"),
                        row.getString("email"),
                        row.getString("plan"),
                        row.getLong("number"),
                        limits.invitationsPerDay(row.getString("plan"))))
                .list();
    }
}
