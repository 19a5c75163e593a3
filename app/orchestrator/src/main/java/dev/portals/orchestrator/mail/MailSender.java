package dev.portals.orchestrator.mail;

import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the queue. A mail is leased before it is sent, so that of several senders on one database one sends it;
 * what isn't taken is tried again, ever more seldom, for two days.
 */
public final class MailSender implements AutoCloseable {
    /** How long a mail is tried. */
    static final Duration PATIENCE = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LAST_RETRY = Duration.ofHours(4);
    /** One mail takes no longer than this, and so less than the lease. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 4;
    private static final int MOST_REASON = 300;

    private final Database database;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Transport transport;
    private final Duration longest;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** A sender that sends nothing by itself. */
    MailSender(Database database, InstantSource clock, RandomGenerator random, Transport transport, Duration longest) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.transport = transport;
        this.longest = longest;
    }

    /** Begins to send, until it is closed. */
    public static MailSender start(
            Database database, InstantSource clock, RandomGenerator random, MailSettings settings) {
        MailSender sender = new MailSender(database, clock, random, Transport.of(settings), LONGEST);
        if (!database.isPostgresql()) {
            // There is no other sender: what is leased was being sent when the program ended.
            database.change(handle -> handle.execute("UPDATE mails SET leased_until = 0 WHERE state = 'queued'"));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            sender.threads.execute(sender::run);
        }
        return sender;
    }

    private void run() {
        try {
            do {
                try {
                    while (sendNext() && closing.getCount() > 0) {
                        // The next one is due too.
                    }
                } catch (RuntimeException e) {
                    if (closing.getCount() > 0) {
                        LOG.warn("mail can't be sent now", e);
                    }
                }
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the mail that has been due for longest. False if none is due. */
    boolean sendNext() throws InterruptedException {
        // Looking first keeps an idle sender from taking the turn of those who write.
        if (database.read(this::due).isEmpty()) {
            return false;
        }
        Optional<QueuedMail> leased = database.write(this::lease);
        if (leased.isPresent()) {
            send(leased.get());
        }
        return leased.isPresent();
    }

    private void send(QueuedMail mail) throws InterruptedException {
        Future<?> delivery = threads.submit(() -> {
            transport.deliver(mail);
            return true;
        });
        try {
            delivery.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            database.change(handle -> end(handle, mail, MailState.SENT, ""));
            LOG.debug("sent {}", mail.event());
        } catch (TimeoutException e) {
            failed(mail, new DeliveryException(DeliveryException.Kind.LATER, "the mail server is too slow"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException failure) {
                failed(mail, failure);
            } else {
                LOG.warn("a mail can't be built", e.getCause());
                failed(mail, new DeliveryException(DeliveryException.Kind.NEVER, "the mail can't be built"));
            }
        } finally {
            // An interruption closes the connection that a virtual thread waits for.
            delivery.cancel(true);
        }
    }

    private void failed(QueuedMail mail, DeliveryException failure) {
        String reason = ShownText.line(failure.reason(), MOST_REASON);
        boolean patient = clock.instant().isBefore(mail.createdAt().plus(PATIENCE));
        MailState state = switch (failure.kind()) {
            case NO_RECIPIENT -> MailState.BOUNCED;
            case NEVER -> MailState.FAILED;
            case LATER -> patient ? MailState.QUEUED : MailState.FAILED;
        };
        LOG.warn("the mail {} to {} is {}: {}", mail.id(), mail.recipient(), state.text(), reason);
        database.change(handle -> {
            if (state == MailState.QUEUED) {
                again(handle, mail, reason);
            } else {
                end(handle, mail, state, reason);
            }
        });
    }

    private List<String> due(Handle handle) {
        return handle.createQuery("SELECT id FROM mails WHERE state = 'queued' AND next_at <= :now"
                        + " AND leased_until <= :now ORDER BY next_at, place LIMIT 1")
                .bind("now", now())
                .mapTo(String.class)
                .list();
    }

    private Optional<QueuedMail> lease(Handle handle) {
        long until = now() + LEASE.toSeconds();
        return due(handle).stream().findFirst().flatMap(id -> {
            handle.createUpdate("UPDATE mails SET leased_until = :until, attempts = attempts + 1 WHERE id = :id")
                    .bind("until", until)
                    .bind("id", id)
                    .execute();
            return handle.createQuery("SELECT * FROM mails WHERE id = :id")
                    .bind("id", id)
                    .map((row, context) -> new QueuedMail(
                            id,
                            row.getString("event"),
                            row.getString("recipient"),
                            row.getString("subject"),
                            row.getString("text"),
                            row.getString("html"),
                            row.getString("invitation_id"),
                            row.getLong("attempts"),
                            Instant.ofEpochSecond(row.getLong("created_at")),
                            until))
                    .findOne();
        });
    }

    private void again(Handle handle, QueuedMail mail, String reason) {
        handle.createUpdate("UPDATE mails SET next_at = :next, leased_until = 0, error = :error"
                        + " WHERE id = :id AND leased_until = :until")
                .bind("next", now() + pause(mail.attempts()).toSeconds())
                .bind("error", reason)
                .bind("id", mail.id())
                .bind("until", mail.leasedUntil())
                .execute();
    }

    private void end(Handle handle, QueuedMail mail, MailState state, String reason) {
        int ended = handle.createUpdate("UPDATE mails SET state = :state, leased_until = 0, error = :error,"
                        + " sent_at = :sent WHERE id = :id AND leased_until = :until AND state = 'queued'")
                .bind("state", state.text())
                .bind("error", reason)
                .bind("sent", state == MailState.SENT ? now() : null)
                .bind("id", mail.id())
                .bind("until", mail.leasedUntil())
                .execute();
        if (Mail.isSecret(mail.event())) {
            handle.createUpdate("UPDATE mails SET text = '', html = '' WHERE id = :id")
                    .bind("id", mail.id())
                    .execute();
        }
        if (ended == 1 && mail.invitationId() != null) {
            MailQueue.tellInvitation(handle, mail.invitationId(), state);
        }
    }

    /** Twice as long each time, and a fifth more or less, so that what failed together isn't tried together. */
    private Duration pause(long attempts) {
        long doubled = FIRST_RETRY.toSeconds() << Math.min(attempts - 1, 16);
        long seconds = Math.min(doubled, LAST_RETRY.toSeconds());
        return Duration.ofSeconds(seconds + random.nextLong(-seconds / 5, seconds / 5 + 1));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** Stops; what is being sent is given up and sent again after a start. */
    @Override
    public void close() {
        closing.countDown();
        threads.shutdownNow();
        threads.close();
    }
}
