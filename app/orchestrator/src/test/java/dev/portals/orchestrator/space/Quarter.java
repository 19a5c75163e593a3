package dev.portals.orchestrator.space;

import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.TestDatabase;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Spaces and projects whose nodes are only written down. */
final class Quarter implements AutoCloseable {
    static final ProjectAddresses ADDRESSES = new ProjectAddresses("localhost", 4000);

    final Database database;
    final Accounts accounts;
    final AuditLog audit;
    final Nodes nodes = new Nodes();
    final Projects projects;
    final Spaces spaces;
    volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), clock);

    /** Whom each project's authority trusts, and whom it was told to forget. */
    final class Nodes implements ProjectHosting {
        final Map<String, Set<Identifier>> trusted = new ConcurrentHashMap<>();
        final List<String> forgotten = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        final Map<String, ProjectNodes> known = new ConcurrentHashMap<>();
        final Set<String> silent = ConcurrentHashMap.newKeySet();
        volatile int changes;
        volatile @Nullable CountDownLatch slow;
        volatile boolean broken;

        @Override
        public ProjectNodes start(Tenant tenant) {
            CountDownLatch latch = slow;
            if (latch != null) {
                try {
                    if (!latch.await(20, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody let the nodes start");
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the program ended", e);
                }
            }
            if (broken) {
                throw new IllegalStateException("no node can be started");
            }
            trusted.put(tenant.projectId(), new TreeSet<>(tenant.administrators()));
            return known.computeIfAbsent(tenant.projectId(), id -> new ProjectNodes(history(), history()));
        }

        @Override
        public void stop(String projectId) {
            trusted.remove(projectId);
        }

        @Override
        public Set<String> running() {
            return Set.copyOf(trusted.keySet());
        }

        @Override
        public void allowRelaying(String projectId, boolean relaying) {
            if (relaying) {
                silent.remove(projectId);
            } else {
                silent.add(projectId);
            }
        }

        @Override
        public synchronized void changed() {
            changes++;
        }

        @Override
        public synchronized void remove(String projectId) {
            trusted.remove(projectId);
            known.remove(projectId);
            removed.add(projectId);
        }

        @Override
        public Set<String> known() {
            return Set.copyOf(known.keySet());
        }

        @Override
        public void trust(String projectId, Identifier administrator) {
            Set<Identifier> of = trusted.get(projectId);
            if (of != null) {
                of.add(administrator);
            }
        }

        @Override
        public synchronized void forget(String projectId, Identifier administrator) {
            Set<Identifier> of = trusted.get(projectId);
            if (of != null) {
                of.remove(administrator);
            }
            forgotten.add(projectId + administrator);
        }
    }

    /** With plans that allow that many projects, and clients that wait that long for nodes. */
    Quarter(Path directory, int most, Duration patience) {
        database = TestDatabase.sqlite(directory).open();
        accounts = new Accounts(database, clock);
        audit = new AuditLog(database, clock);
        Plans plans = new Plans() {
            @Override
            public int projects(String plan) {
                return most;
            }

            @Override
            public Duration credentialLife(String plan) {
                return Duration.ofHours(7);
            }
        };
        projects =
                new Projects(database, clock, audit, nodes, new ProjectSettings(ADDRESSES, "1.0.0", plans, patience));
        spaces = new Spaces(database, clock, audit, projects, new java.util.Random(1));
    }

    Quarter(Path directory) {
        this(directory, 1_000_000, Duration.ofSeconds(20));
    }

    ChangeHistory history() {
        return identities.create(SigningAlgorithm.ED25519).history();
    }

    /** Somebody with an account, who administers nothing yet. */
    Caller account(String email) {
        User user = database.write(handle -> accounts.admit(handle, email, ""));
        return new Caller(user.id(), user.email(), true, user.plan());
    }

    /** Another identity of that account; projects are not told. */
    Identifier device(Caller caller) {
        Identifier identifier = history().identifier();
        accounts.bind(identifier, accounts.find(caller.id()).orElseThrow());
        return identifier;
    }

    @Override
    public void close() {
        projects.close();
        database.close();
    }
}
