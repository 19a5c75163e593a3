package dev.portals.orchestrator.usage;

import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailTexts;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps projects within their plans, and tells their owners before it has to: by mail when four fifths are used, and when
 * everything is.
 *
 * <p>A project that has used up its month relays no more: its relays end together with the channels of their owners, so that
 * everybody concerned notices at once and nobody waits for bytes that never come. The protocol has no answer that says why,
 * so the mail, the pages and the audit log do. Pings and enrolling go on. When there is something left again, because a month
 * begins or the plan has grown, clients register their relays by themselves.
 */
public final class UsageWatch implements AutoCloseable {
    private static final Duration COUNTING = Duration.ofSeconds(10);
    private static final Duration LOOKING = Duration.ofMinutes(1);
    private static final String SYSTEM = "system";
    private static final Logger LOG = LoggerFactory.getLogger(UsageWatch.class);

    private final Database database;
    private final InstantSource clock;
    private final Usage usage;
    private final Levels levels;
    private final WatchedNodes nodes;
    private final MailQueue mail;
    private final MailTexts texts;
    private final AuditLog audit;
    private final Map<String, Long> refused = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("usage").factory());

    /** A watch that looks when it is told to. */
    public UsageWatch(
            Database database,
            InstantSource clock,
            Levels levels,
            WatchedNodes nodes,
            MailQueue mail,
            MailTexts texts,
            AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.usage = new Usage(database, clock);
        this.levels = levels;
        this.nodes = nodes;
        this.mail = mail;
        this.texts = texts;
        this.audit = audit;
    }

    /** Looks by itself from now on, until it is closed. */
    public UsageWatch start() {
        timer.scheduleWithFixedDelay(() -> safely(this::count), 1, COUNTING.toSeconds(), TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> safely(this::look), 1, LOOKING.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("what is used could not be looked at now", e);
        }
    }

    /** Counts what was relayed, and ends or begins the relaying of projects by what is left. */
    public void count() {
        Map<String, Long> relayed = nodes.relayedBytes();
        usage.count(relayed);
        Set<String> usedUp = new HashSet<>();
        for (Level level : levels.relayed()) {
            if (level.isUsedUp()) {
                usedUp.add(level.subject());
                decide(level.subject(), false, level.sentence());
            }
            warn(level);
        }
        Set<String> stopped = new HashSet<>();
        for (String project : stopped()) {
            if (usedUp.contains(project)) {
                stopped.add(project);
            } else {
                decide(project, true, "something is left to relay");
            }
        }
        relayed.keySet().forEach(project -> nodes.allowRelaying(project, !stopped.contains(project)));
    }

    private List<String> stopped() {
        return database.read(handle -> handle.createQuery("SELECT id FROM projects WHERE NOT relaying")
                .mapTo(String.class)
                .list());
    }

    /** Of several instances, one is the first to decide, and says so. */
    private void decide(String project, boolean relaying, String why) {
        database.change(handle -> {
            int changed = handle.createUpdate(
                            "UPDATE projects SET relaying = :relaying WHERE id = :id AND relaying <> :relaying")
                    .bind("relaying", relaying)
                    .bind("id", project)
                    .execute();
            if (changed == 1) {
                audit.done(handle, SYSTEM, relaying ? "project.relaying.begin" : "project.relaying.end", project, why);
            }
        });
    }

    /** Tells the nodes what plans give now, and people what is running out. */
    public void look() {
        nodes.limitRelays(levels.relayLimits());
        levels.warnings().forEach(this::warn);
        Map<String, Long> now = nodes.refusedRelays();
        now.forEach((project, times) -> {
            if (times > refused.getOrDefault(project, 0L)) {
                audit.refused(
                        levels.owner(project).orElse(SYSTEM),
                        "relay.register",
                        project,
                        "the plan allows no more relays; end one, " + Limits.REMEDY);
            }
        });
        refused.clear();
        refused.putAll(now);
    }

    /** One mail for each mark that is passed: for each project and month, of invitations for each person and day. */
    private void warn(Level level) {
        if (level.isNearlyUsedUp() && Emails.isValid(level.owner())) {
            int mark = level.isUsedUp() ? 100 : Level.WARNING;
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            String time = level.resource() == Resource.INVITATIONS ? day.toString() : Usage.month(clock);
            String event = "usage:" + level.resource() + ':' + mark + ':' + level.subject() + ':' + time;
            if (isNews(event)) {
                database.change(handle -> mail.enqueue(
                        handle,
                        texts.limit(
                                event, level.owner(), level.sentence(), List.of(level.consequence(), level.advice()))));
            }
        }
    }

    /** Looking first keeps an idle watch from taking the turn of those who write. */
    private boolean isNews(String event) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM mails WHERE event = :event")
                .bind("event", event)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty());
    }

    /** Counts for the last time. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(COUNTING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        safely(() -> usage.count(nodes.relayedBytes()));
    }
}
