package dev.portals.orchestrator.instance;

import dev.portals.core.relay.RelayInfo;
import dev.portals.orchestrator.instance.RelayDirectory.Key;
import dev.portals.orchestrator.instance.RelayDirectory.Look;
import dev.portals.orchestrator.instance.RelayTable.Step;
import dev.portals.orchestrator.instance.RelayTable.Unpublished;
import dev.portals.orchestrator.project.ProjectGateway;
import dev.portals.orchestrator.project.RelayWatch;
import dev.portals.orchestrator.store.Database;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This orchestrator among others on the same database. It holds a lease, tells which relays it has, and passes on what is
 * for the relays of others. Nothing decides but the database; it is looked at several times a second.
 */
public final class Instances implements RelayWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private static final Duration PAUSE = Duration.ofMillis(200);
    /** A registrant may count on its relay when the other instances have looked. */
    private static final Duration NOTICE = PAUSE.multipliedBy(2);
    /** A registrant doesn't wait longer than this for a database that doesn't answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How often to compare the projects although nobody has said that there was a change. */
    private static final Duration PROJECTS = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Lease lease;
    private final Turns turns;
    private final RelayDirectory directory;
    private final RelayTable table;
    private final Site site;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean comparing = new AtomicBoolean();
    private volatile Runnable projects = () -> {};
    private volatile long projectsSeen = -1;
    private volatile long projectsComparedAt = Long.MIN_VALUE;
    private long renewedAt = Long.MIN_VALUE;
    private long seen;
    private boolean all = true;
    private boolean others;
    private boolean deaf;

    Instances(Database database, InstantSource clock, String name, HostnamePort address, Site site) {
        SharedClock shared = new SharedClock(database, clock);
        this.clock = clock;
        this.lease = new Lease(database, shared, name, address);
        this.turns = new Turns(database, shared, lease.id());
        this.directory = new RelayDirectory(database, shared);
        this.table = new RelayTable(lease.id());
        this.site = site;
    }

    /**
     * Joins the others.
     *
     * @param name for people
     * @param address where they reach our gateway
     */
    public static Instances join(
            Database database, InstantSource clock, String name, HostnamePort address, ProjectGateway gateway) {
        Instances instances = new Instances(database, clock, name, address, new GatewaySite(gateway));
        gateway.watch(instances);
        instances.pulse();
        instances.look();
        instances.threads.execute(instances::run);
        return instances;
    }

    /** Whose turn is what. */
    public Turns turns() {
        return turns;
    }

    /** Keeps the projects that run here equal to those in the database, by that, from now on. */
    public void keepProjects(Runnable compare) {
        projects = compare;
        projectsComparedAt = Long.MIN_VALUE;
    }

    @Override
    public CompletionStage<?> registered(String projectId, RelayInfo relay) {
        return table.registered(new Key(projectId, relay.name()), relay)
                .toCompletableFuture()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void ended(String projectId, RelayInfo relay) {
        table.ended(new Key(projectId, relay.name()), relay);
    }

    /** A project was started here. */
    public void started(String projectId) {
        carryOut(table.started(projectId));
    }

    /** Tells the others that there is another project, or one less; returns when they have acted, or after some seconds. */
    public void announceProjects() {
        long generation = lease.announce();
        long deadline = clock.millis() + PATIENCE.toMillis();
        try {
            while (!lease.othersHaveSeen(generation) && clock.millis() < deadline) {
                if (closing.await(PAUSE.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                beat();
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the database; of many in a row that fail, the first is logged. */
    private void beat() {
        try {
            pulse();
            publish();
            look();
            if (deaf) {
                LOG.info("the other instances can be heard again");
            }
            deaf = false;
        } catch (RuntimeException e) {
            if (!deaf && closing.getCount() > 0) {
                LOG.warn("the other instances can't be heard now", e);
            }
            deaf = true;
        }
    }

    /** A sign of life, if it is time for one. */
    void pulse() {
        long now = clock.millis();
        if (renewedAt != Long.MIN_VALUE && Math.abs(now - renewedAt) < Lease.PULSE.toMillis()) {
            return;
        }
        if (!lease.renew()) {
            table.forgotten();
            all = true;
        }
        renewedAt = now;
        others = lease.hasOthers();
    }

    /** Writes down what has changed here. */
    void publish() {
        Unpublished unpublished = table.unpublished();
        if (unpublished.isEmpty()) {
            return;
        }
        long generation =
                directory.publish(lease.id(), unpublished.registered(), unpublished.ended(), table::isCurrent);
        List<CompletableFuture<Void>> waiting = table.published(unpublished, generation);
        waiting.forEach(known -> {
            if (others) {
                known.completeOnTimeout(null, NOTICE.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                known.complete(null);
            }
        });
    }

    /** Looks what others have written down. */
    void look() {
        Look look = directory.look(all ? 0 : seen);
        carryOut(all ? table.learnAll(look.places()) : table.learn(look.places()));
        seen = look.relays();
        all = false;
        long now = clock.millis();
        boolean due = look.projects() != projectsSeen
                || projectsComparedAt == Long.MIN_VALUE
                || Math.abs(now - projectsComparedAt) >= PROJECTS.toMillis();
        if (due && comparing.compareAndSet(false, true)) {
            projectsComparedAt = now;
            threads.execute(() -> compare(look.projects()));
        }
    }

    private void compare(long generation) {
        try {
            projects.run();
            if (generation != projectsSeen) {
                lease.seen(generation);
                projectsSeen = generation;
            }
        } catch (RuntimeException e) {
            LOG.warn("the projects can't be compared now", e);
        } finally {
            comparing.set(false);
        }
    }

    private void carryOut(List<Step> steps) {
        for (Step step : steps) {
            String project = step.key().projectId();
            switch (step) {
                case Step.Displace displace -> site.displace(project, displace.relay());
                case Step.Divert divert -> site.divert(project, step.key().name(), divert.instance());
                case Step.Undivert undivert ->
                    site.undivert(project, undivert.key().name());
            }
        }
    }

    /** Leaves the others, who need not wait until our lease has ended. */
    @Override
    public void close() {
        closing.countDown();
        threads.shutdown();
        try {
            // An interruption would break what is being read from the database.
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        lease.close();
    }
}
