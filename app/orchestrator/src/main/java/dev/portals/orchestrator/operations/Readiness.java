package dev.portals.orchestrator.operations;

import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Whether everything that clients need works now. Asked often, it looks once a second. Thread-safe. */
public final class Readiness {
    /** So long a mail may be due without anybody trying to send it. */
    static final Duration LONGEST_DUE = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long APART = TimeUnit.SECONDS.toNanos(1);

    private final Database database;
    private final BooleanSupplier controller;
    private final BooleanSupplier gateway;
    private final InstantSource clock;
    private final Executor threads;
    private final Duration patience;
    private CompletableFuture<List<Check>> looking = CompletableFuture.completedFuture(List.of());
    private long begun;

    /**
     * One thing that was looked at.
     *
     * @param name {@code database}, {@code mail}, {@code controller} or {@code gateway}
     * @param ok whether it is as it must be
     * @param detail what is wrong; empty if nothing is
     */
    public record Check(String name, boolean ok, String detail) {}

    /**
     * Looks at these.
     *
     * @param controller whether it listens
     * @param gateway whether it listens
     */
    public Readiness(Database database, BooleanSupplier controller, BooleanSupplier gateway, InstantSource clock) {
        this(database, controller, gateway, clock, task -> Thread.ofVirtual().start(task), PATIENCE);
    }

    /** With somebody else's threads and patience. */
    Readiness(
            Database database,
            BooleanSupplier controller,
            BooleanSupplier gateway,
            InstantSource clock,
            Executor threads,
            Duration patience) {
        this.database = database;
        this.controller = controller;
        this.gateway = gateway;
        this.clock = clock;
        this.threads = threads;
        this.patience = patience;
        this.begun = System.nanoTime() - APART;
    }

    /** What was found; it is ready if all of it is well. */
    public List<Check> checks() {
        List<Check> listening = List.of(listens("controller", controller), listens("gateway", gateway));
        List<Check> stored;
        try {
            stored = latest().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stored = List.of(new Check("database", false, "it doesn't answer within " + patience.toSeconds() + " s"));
        } catch (ExecutionException e) {
            stored = List.of(new Check("database", false, "it can't be used"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stored = List.of(new Check("database", false, "the process ends"));
        }
        return Stream.concat(stored.stream(), listening.stream()).toList();
    }

    private static Check listens(String name, BooleanSupplier listens) {
        return listens.getAsBoolean() ? new Check(name, true, "") : new Check(name, false, "it doesn't listen");
    }

    /** Nobody looks while somebody does, however many ask. */
    private synchronized CompletableFuture<List<Check>> latest() {
        long now = System.nanoTime();
        if (looking.isDone() && now - begun >= APART) {
            begun = now;
            looking = CompletableFuture.supplyAsync(this::look, threads);
        }
        return looking;
    }

    private List<Check> look() {
        long now = clock.instant().getEpochSecond();
        long due = database.read(handle -> handle.createQuery("SELECT COALESCE(MIN(next_at), :now) FROM mails"
                        + " WHERE state = 'queued' AND next_at <= :now AND leased_until <= :now")
                .bind("now", now)
                .mapTo(Long.class)
                .one());
        boolean sending = now - due <= LONGEST_DUE.toSeconds();
        return List.of(
                new Check("database", true, ""),
                new Check(
                        "mail",
                        sending,
                        sending
                                ? ""
                                : "a mail has been due for " + (now - due) / 60 + " minutes, and nobody sends it"));
    }
}
